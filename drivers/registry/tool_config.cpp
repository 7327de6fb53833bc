// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/tool_config.h"

#include "drivers/registry/light_use.h"
#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/toml_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kDefaultTool = R"(format = "waferglow-tool"
version = 1
name = "Simulated tool"

[simulated]

[stage]
driver = "simulated"

[camera]
driver = "simulated"

[spectrometer]
driver = "simulated"

[filter_wheel]
driver = "simulated"

[[light]]
name = "laser"
kind = "{}"
driver = "simulated"
source = "laser"

[[light]]
name = "lamp"
kind = "{}"
driver = "simulated"
source = "lamp"

[[light]]
name = "mercury-argon"
kind = "{}"
driver = "simulated"
source = "mercury-argon"
)";

/// What a family offers for one kind of device, or nothing.
const std::vector<SettingInfo>* settings_of(const DriverFamily& family, ToolSection section) {
    switch (section) {
        case ToolSection::stage:
            return family.stage ? &family.stage->settings : nullptr;
        case ToolSection::camera:
            return family.camera ? &family.camera->settings : nullptr;
        case ToolSection::spectrometer:
            return family.spectrometer ? &family.spectrometer->settings : nullptr;
        case ToolSection::filter_wheel:
            return family.filter_wheel ? &family.filter_wheel->settings : nullptr;
        case ToolSection::light:
            break;
    }
    return family.light ? &family.light->settings : nullptr;
}

DeviceConfig read_device(const toml::table& table, ToolSection section, const std::string& where,
                         ToolConfig& config) {
    DeviceConfig device;
    const auto driver = table["driver"].value_exact<std::string>();
    if (!driver)
        throw Error(ErrorKind::input,
                    fmt::format("{}: there is no driver; write driver = \"simulated\"", where));
    device.driver = *driver;
    const DriverFamily* family = nullptr;
    try {
        family = &driver_family(*driver);
    } catch (const Error& error) {
        throw Error(ErrorKind::input, fmt::format("{}: {}", where, error.what()));
    }
    const std::vector<SettingInfo>* own = settings_of(*family, section);
    if (own == nullptr) {
        std::vector<std::string> able;
        for (const DriverFamily& other : driver_families())
            if (settings_of(other, section) != nullptr) able.push_back(other.name);
        throw Error(ErrorKind::input, fmt::format("{}: driver '{}' has no such device; {} have", where,
                                                  *driver, fmt::join(able, ", ")));
    }
    const std::vector<SettingInfo>& common = common_settings(section);
    std::vector<SettingInfo> both = common;
    both.insert(both.end(), own->begin(), own->end());
    const std::vector<std::string> skip{"driver"};
    const Settings all = read_settings(table, both, where, skip);
    for (const SettingInfo& info : common) device.common.set(info, all.values().find(info.name)->second);
    for (const SettingInfo& info : *own) device.settings.set(info, all.values().find(info.name)->second);
    config.shared.try_emplace(*driver, Settings(family->shared_settings));
    return device;
}

ToolConfig read(const toml::table& top, const std::string& source) {
    const auto fail = [&](const std::string& what) {
        throw Error(ErrorKind::input, fmt::format("{}: {}", source, what));
    };
    if (top["format"].value_exact<std::string>() != "waferglow-tool")
        fail("this is no tool file; it must say format = \"waferglow-tool\"");
    if (top["version"].value_exact<std::int64_t>() != 1) fail("version must be 1");
    ToolConfig config;
    config.source = source;
    config.name = top["name"].value_or(std::string("tool"));

    std::vector<std::string> known{"format",       "version",      "name",  "stage",      "camera",
                                   "spectrometer", "filter_wheel", "light", "calibration"};
    for (const DriverFamily& family : driver_families()) {
        if (family.shared_settings.empty()) continue;
        known.push_back(family.name);
        if (const toml::table* table = top[family.name].as_table())
            config.shared[family.name] =
                read_settings(*table, family.shared_settings, fmt::format("{} [{}]", source, family.name));
    }
    for (const auto& [key, node] : top) {
        if (std::find(known.begin(), known.end(), key.str()) == known.end())
            fail(fmt::format("line {}: '{}' is nothing that a tool has{}", node.source().begin.line,
                             key.str(), did_you_mean(key.str(), known)));
    }
    const auto section = [&](const char* name) { return top[name].as_table(); };
    if (const toml::table* table = section("calibration")) {
        const std::vector<SettingInfo> keys{
            {"folder", std::string(), "", "of the calibrations, relative to this file"}};
        config.calibration_folder = read_settings(*table, keys, source + " [calibration]").text("folder");
    }
    if (section("stage") == nullptr) fail("there is no [stage]");
    if (section("camera") == nullptr) fail("there is no [camera]");
    config.stage = read_device(*section("stage"), ToolSection::stage, source + " [stage]", config);
    config.camera = read_device(*section("camera"), ToolSection::camera, source + " [camera]", config);
    if (const toml::table* table = section("spectrometer"))
        config.spectrometer =
            read_device(*table, ToolSection::spectrometer, source + " [spectrometer]", config);
    if (const toml::table* table = section("filter_wheel"))
        config.filter_wheel =
            read_device(*table, ToolSection::filter_wheel, source + " [filter_wheel]", config);
    const toml::array* lights = top["light"].as_array();
    if (lights == nullptr || lights->empty()) fail("there is no [[light]]");
    for (const toml::node& node : *lights) {
        const toml::table* table = node.as_table();
        if (table == nullptr) fail("each light must be a table: [[light]]");
        const std::string where = fmt::format("{} [[light]] {}", source, config.lights.size() + 1);
        DeviceConfig light = read_device(*table, ToolSection::light, where, config);
        for (const DeviceConfig& other : config.lights) {
            if (other.common.text("name") == light.common.text("name"))
                fail(fmt::format("two lights are named '{}'", light.common.text("name")));
        }
        config.lights.push_back(std::move(light));
    }
    return config;
}

}  // namespace

const std::vector<SettingInfo>& common_settings(ToolSection section) {
    static const std::vector<SettingInfo> kStage{
        {"center_x_um", 0.0, "um", "where the stage stands when the wafer's centre is under the camera"},
        {"center_y_um", 0.0, "um", "where the stage stands when the wafer's centre is under the camera"},
        {"settle_window_um", 0.5, "um", "in position: within this of the target", 1e-3, 1000.0},
        {"settle_ms", std::int64_t{20}, "ms", "in position: for so long", 0, 60000},
        {"settle_timeout_ms", std::int64_t{10000}, "ms", "a move that takes longer is a fault", 1, 3600000}};
    static const std::vector<SettingInfo> kCamera{
        {"pixel_size_um", 0.0, "um", "of a pixel on the wafer; 0: as the driver knows it", 0.0, 1000.0},
        {"saturation_dn", std::int64_t{0}, "DN",
         "value from which a pixel is clipped; 0: as the driver knows it", 0, 65535},
        {"pixel_format", std::string("Mono16"), "", "GenICam name"},
        {"frame_timeout_ms", std::int64_t{2000}, "ms", "beyond the exposure", 1, 600000},
        {"frame_buffers", std::int64_t{8}, "", "frames of memory", 1, 1000}};
    static const std::vector<SettingInfo> kSpectrometer{
        {"offset_x_um", 0.0, "um", "from the camera's middle to the spectrometer's spot"},
        {"offset_y_um", 0.0, "um", "from the camera's middle to the spectrometer's spot"}};
    static const std::vector<SettingInfo> kFilterWheel{
        {"names", std::vector<std::string>{}, "",
         "of its positions from 1 on, by which recipes call them; empty: as the driver knows them"},
        {"move_timeout_ms", std::int64_t{10000}, "ms", "a turn of the wheel that takes longer is a fault", 1,
         600000}};
    static const std::vector<SettingInfo> kLight{
        {"name", std::string("laser"), "", "by which recipes call it"},
        {"kind", name_of(LightUse{}), "", "what it is for", {}, {}, light_use_names()},
        {"spot_cm2", 0.0, "cm2",
         "lit area on the wafer: W/cm2 = mW / 1000 / spot_cm2; 0: as the driver knows it", 0.0, 1e4},
        {"default_mw", 0.0, "mW", "for channels without excitation density; 0: as the driver knows it", 0.0,
         1e9}};
    switch (section) {
        case ToolSection::stage:
            return kStage;
        case ToolSection::camera:
            return kCamera;
        case ToolSection::spectrometer:
            return kSpectrometer;
        case ToolSection::filter_wheel:
            return kFilterWheel;
        case ToolSection::light:
            break;
    }
    return kLight;
}

ToolConfig parse_tool_config(std::string_view text, const std::string& source) {
    try {
        return read(toml::parse(text, source), source);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::input,
                    fmt::format("{} line {}: {}", source, error.source().begin.line, error.description()));
    }
}

ToolConfig read_tool_config(const std::filesystem::path& path) {
    return parse_tool_config(read_settings_text(path, 1U << 20U), path.string());
}

std::string_view default_tool_toml() {
    static const std::string kText =
        fmt::format(kDefaultTool, name_of(LightUse{ChannelKind::pl}),
                    name_of(LightUse{ChannelKind::reflected}), name_of(kWavelengthLines));
    return kText;
}

ToolConfig default_tool_config() {
    return parse_tool_config(default_tool_toml(), "built in");
}

}  // namespace waferglow::drivers

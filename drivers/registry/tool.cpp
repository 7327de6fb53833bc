// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/tool.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

/// What each family shares in one tool, opened when first needed.
class SharedParts {
  public:
    explicit SharedParts(const ToolConfig& config) : config_(config) {}

    const Shared& of(const DriverFamily& family) {
        const auto found = parts_.find(family.name);
        if (found != parts_.end()) return found->second;
        const auto settings = config_.shared.find(family.name);
        Shared part;
        if (family.open_shared)
            part = family.open_shared(settings != config_.shared.end() ? settings->second
                                                                       : Settings(family.shared_settings));
        return parts_.emplace(family.name, std::move(part)).first->second;
    }
    ToolFacts facts(const DriverFamily& family) {
        return family.facts ? family.facts(of(family)) : ToolFacts{};
    }

  private:
    const ToolConfig& config_;
    std::map<std::string, Shared> parts_;
};

/// Opens and guards devices of any kind.
struct Opener {
    const DeviceLog& log;
    Unreachable* unreachable;

    template <class DeviceType>
    std::unique_ptr<DeviceType> operator()(const std::optional<DriverOf<DeviceType>>& driver,
                                           const DeviceConfig& config, const Shared& shared,
                                           const std::string& label) const {
        try {
            return guarded(driver.value().open(config.settings, shared), Guard{.label = label, .log = log});
        } catch (const Error& error) {
            if (unreachable != nullptr && error.kind() == ErrorKind::device) {
                (*unreachable)[label] = full_message(error);
                return nullptr;
            }
            std::throw_with_nested(
                Error(error.kind(), fmt::format("{} (driver '{}') can't be opened", label, config.driver)));
        }
    }
};

CameraInfo camera_info(const DeviceConfig& config, const ToolFacts& facts, const Camera* camera,
                       const std::string& source) {
    CameraInfo info = facts.camera.value_or(CameraInfo{.pixel_um = 0.0});
    if (camera != nullptr) {
        const CameraCapabilities can = camera->capabilities();
        info.width_px = can.sensor_width_px;
        info.height_px = can.sensor_height_px;
    }
    if (config.common.number("pixel_size_um") > 0.0) info.pixel_um = config.common.number("pixel_size_um");
    if (config.common.integer("saturation_dn") > 0)
        info.saturation_dn = static_cast<std::uint16_t>(config.common.integer("saturation_dn"));
    if (!(info.pixel_um > 0.0))
        throw Error(
            ErrorKind::input,
            fmt::format("{} [camera]: pixel_size_um is missing; driver '{}' does not know the size of a "
                        "pixel on the wafer",
                        source, config.driver));
    return info;
}

/// Of the wheel's positions from 1 on: as the file calls them, else as the driver does, else their numbers.
std::vector<std::string> filter_names(const DeviceConfig& config, const FilterWheel* wheel,
                                      const std::string& source) {
    std::vector<std::string> names = config.common.list("names");
    const auto refuse = [&](const std::string& what) {
        throw Error(ErrorKind::input, fmt::format("{} [filter_wheel]: {}", source, what));
    };
    if (std::ranges::find(names, "") != names.end()) refuse("names: one of them is empty");
    if (wheel == nullptr) return names;
    const FilterWheelCapabilities can = wheel->capabilities();
    const auto positions = static_cast<std::size_t>(can.positions);
    if (names.size() > positions)
        refuse(fmt::format("names: {} are given, and the wheel has {} positions", names.size(), positions));
    if (names.empty()) names = can.names;
    for (std::size_t i = names.size(); i < positions; ++i) names.push_back(fmt::format("{}", i + 1));
    std::set<std::string> seen;
    for (const std::string& name : names)
        if (!seen.insert(name).second) refuse(fmt::format("names: two positions are named '{}'", name));
    return names;
}

}  // namespace

Tool open_tool(const ToolConfig& config, const DeviceLog& log, Unreachable* unreachable) {
    SharedParts shared(config);
    const Opener open{log, unreachable};
    Tool tool;
    tool.name = config.name;

    const DriverFamily& stage = driver_family(config.stage.driver);
    tool.stage_driver = stage.name;
    tool.stage = open(stage.stage, config.stage, shared.of(stage), "stage");
    const Settings& placed = config.stage.common;
    tool.wafer_center = {placed.number("center_x_um"), placed.number("center_y_um")};
    tool.settle = {.window_um = placed.number("settle_window_um"),
                   .settle = std::chrono::milliseconds(placed.integer("settle_ms")),
                   .timeout = std::chrono::milliseconds(placed.integer("settle_timeout_ms"))};

    const DriverFamily& camera = driver_family(config.camera.driver);
    const ToolFacts facts = shared.facts(camera);
    tool.camera_driver = camera.name;
    tool.camera = open(camera.camera, config.camera, shared.of(camera), "camera");
    tool.camera_info = camera_info(config.camera, facts, tool.camera.get(), config.source);
    tool.flat_position = facts.flat_position;
    tool.dark_frame = facts.dark_frame;
    tool.flat_frame = facts.flat_frame;
    tool.channel_frames = facts.channel_frames;
    tool.write_el_reference = facts.write_el_reference;
    tool.frame_timeout = std::chrono::milliseconds(config.camera.common.integer("frame_timeout_ms"));
    tool.frame_buffers = static_cast<int>(config.camera.common.integer("frame_buffers"));
    tool.pixel_format = config.camera.common.text("pixel_format");

    if (config.spectrometer) {
        const DriverFamily& family = driver_family(config.spectrometer->driver);
        tool.spectrometer_driver = family.name;
        tool.spectrometer =
            open(family.spectrometer, *config.spectrometer, shared.of(family), "spectrometer");
        const Settings& common = config.spectrometer->common;
        tool.spectrometer_offset = {common.number("offset_x_um"), common.number("offset_y_um")};
    }
    if (config.filter_wheel) {
        const DriverFamily& family = driver_family(config.filter_wheel->driver);
        tool.filter_wheel_driver = family.name;
        tool.filter_wheel =
            open(family.filter_wheel, *config.filter_wheel, shared.of(family), "filter wheel");
        tool.filters = filter_names(*config.filter_wheel, tool.filter_wheel.get(), config.source);
        tool.filter_timeout =
            std::chrono::milliseconds(config.filter_wheel->common.integer("move_timeout_ms"));
    }
    for (const DeviceConfig& light : config.lights) {
        const DriverFamily& family = driver_family(light.driver);
        const ToolFacts known = shared.facts(family);
        NamedLight named;
        named.name = light.common.text("name");
        named.use = light_use_of(light.common.text("kind"));
        named.driver = family.name;
        named.spot_cm2 = light.common.number("spot_cm2");
        named.default_mw = light.common.number("default_mw");
        if (named.spot_cm2 == 0.0 && excites(named.use)) named.spot_cm2 = known.laser_spot_cm2;
        named.source = open(family.light, light, shared.of(family), "light '" + named.name + "'");
        if (named.default_mw == 0.0 && named.use.channels && !excites(named.use))
            named.default_mw = known.lamp_mw;
        if (excites(named.use) && !(named.spot_cm2 > 0.0))
            throw Error(ErrorKind::input,
                        fmt::format("{} [[light]] '{}': spot_cm2 is missing; without the lit area "
                                    "there is no excitation density",
                                    config.source, named.name));
        tool.lights.push_back(std::move(named));
    }
    return tool;
}

}  // namespace waferglow::drivers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/devices/devices_presenter.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

namespace fs = std::filesystem;
using drivers::DeviceConfig;
using drivers::DriverFamily;
using drivers::SettingInfo;
using drivers::SettingType;
using drivers::SettingValue;
using drivers::ToolSection;

constexpr const char* kDevicesSource = "devices";
constexpr const char* kToolFileTask = "Tool file";

std::string toml_text(const std::string& text) {
    std::ostringstream stream;
    stream << toml::value<std::string>(text);
    return stream.str();
}

struct TextOf {
    std::string operator()(double value) const { return fmt::format("{}", value); }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(const std::string& value) const { return value; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(const std::vector<std::string>& value) const {
        return fmt::format("{}", fmt::join(value, ", "));
    }
};

std::string text_of(const SettingValue& value) {
    return std::visit(TextOf(), value);
}

/// As a tool file has it.
std::string toml_of(const ToolField& field) {
    if (field.info.type() == SettingType::text) return toml_text(field.text);
    if (field.info.type() != SettingType::list) return field.text;
    std::string items;
    std::istringstream stream(field.text);
    for (std::string item; std::getline(stream, item, ',');) {
        const auto begin = item.find_first_not_of(' ');
        if (begin == std::string::npos) continue;
        item = item.substr(begin, item.find_last_not_of(' ') + 1 - begin);
        items += (items.empty() ? "" : ", ") + toml_text(item);
    }
    return "[" + items + "]";
}

void check(ToolField& field) {
    field.problem.clear();
    try {
        if (field.text.find('\n') != std::string::npos) throw Error(ErrorKind::input, "must be one line");
        const toml::table table = toml::parse(field.info.name + " = " + toml_of(field));
        static_cast<void>(drivers::read_settings(table, std::span(&field.info, 1), ""));
    } catch (const Error& error) {
        field.problem = error.what();
        // The place within a text of one line tells nobody anything.
        const std::string place = " line 1: ";
        if (field.problem.starts_with(place)) field.problem.erase(0, place.size());
    } catch (const toml::parse_error&) {
        field.problem = fmt::format("must be of type {}", drivers::name_of(field.info.type()));
    }
}

const std::vector<SettingInfo>* settings_of(const DriverFamily& family, const std::string& table) {
    if (table == "stage") return family.stage ? &family.stage->settings : nullptr;
    if (table == "camera") return family.camera ? &family.camera->settings : nullptr;
    if (table == "spectrometer") return family.spectrometer ? &family.spectrometer->settings : nullptr;
    if (table == "filter_wheel") return family.filter_wheel ? &family.filter_wheel->settings : nullptr;
    return family.light ? &family.light->settings : nullptr;
}

std::vector<ToolField> fields_of(const std::vector<SettingInfo>& infos, const drivers::Settings& settings) {
    std::vector<ToolField> fields;
    for (const SettingInfo& info : infos) {
        const auto found = settings.values().find(info.name);
        fields.push_back(
            {info, text_of(found == settings.values().end() ? info.standard : found->second), {}});
    }
    return fields;
}

void append_table(std::string& toml, const ToolForm& form) {
    toml += form.table == "light" ? "\n[[light]]\n" : fmt::format("\n[{}]\n", form.table);
    if (!form.driver.empty()) toml += fmt::format("driver = {}\n", toml_text(form.driver));
    for (const ToolField& field : form.fields) {
        const bool told = field.text != text_of(field.info.standard) || field.info.name == "name";
        if (!told) continue;
        const std::string unit = field.info.unit.empty() ? "" : "[" + field.info.unit + "] ";
        toml += fmt::format("{} = {}  # {}{}\n", field.info.name, toml_of(field), unit, field.info.help);
    }
}

void write_whole(const fs::path& path, const std::string& text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace

DevicesPresenter::DevicesPresenter(Desk& desk, std::function<void()> changed)
    : desk_(desk), changed_(std::move(changed)) {}

void DevicesPresenter::open(const fs::path& tool_file) {
    try {
        load(tool_file.empty() ? drivers::default_tool_config() : drivers::read_tool_config(tool_file));
        file_ = tool_file;
        modified_ = false;
    } catch (const Error& error) {
        desk_.log().add(kDevicesSource, station::trouble_of(error, kToolFileTask));
    }
    changed_();
}

void DevicesPresenter::load(const drivers::ToolConfig& config) {
    name_ = config.name;
    calibration_folder_ = config.calibration_folder;
    forms_.clear();
    add_device("stage", ToolSection::stage, config.stage);
    add_device("camera", ToolSection::camera, config.camera);
    if (config.spectrometer) add_device("spectrometer", ToolSection::spectrometer, *config.spectrometer);
    if (config.filter_wheel) add_device("filter_wheel", ToolSection::filter_wheel, *config.filter_wheel);
    for (const DeviceConfig& light : config.lights) add_device("light", ToolSection::light, light);
    for (const auto& [driver, settings] : config.shared) {
        const auto& infos = drivers::driver_family(driver).shared_settings;
        if (infos.empty()) continue;
        ToolForm form{.table = driver,
                      .title = driver,
                      .driver = {},
                      .drivers = {},
                      .fields = fields_of(infos, settings)};
        form.is_device = false;
        forms_.push_back(std::move(form));
    }
}

void DevicesPresenter::add_device(const char* table, ToolSection section, const DeviceConfig& device) {
    ToolForm form{.table = table, .title = table, .driver = device.driver, .drivers = {}, .fields = {}};
    if (section == ToolSection::light) form.title = device.common.text("name");
    for (const DriverFamily& family : drivers::driver_families())
        if (settings_of(family, table) != nullptr) form.drivers.push_back(family.name);
    form.fields = fields_of(drivers::common_settings(section), device.common);
    for (ToolField& field :
         fields_of(*settings_of(drivers::driver_family(device.driver), table), device.settings))
        form.fields.push_back(std::move(field));
    forms_.push_back(std::move(form));
}

void DevicesPresenter::set_text(std::size_t form, std::size_t field, const std::string& text) {
    ToolField& changed = forms_.at(form).fields.at(field);
    if (changed.text == text) return;
    changed.text = text;
    check(changed);
    if (forms_[form].table == "light" && changed.info.name == "name") forms_[form].title = text;
    modified_ = true;
    changed_();
}

void DevicesPresenter::set_driver(std::size_t form, const std::string& driver) {
    ToolForm& changed = forms_.at(form);
    if (changed.driver == driver || !changed.is_device) return;
    const std::vector<SettingInfo>& infos = *settings_of(drivers::driver_family(driver), changed.table);
    // What all drivers have stays as it was.
    const std::vector<SettingInfo>& before =
        *settings_of(drivers::driver_family(changed.driver), changed.table);
    changed.fields.resize(changed.fields.size() - before.size());
    for (ToolField& field : fields_of(infos, drivers::Settings())) changed.fields.push_back(std::move(field));
    changed.driver = driver;
    changed.report.reset();
    std::set<std::string> used;
    for (const ToolForm& other : forms_)
        if (other.is_device) used.insert(other.driver);
    std::erase_if(forms_,
                  [&](const ToolForm& other) { return !other.is_device && !used.contains(other.table); });
    for (const std::string& name : used) {
        const auto& shared = drivers::driver_family(name).shared_settings;
        const bool there = std::ranges::any_of(
            forms_, [&](const ToolForm& other) { return !other.is_device && other.table == name; });
        if (shared.empty() || there) continue;
        ToolForm made{.table = name,
                      .title = name,
                      .driver = {},
                      .drivers = {},
                      .fields = fields_of(shared, drivers::Settings())};
        made.is_device = false;
        forms_.push_back(std::move(made));
    }
    modified_ = true;
    changed_();
}

std::string DevicesPresenter::problem() const {
    for (const ToolForm& form : forms_)
        for (const ToolField& field : form.fields)
            if (!field.problem.empty()) return form.title + ": " + field.problem;
    try {
        static_cast<void>(drivers::parse_tool_config(toml(), name_));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::string DevicesPresenter::toml() const {
    std::string toml = fmt::format("format = \"waferglow-tool\"\nversion = 1\nname = {}\n", toml_text(name_));
    if (!calibration_folder_.empty())
        toml += fmt::format("\n[calibration]\nfolder = {}\n", toml_text(calibration_folder_));
    for (const ToolForm& form : forms_) append_table(toml, form);
    return toml;
}

void DevicesPresenter::save(const fs::path& path) {
    try {
        desk_.session().require(station::Action::change_devices);
        if (const std::string why = problem(); !why.empty()) throw Error(ErrorKind::usage, why);
        desk_.session().audit_and_do("tool", station::Happening{station::Event::file_saved, {path.string()}},
                                     [&] { write_whole(path, toml()); });
        file_ = path;
        modified_ = false;
        desk_.log().add(station::Severity::info, kDevicesSource,
                        station::Happening{station::Event::tool_saved, {path.string()}}, kToolFileTask);
        desk_.use_tool(path);
    } catch (const Error& error) {
        desk_.log().add(kDevicesSource, station::trouble_of(error, kToolFileTask));
    }
    changed_();
}

void DevicesPresenter::survey() {
    if (asking_) return;
    if (desk_.tool_busy()) {
        desk_.log().add(station::Severity::warning, kDevicesSource,
                        station::Happening{station::Event::tool_in_use});
        return;
    }
    asking_ = true;
    const auto alive = std::weak_ptr(alive_);
    desk_.work().submit({.key = "survey",
                         .name = kSurveyTask,
                         .work = [this, alive, file = file_](const TaskContext&) -> Delivery {
                             return [this, alive, reports = tool::survey_devices(file)] {
                                 if (!alive.expired()) take_reports(reports);
                             };
                         },
                         .failed =
                             [this, alive](const station::Trouble& trouble) {
                                 if (alive.expired()) return;
                                 asking_ = false;
                                 desk_.log().add(kDevicesSource, trouble);
                                 changed_();
                             }});
    changed_();
}

void DevicesPresenter::take_reports(const std::vector<tool::DeviceReport>& reports) {
    asking_ = false;
    for (ToolForm& form : forms_) {
        const auto report = std::ranges::find_if(reports, [&](const tool::DeviceReport& r) {
            return form.is_device && r.kind == form.table && (r.kind != "light" || r.name == form.title);
        });
        if (report != reports.end()) form.report = *report;
    }
    changed_();
}

}  // namespace waferglow::gui

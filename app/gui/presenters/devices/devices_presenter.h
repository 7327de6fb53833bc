// SPDX-License-Identifier: GPL-3.0-or-later
// What the devices page does: a tool file as forms, each field checked while it is typed, the devices asked.
#pragma once

#include "app/gui/presenters/desk/desk.h"
#include "app/tool/open_tool.h"
#include "drivers/registry/tool_config.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

inline constexpr const char* kSurveyTask = "Asking the devices";

/// One setting as typed: flags "true" or "false", lists with commas.
struct ToolField {
    drivers::SettingInfo info;
    std::string text;
    std::string problem;  ///< empty: it fits
};

/// One form: a device, or what the devices of one driver share.
struct ToolForm {
    std::string table;                 ///< of the tool file: "stage", "light", "simulated"
    std::string title;                 ///< "stage", "laser", ...
    std::string driver;                ///< empty where devices share it
    std::vector<std::string> drivers;  ///< that have such a device
    std::vector<ToolField> fields;
    std::optional<tool::DeviceReport> report{};  ///< after it was asked
    bool is_device = true;
};

/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters what is to
/// be shown.
class DevicesPresenter {
  public:
    DevicesPresenter(Desk& desk, std::function<void()> changed);

    /// Empty: the simulated tool.
    void open(const std::filesystem::path& tool_file);
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::vector<ToolForm>& forms() const { return forms_; }
    /// The field takes the text, whatever it is; `problem` tells.
    void set_text(std::size_t form, std::size_t field, const std::string& text);
    void set_driver(std::size_t form, const std::string& driver);
    [[nodiscard]] bool modified() const { return modified_; }
    /// Why it can't be saved; empty: it can.
    [[nodiscard]] std::string problem() const;
    [[nodiscard]] std::string toml() const;

    /// Saves, whole or not at all, and uses this tool from here on. Throws nothing: failures go to the log.
    void save(const std::filesystem::path& path);
    /// Asks all devices as they are configured in the file, which makes them safe.
    void survey();
    [[nodiscard]] bool asking() const { return asking_; }

  private:
    void load(const drivers::ToolConfig& config);
    void add_device(const char* table, drivers::ToolSection section, const drivers::DeviceConfig& device);
    void take_reports(const std::vector<tool::DeviceReport>& reports);

    Desk& desk_;
    std::function<void()> changed_;
    std::filesystem::path file_;
    std::string name_;
    std::string calibration_folder_;
    std::vector<ToolForm> forms_;
    bool modified_ = false;
    bool asking_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace waferglow::gui

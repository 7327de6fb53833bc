// SPDX-License-Identifier: GPL-3.0-or-later
// A tool opened by its file, as scans, `devices` and the desktop use it.
#pragma once

#include "app/tool/scan_tool.h"
#include "app/tool/tool_scan.h"
#include "drivers/registry/tool.h"
#include "libinspect/recipe/recipe.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace waferglow::tool {

/// One configured device and what it said when asked.
struct DeviceReport {
    std::string name;    ///< as configured
    std::string kind;    ///< "stage", "camera", "spectrometer", "filter_wheel", "light"
    std::string label;   ///< of its notices, see drivers::DeviceNotice
    std::string driver;  ///< "simulated", ...
    bool reachable = false;
    std::string error;  ///< where it is not
    bool interlock_open = false;
    drivers::Identity identity;
    std::vector<std::pair<std::string, std::string>> limits;  ///< name with unit, value
};

/// Asks every device of a tool; one that does not answer, or is null, is not reachable, and `unreachable`
/// tells why where it could not even be opened.
[[nodiscard]] std::vector<DeviceReport> report_devices(const drivers::Tool& tool,
                                                       const drivers::Unreachable& unreachable);

/// Owns the devices. Opening a tool makes all its devices safe, and so does closing it.
class OpenTool {
  public:
    /// `file` empty: the simulated tool with its default wafer. Throws Error: input for the file, device
    /// where a device does not answer.
    explicit OpenTool(const std::filesystem::path& file, const drivers::DeviceLog& log = {});
    ~OpenTool();
    OpenTool(const OpenTool&) = delete;
    OpenTool& operator=(const OpenTool&) = delete;

    [[nodiscard]] const ScanTool& view() const { return view_; }
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }  ///< empty: built in
    /// That the file names for scans; empty: none.
    [[nodiscard]] const std::filesystem::path& calibration_folder() const { return calibration_folder_; }
    /// What else a scan should know of this tool: its settings for the wafer file, and the frames of a tool
    /// that has them ready.
    void complete(ScanRequest& request) const;
    [[nodiscard]] std::vector<DeviceReport> report() const { return report_devices(tool_, {}); }
    /// Simulated tools know their wafer's EL: written as el.csv. Throws Error(usage) for other tools.
    void write_el_reference(const std::filesystem::path& file) const;

  private:
    OpenTool(const std::filesystem::path& file, const drivers::ToolConfig& config,
             const drivers::DeviceLog& log);

    std::filesystem::path file_;
    std::filesystem::path calibration_folder_;
    drivers::Tool tool_;
    ScanTool view_;
};

/// What a tool file configures and which of it answers; `file` as of OpenTool. Throws Error(input) for the
/// file alone.
[[nodiscard]] std::vector<DeviceReport> survey_devices(const std::filesystem::path& file);

}  // namespace waferglow::tool

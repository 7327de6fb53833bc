// SPDX-License-Identifier: GPL-3.0-or-later
// A tool opened by its file, as scans, `devices` and the desktop use it.
#pragma once

#include "app/tool/scan_tool.h"
#include "app/tool/tool_scan.h"
#include "libinspect/scan/recipe.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace waferglow::tool {

/// One configured device and what it said when asked.
struct DeviceReport {
    std::string name;    ///< as configured
    std::string kind;    ///< "stage", "camera", "spectrometer", "light"
    std::string driver;  ///< "simulated", ...
    bool reachable = false;
    std::string error;  ///< where it is not
    drivers::Identity identity;
    std::vector<std::pair<std::string, std::string>> limits;  ///< name with unit, value
};

/// Owns the devices. Opening a tool makes all its devices safe.
class OpenTool {
  public:
    /// `file` empty: the simulated tool with its default wafer.
    explicit OpenTool(const std::filesystem::path& file);
    ~OpenTool();
    OpenTool(const OpenTool&) = delete;
    OpenTool& operator=(const OpenTool&) = delete;

    [[nodiscard]] const ScanTool& view() const;
    /// Settings of the tool for the wafer file.
    void complete(ScanRequest& request) const;
    [[nodiscard]] std::vector<DeviceReport> report() const;
    /// Simulated tools know their wafer's EL: written as el.csv. Throws Error(usage) for other tools.
    void write_el_reference(const std::filesystem::path& file) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Asks every device of a tool; one that does not answer is not reachable.
[[nodiscard]] std::vector<DeviceReport> report_devices(const ScanTool& tool, const std::string& driver);

}  // namespace waferglow::tool

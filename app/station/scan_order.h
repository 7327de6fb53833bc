// SPDX-License-Identifier: GPL-3.0-or-later
// A scan as it is ordered, by whichever program, and its one way from the tool's file to the wafer file.
#pragma once

#include "app/tool/open_tool.h"
#include "app/tool/tool_scan.h"
#include "libinspect/recipe/recipe.h"

#include <filesystem>

namespace waferglow::station {

struct ScanOrder {
    std::filesystem::path tool_file{};     ///< empty: the simulated tool
    std::filesystem::path calibrations{};  ///< folder of them; empty: the one that the tool file names
    Recipe recipe;
    tool::ScanRequest request;
};

/// Opens the tool, takes what its calibrations know, scans, closes the tool. `log` is told what devices say
/// of themselves, by any thread. Errors as of OpenTool, use_calibrations and scan_wafer.
[[nodiscard]] tool::ScanOutcome carry_out(ScanOrder order, tool::ScanControl& control,
                                          tool::ScanMonitor& monitor, const drivers::DeviceLog& log = {});

/// Whether a scan left something at the request's output that resuming goes on with: its journal, its images.
[[nodiscard]] bool is_resumable(const tool::ScanRequest& request);

}  // namespace waferglow::station

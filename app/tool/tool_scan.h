// SPDX-License-Identifier: GPL-3.0-or-later
// A scan by a tool from beginning to end: plan, checks, dark and flat, alignment, tiles, spectra, wafer file.
//
// However it ends, all lights are off, the stage stands and the stream has stopped when `scan_wafer` returns
// or throws. After SIGKILL nobody can do that: the journal and the folder of images hold what was measured,
// devices fall into their safe state by their own watchdog where they have one, and the next start of any
// verb that opens them switches them off. See docs/scanning.md.
#pragma once

#include "app/tool/activity_clock.h"
#include "app/tool/scan_control.h"
#include "app/tool/scan_estimate.h"
#include "app/tool/scan_monitor.h"
#include "app/tool/scan_tool.h"
#include "app/tool/tile_taker.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/scan/inspect.h"

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace waferglow::tool {

struct ScanRequest {
    std::filesystem::path output;
    std::optional<std::filesystem::path> record{};  ///< keep all tiles there, as a recording
    bool force = false;
    bool resume = false;
    bool keep_going = false;  ///< a tile that can't be taken is marked failed and the scan goes on
    int threads = 0;
    LogEntry log{};
    std::size_t queue_bytes = std::size_t{256} << 20U;
    RetryPolicy retry{};                ///< `attempts` comes from the recipe
    std::optional<Image> dark_frame{};  ///< from a calibration or a recording; none: taken now
    std::optional<Image> flat_frame{};
    std::map<std::string, ChannelFrames> channel_frames{};  ///< in place of these, by the channel's name
    std::string frames_origin = "calibration";              ///< of the frames given, for the file
    std::string dark_origin{};                              ///< likewise, of the dark alone where not empty
    std::string flat_origin{};                              ///< and of the flat
    std::vector<CalibrationEntry> calibrations{};           ///< others that the tool works by, for the file
    std::vector<ToolSetting> tool_settings{};               ///< for the file
    std::function<void(const std::string&)> announce{};     ///< is told plan and estimate before the start
    std::mutex* hdf5 = nullptr;                             ///< as of InspectOptions
};

struct ScanOutcome {
    InspectOutcome inspect;
    ScanPlan plan;
    ScanEstimate estimate;
    TakeStatistics taken;
    Activity activity;
    double scan_s = 0.0;  ///< from the first command to the last spectrum
    std::size_t peak_queue_bytes = 0;
    std::int64_t spectra = 0;
    bool resumed = false;  ///< tiles of an earlier run were taken over, from its journal or its images
};

/// Where the images of a scan lie while it runs: `record`, or a folder beside the output.
[[nodiscard]] std::filesystem::path images_folder(const ScanRequest& request);

/// Scans. Throws Error: usage where recipe and tool don't fit together, job where the disk is too small or
/// the grid can't be found, device where the tool fails before the pose is known; a later fault or a stop is
/// in the outcome, with a valid, incomplete, resumable file. The calling thread and one acquisition thread
/// use the devices, never both at once.
[[nodiscard]] ScanOutcome scan_wafer(const ScanTool& tool, const Recipe& recipe, const ScanRequest& request,
                                     ScanControl& control, ScanMonitor& monitor);

}  // namespace waferglow::tool

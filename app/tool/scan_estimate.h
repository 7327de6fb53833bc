// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan will take: time, memory, disk. Said before anything moves.
#pragma once

#include "app/tool/scan_tool.h"
#include "libinspect/scan/plan.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::tool {

struct ScanEstimate {
    double seconds = 0.0;  ///< acquisition; spectra of suspects as if all that are allowed were found
    std::uint64_t memory_bytes = 0;
    std::uint64_t disk_bytes = 0;   ///< at its peak: wafer file, journal, images
    std::uint64_t image_bytes = 0;  ///< of it in the folder of images
    std::int64_t spectra = 0;
};

struct EstimateOptions {
    bool keep_all = false;                     ///< images stay on disk
    std::vector<std::size_t> kept_channels{};  ///< whose images do until the scan is done
    bool resume = false;  ///< tiles of an earlier run are taken over: until the last one they are in memory
    std::size_t queue_bytes = 0;  ///< of images between camera and computation
};

/// Arithmetic from the plan and the devices' limits.
[[nodiscard]] ScanEstimate estimate_scan(const ScanPlan& plan, const ScanRecipe& scan, const ScanTool& tool,
                                         const EstimateOptions& options);

/// Throws Error(job) where the disk of `output` (or of `images`) has less room than the scan needs, with both
/// numbers and what to do.
void check_disk(const ScanEstimate& estimate, const std::filesystem::path& output,
                const std::filesystem::path& images);

/// Throws Error(usage) where a tile lies beyond the stage's travel.
void check_travel(const ScanPlan& plan, const ScanTool& tool);

/// "1,234 tiles at 617 positions, 203,000 dies, about 5 min 10 s, 1.2 GB memory, 0.4 GB disk".
[[nodiscard]] std::string describe(const ScanPlan& plan, const ScanEstimate& estimate);

}  // namespace waferglow::tool

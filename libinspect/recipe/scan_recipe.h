// SPDX-License-Identifier: GPL-3.0-or-later
// The [scan] section of a recipe: what a tool is asked to scan. Its keys stand in scan_sections.cpp.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/wafer.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

/// What tools call the position of a filter wheel that has no filter.
inline constexpr const char* kOpenFilter = "open";

/// A channel, how the tool makes its light and what it is seen through.
struct ScanChannel {
    Channel channel;
    std::string light;     ///< name of the tool's light source; empty: its only one of the channel's kind
    double gain = 1.0;     ///< of the camera
    std::string filter{};  ///< name of the filter wheel's position; empty: the open one

    [[nodiscard]] bool filtered() const { return !filter.empty() && filter != kOpenFilter; }
    friend bool operator==(const ScanChannel&, const ScanChannel&) = default;
};

/// A rectangle on the wafer.
struct ScanRegion {
    double x_um = 0.0;  ///< middle
    double y_um = 0.0;
    double width_um = 0.0;
    double height_um = 0.0;

    [[nodiscard]] bool contains(WaferPoint p) const {
        return 2.0 * std::abs(p.x - x_um) <= width_um && 2.0 * std::abs(p.y - y_um) <= height_um;
    }
    friend bool operator==(const ScanRegion&, const ScanRegion&) = default;
};

/// Which dies get a spectrum. The union of all that is asked for.
struct SpectraRecipe {
    std::int64_t every_nth = 0;  ///< every n-th die of the wafer in rows; 0: none
    std::int64_t suspects = 0;   ///< at most so many dies that fail by intensity, spread over the wafer
    std::vector<ScanRegion> regions;
    std::string channel;  ///< whose light excites; empty: the strongest
    double integration_ms = 10.0;
    std::int64_t averages = 1;

    [[nodiscard]] bool wanted() const { return every_nth > 0 || suspects > 0 || !regions.empty(); }
    friend bool operator==(const SpectraRecipe&, const SpectraRecipe&) = default;
};

struct ScanRecipe {
    Wafer wafer{.id = "wafer", .edge_exclusion_mm = 3.0};
    DieGrid grid;
    std::filesystem::path layout_file;  ///< what the grid's cells are (layout_file.h); empty: all are dies
    std::vector<ScanChannel> channels;
    double overlap_um = 0.0;           ///< of neighbouring tiles; 0: two pitches and some for the stage
    double margin_um = 100.0;          ///< how far the grid may lie from its nominal place
    std::optional<ScanRegion> region;  ///< only tiles that reach into it
    std::int64_t retries = 3;          ///< how often a tile is taken again before it counts as failed
    std::int64_t dark_frames = 16;     ///< averaged where no calibration is given; 0: no dark frame
    std::int64_t flat_frames = 16;
    SpectraRecipe spectra;
    friend bool operator==(const ScanRecipe&, const ScanRecipe&) = default;
};

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// From the [scan] section and a camera to the tiles of a scan.
//
// Tiles cover every die, wherever it lies within the margin of its nominal place: a serpentine from the upper
// left, all channels at each position, those with the largest dose first. Channels that are seen through a
// filter have a pass over the wafer of their own for each filter, after the others, so that its wheel need
// not turn at each position; every second pass runs backwards. Tiles that can't hold a die (the
// corners of a round wafer) are left out. Positions are whole nanometres, as stages take them, and are what
// the job calls reported: the tool sees to it that the stage really is there. Where the camera is turned
// against the stage they are given along the image's axes, and tiles overlap by as much more as their corners
// turn away.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/recipe/scan_recipe.h"
#include "libinspect/scan/tile_source.h"

#include <cstdint>

namespace waferglow {

struct ScanPlan {
    ScanJob job;  ///< without dark and flat; tile names are "tiles/000000.tif"
    std::int64_t positions = 0;
    std::int64_t dies = 0;       ///< on the wafer
    double overlap_um = 0.0;     ///< as used
    double overlap_share = 0.0;  ///< of the area taken, that other tiles show too
    double travel_um = 0.0;      ///< way of the stage from the first tile to the last
    int passes = 1;              ///< over all positions
};

/// Alignment finds turns up to 50 mrad; this much may be the camera's, the rest is the wafer's.
constexpr double kMostCameraTurnRad = 0.03;

/// From a place of the stage to the same along the axes of a camera turned by `turn_rad`, and back.
[[nodiscard]] StagePoint along_camera(StagePoint stage, double turn_rad);
[[nodiscard]] StagePoint along_stage(StagePoint camera, double turn_rad);

/// Throws Error(usage) where the camera is turned too far, tiles of this camera are too small for overlap and
/// margin, or none holds a die.
[[nodiscard]] ScanPlan make_plan(const ScanRecipe& scan, const CameraInfo& camera);

}  // namespace waferglow

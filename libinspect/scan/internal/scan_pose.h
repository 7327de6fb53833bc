// SPDX-License-Identifier: GPL-3.0-or-later
// Where the die grid lies on the stage, before any tile is measured.
#pragma once

#include "libinspect/registration/pose.h"
#include "libinspect/scan/internal/pilot_frames.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>

namespace waferglow {

/// The pose of the die grid from pilot tiles of `channel`. Throws Error(job) where they don't show the grid,
/// Error(input) where the dark frame does, Error(cancelled) where stopped.
[[nodiscard]] PoseEstimate find_scan_pose(TileSource& source, const DiePresence& presence,
                                          std::size_t channel, const PilotOptions& options);

}  // namespace waferglow

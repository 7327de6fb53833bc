// SPDX-License-Identifier: GPL-3.0-or-later
// What a job must have, lest a scan end well and judge nothing, or the wrong dies.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/map/die_map.h"
#include "libinspect/scan/tile_source.h"

#include <span>

namespace waferglow {

/// Throws Error(input) where a channel by which dies are judged has no tile.
void check_channels(const ScanJob& job);

/// Throws Error(job) where the pose found says that the size of a pixel or the pitch is wrong: whole tiles
/// would be read some dies off, though each fits its neighbours modulo the pitch.
void check_scale(const ScanJob& job, const GridPose& pose);

/// Throws Error(job) where a channel by which dies are judged shows none of them. `map`: of a finished scan.
void check_measured(const DieMap& map, std::span<const Channel> channels);

/// Throws Error(job) where the dies of a channel that shows the surface go dark as dies do that don't glow,
/// and those of a PL channel don't: their images are exchanged. A die that is dark to look at can't glow
/// through.
void check_kinds(const DieMap& map, std::span<const Channel> channels);

}  // namespace waferglow

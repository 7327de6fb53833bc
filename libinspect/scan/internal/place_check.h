// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the tiles of a channel lie where the stage says: what single frames can't tell, all of them do.
//
// Positions that are exchanged, mirrored, late or scaled put the rim of the wafer into its middle and its
// middle beyond the rim. So cells glow where the wafer has none, dies are dark up to the border of a tile
// behind which they glow, stripes between tiles are seen by no tile, and places modulo the pitch are those of
// chance. Each of these happens to honest wafers, too, somewhere: dies in the edge exclusion may glow, a dead
// region may end at a border, a scan may leave gaps on purpose. What they do not is all over the rim and
// several at a time.
#pragma once

#include "libinspect/scan/internal/frame_fault.h"
#include "libinspect/scan/internal/tile_borders.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <span>

namespace waferglow {

/// Throws Error(job) where most tiles of a channel are said to lie at the place of another: the stage did not
/// report where it was.
void check_positions(const ScanJob& job);

/// Throws Error(job) where the tiles of channel number `channel` can't lie where they are said to.
/// `verdicts`: of all tiles of the job.
void check_places(const ScanJob& job, std::size_t channel, const ChannelTiles& tiles,
                  std::span<const TileOverlap> overlaps, std::span<const TileBorder> borders,
                  std::span<const FrameVerdict> verdicts);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles that are unlike the others of their channel in how sharp they are, how their lattice lies, and where
// they glow: what a frame of another place, another wafer or another focus shows even where no other tile
// shows the same dies.
//
//   blurred    wider blur than the tiles nearest to it have: a frame out of focus or moved. Focus that
//              changes smoothly over the wafer is that of the tiles nearest, too.
//   displaced  the lattice lies further from where pose and stage put it than those of other tiles, or is
//              turned or stretched against them. Stages err by far less than a pitch; a frame of another
//              place, or a mirrored one, has a lattice that lies as chance wants.
//   beyond     cells glow where the wafer or its dies end, in this tile and none beside it; in the edge
//              exclusion, where dies may glow, only if as many dies are dark that should not be. Many such
//              tiles are not these frames' fault (place_check.h).
#pragma once

#include "libinspect/scan/internal/frame_fault.h"
#include "libinspect/scan/internal/tile_overlaps.h"

#include <cstdint>
#include <vector>

namespace waferglow {

/// A tile (its number within the channel) and what is odd about it.
struct OddTile {
    std::uint32_t number = 0;
    FrameVerdict verdict;
};

// Tiles in `out` neither are found nor count as usual. Ascending numbers.
[[nodiscard]] std::vector<OddTile> find_blurred(const ChannelTiles& channel, const std::vector<bool>& out);
[[nodiscard]] std::vector<OddTile> find_displaced(const ChannelTiles& channel, const std::vector<bool>& out);
[[nodiscard]] std::vector<OddTile> find_beyond(const ChannelTiles& channel, const std::vector<bool>& out);

}  // namespace waferglow

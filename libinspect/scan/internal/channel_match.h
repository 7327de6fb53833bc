// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a frame shows the same dies as another channel's frame at the same place: dead and dim dies lie at
// the same cells in both, whatever the light. A frame that lies whole dies off matches best somewhere else,
// which registration, blind to whole pitches, can't see.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/scan/internal/tile_overlaps.h"

#include <cstdint>
#include <vector>

namespace waferglow {

/// How alike two channels' light is over the dies of a tile (Pearson's correlation of clipped values).
struct ChannelMatch {
    int dies = 0;
    double correlation = 0.0;  ///< cell by cell
    double best = 0.0;         ///< with the displacement below, at most five dies either way
    std::int32_t rows = 0;     ///< the die that the tile calls (row, col) is (row + rows, col + cols)
    std::int32_t cols = 0;
    int dark_here = 0;       ///< cells that are dark in the tile
    int dark_here_only = 0;  ///< and glow in the other channel
    int dark_there = 0;
    int dark_there_only = 0;

    /// Displaced beyond doubt.
    [[nodiscard]] bool displaced() const;
};

/// Of the dies that tile `number` of `channel` owns against the layer `other`, whose lit dies have
/// `other_typical` DN; of a large tile an even share of its rows. Displacements are tried where the cells do
/// not match as they are.
[[nodiscard]] ChannelMatch match_channels(const ChannelTiles& channel, std::uint32_t number,
                                          const std::vector<float>& other, double other_typical);

}  // namespace waferglow

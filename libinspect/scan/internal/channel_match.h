// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a frame shows the same dies as another channel's frame at the same place: dead and dim dies lie at
// the same cells in both, whatever the light. A frame that lies whole dies off matches best somewhere else,
// which registration, blind to whole pitches, can't see.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/scan/internal/tile_overlaps.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow {

/// What one channel shows of the dies that are dark in the other, in a part of a tile.
struct DarkDies {
    int dies = 0;
    double light = 0.0;  ///< their sum, in typical dies, each at least 0
    [[nodiscard]] double mean() const { return dies > 0 ? light / dies : 0.0; }
};

/// Parts of a tile: all of it and its halves, each of which a torn frame may have from elsewhere.
enum class TilePart : std::uint8_t { all, upper, lower, left, right };
inline constexpr std::size_t kTileParts = 5;

/// How alike two channels' light is in a part of a tile.
struct PartMatch {
    int dies = 0;
    double correlation = 0.0;
    double variance_here = 0.0;  ///< of the light, in typical dies
    double variance_there = 0.0;

    /// The correlation that noise (1 sigma of a die, in typical dies) leaves where the light is the same.
    [[nodiscard]] double most_with(double noise_here, double noise_there) const;
    /// Fisher's transform of the correlation: normal, with sigma().
    [[nodiscard]] double z() const;
    [[nodiscard]] double sigma() const;
};

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
    std::array<PartMatch, kTileParts> parts{};         ///< cell by cell
    std::array<DarkDies, kTileParts> of_dark_here{};   ///< what the other channel shows of them
    std::array<DarkDies, kTileParts> of_dark_there{};  ///< what the tile shows of them

    /// Displaced beyond doubt.
    [[nodiscard]] bool displaced() const;
};

/// Of the dies that tile `number` of `channel` owns against the layer `other`, whose lit dies have
/// `other_typical` DN; of a large tile an even share of its rows. Displacements are tried where the cells do
/// not match as they are.
[[nodiscard]] ChannelMatch match_channels(const ChannelTiles& channel, std::uint32_t number,
                                          const std::vector<float>& other, double other_typical);

}  // namespace waferglow

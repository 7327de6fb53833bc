// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles that lie side by side, compared by the dies nearest to their common border: all that there is where
// tiles do not overlap.
//
// Dead regions and changes of brightness go on across the borders of tiles, which the wafer knows nothing of.
// Dies that are dark up to a border behind which they are lit, along most of it, or light that changes there
// by a third, tell that one of the two images was taken elsewhere or otherwise. How often lit and dark change
// over the same distance inside of the two tiles is what counts as usual.
#pragma once

#include "libinspect/scan/internal/tile_overlaps.h"

#include <cstdint>
#include <vector>

namespace waferglow {

/// Half the common border of two tiles: its upper or left, and its lower or right half.
struct TileBorder {
    std::uint32_t a = 0;   ///< the tile on the left, or above
    std::uint32_t b = 0;   ///< the one on its right, or below it
    bool upright = false;  ///< the border runs up and down
    int dies = 0;          ///< pairs of dies, one of each tile
    int dark_in_a = 0;     ///< and lit in b
    int dark_in_b = 0;
    double usual_change = 0.0;  ///< share of pairs that so differ inside of the two tiles
    /// At which depth the dies of a tile begin to glow all along, where its outermost ones are dark; 0: no
    /// such band.
    int band_in_a = 0;
    int band_in_b = 0;
    int lit = 0;            ///< pairs that glow in both
    double ln_ratio = 0.0;  ///< of a to b, their median
    double spread = 0.0;    ///< median distance of single pairs from it

    /// Dies of a are dark where those of b begin lit, which is not how this wafer changes elsewhere.
    [[nodiscard]] bool ends_dark_in_a() const { return ends_dark(dark_in_a); }
    [[nodiscard]] bool ends_dark_in_b() const { return ends_dark(dark_in_b); }

  private:
    [[nodiscard]] bool ends_dark(int dark) const;
};

/// Whether both halves of one border, which lie next to each other in a list of borders, have a dark band of
/// one depth in the tile on the given side (a: 0, b: 1): a straight edge along all of the tile, which the rim
/// of what was scanned has, and no defect.
[[nodiscard]] bool has_band(const TileBorder& half, const TileBorder& other_half, int side);

/// All borders of a channel in which lit and dark dies can be told apart; none where they can't. Pairs of
/// dies of different products are passed over. Deterministic for any number of threads.
[[nodiscard]] std::vector<TileBorder> compare_borders(const ChannelTiles& channel);

/// The same as overlaps, for pairs of tiles that `overlaps` does not hold, and with what they tell of light
/// and darkness.
void add_borders(const std::vector<TileBorder>& borders, std::vector<TileOverlap>& overlaps);

}  // namespace waferglow

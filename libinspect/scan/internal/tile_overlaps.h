// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles of one channel against each other, by the dies that two of them show.
//
// Two true images of a place agree die by die to their noise. Lit dies that are dark in the other image, one
// tile brighter than all beside it, or light that has nothing to do with that of the same die next door tell
// that one of the two is not what it claims to be; which one, the others around tell: the tile that disagrees
// with the largest share of its overlap is taken out first, until the rest agrees. What other channels say of
// a tile (its doubt) counts with that share, but alone it takes no tile out.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/scan/internal/ownership.h"
#include "libinspect/scan/internal/tile_evidence.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// The tiles of one channel and what is known of them. `tiles`, `ownership` and numbers below count within
/// the channel.
struct ChannelTiles {
    std::span<const std::size_t> tiles;  ///< positions in ScanJob::tiles
    std::span<const StagePoint> middles;
    std::span<const TileEvidence> evidence;  ///< of all tiles of the job
    const TileOwnership* ownership = nullptr;
    const CameraInfo* camera = nullptr;
    const DieMap* map = nullptr;
    const std::vector<float>* light = nullptr;  ///< the channel's layer of sums
    GridPose pose;
    double typical_light = 0.0;  ///< of a lit die, DN
    double typical_noise = 0.0;  ///< of a die, DN

    [[nodiscard]] const TileEvidence& of(std::size_t number) const { return evidence[tiles[number]]; }
    /// Whether lit and dark dies can be told apart one by one.
    [[nodiscard]] bool distinct() const { return typical_light > 20.0 * typical_noise; }
};

/// Changes of light (natural logarithm) from each lit die to the next in two tiles: die by die the same where
/// both show the same dies, but for their noise. Slow changes over the image hardly count.
struct LightSteps {
    int steps = 0;
    double aa = 0.0;  ///< sums of products
    double bb = 0.0;
    double ab = 0.0;
};

/// How the dies that two tiles show compare.
struct TileOverlap {
    std::uint32_t a = 0;  ///< the lower number
    std::uint32_t b = 0;
    int dies = 0;
    bool shared = true;  ///< both show these dies; else they lie on either side of the border
    int lit_in_both = 0;
    int dark_in_one = 0;     ///< at least
    int dark_in_a_only = 0;  ///< and lit in b
    int dark_in_b_only = 0;
    double ln_ratio =
        0.0;  ///< of a to b: median of dies lit in both, or of the means where dies are not distinct
    double spread = 0.0;  ///< of single dies about it: four fifths lie nearer
    LightSteps steps{};
    bool dark = false;         ///< found: dies lit in one and dark in the other
    bool other_light = false;  ///< found: brighter or darker throughout
    bool unlike = false;       ///< found: light that is not that of the same dies

    [[nodiscard]] bool disagree() const { return dark || other_light || unlike; }
};

/// All pairs of tiles that show common dies, compared. Deterministic for any number of threads.
[[nodiscard]] std::vector<TileOverlap> compare_overlaps(const ChannelTiles& channel);

/// Of those pairs (and borders of tiles side by side, which must be two at least), which tiles to take out so
/// that the rest agrees; pairs with a tile in `out` don't count. `doubts`: of each tile, 0 (none) to 1.
[[nodiscard]] std::vector<std::uint32_t> tiles_at_fault(std::span<const TileOverlap> overlaps,
                                                        const std::vector<bool>& out,
                                                        std::span<const double> doubts);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the dies lie in a tile by its own picture, and how bright it is.
#pragma once

#include "libinspect/appearance/die_fit.h"
#include "libinspect/geometry/tile_lattice.h"

#include <span>
#include <string>

namespace waferglow::appearance {

/// One picture of the wafer, its defective pixels patched (PixelCorrection::patch).
struct ReflectedTile {
    ImageView image;
    TileLattice lattice;             ///< right to half a pitch: the tile's own picture tells the rest
    std::span<const DieIndex> dies;  ///< to be judged, in reading order
};

/// A tile's own place.
struct PlacedTile {
    bool placed = false;
    std::string fault;      ///< why not
    TileLattice lattice;    ///< where the dies lie
    PixelPoint moved{};     ///< against the lattice given
    double level_dn = 0.0;  ///< corrected light of a typical die
};

/// By streets and edges alone, to about 0.1 px: before there is a golden die. `most` dies are looked at.
[[nodiscard]] PlacedTile place_by_edges(const ReflectedTile& tile, const PixelCorrection& correction,
                                        std::size_t most = 300);

/// By streets, and then by the golden die; the level is that at which it fits.
[[nodiscard]] PlacedTile place_by_golden(const ReflectedTile& tile, const PixelCorrection& correction,
                                         const DeadPixels& dead, const PhaseSet& phases);

}  // namespace waferglow::appearance

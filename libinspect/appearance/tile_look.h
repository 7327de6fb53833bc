// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspection of a tile keeps of each die: all that verdicts need, without pixels.
#pragma once

#include "libinspect/appearance/phase_planes.h"
#include "libinspect/appearance/spots.h"
#include "libinspect/geometry/die_grid.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::appearance {

/// Share of a part of metal from which on a change of it is one of the whole part.
inline constexpr float kWholePart = 0.85F;

/// One die. Gains are over those of the dies around it, less 1.
struct DieLook {
    DieIndex die;
    bool judged = false;      ///< false: not wholly in the image, all else is meaningless
    float shift_x_px = 0.0F;  ///< right, from its place in the tile's lattice
    float shift_y_px = 0.0F;  ///< down
    float turn_rad = 0.0F;    ///< counter-clockwise
    float defocus_px2 = 0.0F;
    float misfit = 0.0F;
    float noise = 1.0F;  ///< spread here over that of the golden die
    float edges = 1.0F;  ///< 1: as on a good die; NaN: not asked, or edges too weak to tell
    float body = 0.0F;
    float street = 0.0F;
    std::array<float, kMostParts> part{};
    std::array<float, kMostParts> part_cover{};  ///< share of the part that is so
    std::array<float, kTailGroups> strongest{};  ///< answer in each group, in sigmas
    std::int32_t no_data_px = 0;
};

/// A spot and the die that it is on.
struct TileSpot {
    std::size_t look = 0;  ///< position in TileLook::dies
    Spot spot;
};

struct TileLook {
    bool placed = false;  ///< false: nothing could be judged, `fault` says why
    std::string fault;
    PixelPoint moved{};     ///< of the dies against the lattice given, px
    double level_dn = 0.0;  ///< light of a good die
    std::vector<DieLook> dies;
    std::vector<TileSpot> spots;
};

}  // namespace waferglow::appearance

// SPDX-License-Identifier: GPL-3.0-or-later
// The dies whose colour can be told, as the fit sees them.
#pragma once

#include "libinspect/colour/colour_wafer.h"

#include <cstdint>
#include <vector>

namespace waferglow::colour {

struct ColourDie {
    std::uint32_t cell = 0;
    float x = 0.0F;  ///< over the grid, -1 to 1
    float y = 0.0F;
    float u = 0.0F;  ///< in the field of the colour tile, -1 to 1
    float v = 0.0F;
    float ln_ratio = 0.0F;
    float variance = 0.0F;  ///< of ln_ratio by the noise of both lights
    std::int32_t pair = 0;  ///< in ColourDies::pairs
    float peak_nm = 0.0F;   ///< of its spectrum; NaN: none
};

/// The tiles that a die was read from, each channel's numbered from 0.
struct TilePair {
    std::int32_t light = 0;
    std::int32_t colour = 0;
};

struct ColourDies {
    std::vector<ColourDie> dies;  ///< in the order of cells
    std::vector<TilePair> pairs;
    std::int32_t light_tiles = 0;
    std::int32_t colour_tiles = 0;
};

/// Dies with light in both channels well above its noise and below saturation.
[[nodiscard]] ColourDies gather_dies(const ColourLayers& layers, const DieGrid& grid,
                                     const TilePlaces& tiles);

/// Some of them, evenly over each tile: the fit needs no more. All that have a spectrum up to a number a
/// tile.
[[nodiscard]] std::vector<ColourDie> sample_dies(const ColourDies& all);

/// Median of absolute values times kMadToSigma; 0 of none. Reorders.
[[nodiscard]] double robust_sd(std::vector<double>& values);

}  // namespace waferglow::colour

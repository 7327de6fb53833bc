// SPDX-License-Identifier: GPL-3.0-or-later
// The level of the dies around each die of a tile. Internal to this room.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <span>
#include <vector>

namespace waferglow::appearance {

/// For each of `dies`, the median of `values` (NaN: doesn't count) over blocks of six by six dies around it,
/// interpolated between their middles. Blocks with few dies take the tile's median.
[[nodiscard]] std::vector<float> local_level(std::span<const DieIndex> dies, std::span<const float> values);

}  // namespace waferglow::appearance

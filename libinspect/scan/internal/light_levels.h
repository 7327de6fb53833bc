// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the light of a tile goes on in the tiles beside it: a plane through the logarithm of its lit dies'
// light, against those of its neighbours where they meet. Light changes slowly over a wafer, and the mean of
// hundreds of dies tells a step of a per cent, which the dies along the border alone would not.
#pragma once

#include "libinspect/scan/internal/odd_tiles.h"

#include <vector>

namespace waferglow {

/// Tiles that break off from most of their neighbours, two at least, by far more than tiles of the channel
/// usually do; as of odd_tiles.h. Nothing where dies can't be told apart one by
/// one, and on wafers with several products, whose dies glow differently.
[[nodiscard]] std::vector<OddTile> find_broken_light(const ChannelTiles& channel,
                                                     const std::vector<bool>& out);

}  // namespace waferglow

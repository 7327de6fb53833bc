// SPDX-License-Identifier: GPL-3.0-or-later
// The camera's dark level where no dark frame was taken.
#pragma once

#include "libinspect/scan/tile_source.h"

#include <cstdint>

namespace waferglow {

/// The level that the darkest pixels of the weakest channel's tiles have (their 5 % point, the least of some
/// tiles at even steps): the streets between dies, which weak light hardly lifts above the dark. Good to some
/// read noise; without it a raw flat frame would divide the dark level, too, and bend it into a background as
/// curved as the flat. Tiles that can't be read or look unlike the others (oddity_of) are passed over; 0
/// where none is left.
[[nodiscard]] std::uint16_t dark_level_of_tiles(TileSource& source);

}  // namespace waferglow

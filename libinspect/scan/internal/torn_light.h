// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of which a part was exposed otherwise: their light changes from one line of dies to the next, all
// along the tile. On the wafer light changes slowly, or around defects; what changes along a line of dies
// does so in the tiles beside it as well.
#pragma once

#include "libinspect/scan/internal/odd_tiles.h"

#include <vector>

namespace waferglow {

/// As of odd_tiles.h; nothing in a channel whose lit and dark dies can't be told apart. Steps between dies of
/// different products don't count.
[[nodiscard]] std::vector<OddTile> find_torn_light(const ChannelTiles& channel, const std::vector<bool>& out);

}  // namespace waferglow

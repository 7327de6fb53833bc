// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tiles of a simulated scan lie.
#pragma once

#include "drivers/simulated/physics/recording_settings.h"

#include <vector>

namespace waferglow::simulated {

/// One tile: where the stage says the middle of the image is, and where it truly is.
struct PlannedTile {
    int index = 0;
    int channel = 0;
    StagePoint reported;
    StagePoint true_middle;
};

/// The tiles that cover all dies, channel after channel, each a serpentine from the upper left. Tiles without
/// a die (the corners of a round wafer) are left out.
[[nodiscard]] std::vector<PlannedTile> plan_tiles(const RecordingSettings& resolved);

}  // namespace waferglow::simulated

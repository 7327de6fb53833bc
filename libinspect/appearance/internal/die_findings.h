// SPDX-License-Identifier: GPL-3.0-or-later
// What was found on dies, before it has a name. Internal to this room.
#pragma once

#include "libinspect/appearance/internal/find_thresholds.h"
#include "libinspect/appearance/internal/scratches.h"
#include "libinspect/appearance/wafer_appearance.h"

#include <array>
#include <span>
#include <vector>

namespace waferglow::appearance {

struct Finding {
    DieIndex die;
    int tile = 0;
    Spot spot;            ///< also of whole pads, bodies and dies
    double over = 0.0;    ///< score over threshold
    bool called = false;  ///< over it, or a piece of a line that is
    std::size_t line = kNoLine;
};

/// Findings of all dies, tile by tile. A missing or misplaced die has no other ones; a pad that is off as a
/// whole has no spots of its own.
[[nodiscard]] std::vector<Finding> find_on_dies(const AppearanceModel& model, std::span<const TileLook> tiles,
                                                const std::array<TestThreshold, kTests>& tests,
                                                const RegionSpreads& spreads);

}  // namespace waferglow::appearance

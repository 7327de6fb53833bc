// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds of all tests from the dies of a wafer. Internal to this room.
#pragma once

#include "libinspect/appearance/wafer_appearance.h"

#include <array>
#include <span>

namespace waferglow::appearance {

/// Spreads of what whole regions differ by from those of the dies around.
struct RegionSpreads {
    double body = 0.0;
    std::array<double, kMostParts> part{};
};
[[nodiscard]] RegionSpreads find_region_spreads(std::span<const TileLook> tiles, std::size_t parts);

/// What a die scores in a test: its own sigmas.
[[nodiscard]] float score_of(const DieLook& look, Test test, const RegionSpreads& spreads);

/// The rate asked for is shared evenly among tests. Never below what spots are kept from.
[[nodiscard]] std::array<TestThreshold, kTests> find_thresholds(const AppearanceModel& model,
                                                                std::span<const TileLook> tiles,
                                                                const RegionSpreads& spreads);

}  // namespace waferglow::appearance

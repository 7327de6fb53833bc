// SPDX-License-Identifier: GPL-3.0-or-later
// From what all tiles say of their dies to thresholds, named defects and layers. Without pixels, so that
// another rate of false alarms or other rules need no more than the looks stored.
#pragma once

#include "libinspect/appearance/found_defect.h"
#include "libinspect/appearance/model.h"
#include "libinspect/appearance/tails.h"
#include "libinspect/appearance/tile_look.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::appearance {

struct TestThreshold {
    Tail tail;                           ///< of good dies
    double threshold = 0.0;              ///< in sigmas; infinite: not asked, nothing tells its tail
    double expected_false_alarms = 0.0;  ///< dies of this wafer
};

/// A layer: one value a cell of the grid, NaN where not judged.
struct AppearanceLayer {
    std::string_view name;
    std::string_view unit;
    std::string_view title;
    std::vector<float> values;
};

struct WaferAppearance {
    std::array<TestThreshold, kTests> tests;
    std::vector<FoundDefect> found;         ///< by row, column, then the strongest first
    std::vector<AppearanceDefect> defects;  ///< the same, named
    int distinct_defects = 0;
    std::vector<AppearanceLayer> layers;
    /// Of each cell: position in `bin_names`, of which the first is "good"; -1: not judged.
    std::vector<std::int16_t> bin;
    std::vector<std::string> bin_names;
    std::vector<std::uint8_t> failed;  ///< of each cell
    std::int64_t judged = 0;
    std::int64_t good = 0;               ///< without any defect
    double expected_false_alarms = 0.0;  ///< dies
    std::vector<std::string> not_resolved;
};

/// `tiles` in the order of the job; every die in at most one of them. Deterministic.
[[nodiscard]] WaferAppearance finish_appearance(const AppearanceModel& model, std::span<const TileLook> tiles,
                                                const DieGrid& grid);

}  // namespace waferglow::appearance

// SPDX-License-Identifier: GPL-3.0-or-later
// From what all tiles say of their dies to thresholds, named defects and layers. Without pixels, so that
// another rate of false alarms or other rules need no more than the looks stored.
#pragma once

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

/// What is asked of every die, each with a tail and a threshold of its own.
enum class Test : std::uint8_t { body, metal, rim, whole_part, whole_body };
inline constexpr std::size_t kTests = 5;
[[nodiscard]] const char* to_string(Test test);

struct TestThreshold {
    Tail tail;                           ///< of good dies
    double threshold = 0.0;              ///< in sigmas; infinite: not asked, nothing tells its tail
    double expected_false_alarms = 0.0;  ///< dies of this wafer
};

/// One defect on one die. A line over several dies has the same number on each.
struct AppearanceDefect {
    DieIndex die;
    int defect = 0;    ///< from 1 on
    std::string name;  ///< of its class
    std::string region;
    AppearanceVerdict verdict = AppearanceVerdict::pass;
    double x_um = 0.0;  ///< from the die's centre, y up
    double y_um = 0.0;
    double wafer_x_um = 0.0;
    double wafer_y_um = 0.0;
    double length_um = 0.0;
    double width_um = 0.0;
    double area_um2 = 0.0;
    double contrast = 0.0;
    double sigma = 0.0;  ///< strongest answer
    std::string polarity;
    int tile = 0;  ///< position among the tiles given
    std::string reason;
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
    std::vector<AppearanceDefect> defects;  ///< by row, column, then the strongest first
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

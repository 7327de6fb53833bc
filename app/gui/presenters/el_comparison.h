// SPDX-License-Identifier: GPL-3.0-or-later
// PL verdicts beside EL records: how they agree, where they do not, and what another threshold would change.
#pragma once

#include "app/gui/presenters/layer_data.h"
#include "libinspect/correlation/agreement.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <vector>

namespace waferglow::gui {

/// How a die was judged by both. The values are the bin codes of ElComparison::map.
enum class Verdict : std::uint8_t { both_good = 1, both_bad = 2, overkill = 3, escape = 4 };

/// A die on which PL and EL do not agree.
struct Disagreement {
    DieIndex die;
    Verdict verdict = Verdict::overkill;
    std::uint8_t bin = 0;  ///< by PL
    float pl = kNoData;    ///< relative intensity, strongest channel
    float el = kNoData;    ///< EL intensity; NaN where the table has none
};

/// Rejecting every die with a relative intensity below `threshold`.
struct ThresholdPoint {
    double threshold = 0.0;
    Confusion confusion;
};

struct ElComparison {
    Agreement agreement;
    BinPtr map;                               ///< verdicts as bins, for a wafer view
    std::vector<Disagreement> disagreements;  ///< escapes first, each kind by falling PL intensity
    std::vector<ThresholdPoint> thresholds;   ///< rising
    double best_threshold = 0.0;              ///< of the most dies judged alike
    std::vector<float> pl, el;                ///< of records with both intensities, for a scatter plot
    std::vector<std::uint8_t> judged;         ///< their Verdict, 0 where one is missing
};

/// Joins by row and column. `pl` is the strongest channel's relative intensity. Throws Error(input) for a
/// table without verdicts.
[[nodiscard]] ElComparison compare_with_el(const DieGrid& grid, const BinData& bins, const LayerData& pl,
                                           const ElTable& el);

}  // namespace waferglow::gui

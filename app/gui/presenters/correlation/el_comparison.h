// SPDX-License-Identifier: GPL-3.0-or-later
// PL verdicts beside EL records: how they agree, where they do not, and what another threshold would change.
#pragma once

#include "app/gui/presenters/wafer/distributions.h"
#include "app/gui/presenters/wafer/layer_data.h"
#include "libinspect/correlation/agreement_groups.h"
#include "libinspect/correlation/block_bootstrap.h"
#include "libinspect/formats/el_table.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
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

/// A figure with what it is a share of. `part` of `whole` dies; both 0 for figures that are no share.
struct RateFigure {
    Rate rate = Rate::accuracy;
    double value = std::numeric_limits<double>::quiet_NaN();
    std::optional<Interval> interval;  ///< 95 %
    std::int64_t part = 0;
    std::int64_t whole = 0;
};

/// Records that made no comparison, by reason.
struct LeftOut {
    std::int64_t off_wafer = 0;   ///< and on cells that are no dies
    std::int64_t on_no_die = 0;   ///< those of them on test structures, marks and empty cells
    std::int64_t superseded = 0;  ///< followed by a later record of the same die
    std::int64_t unmeasured = 0;  ///< dies that PL gave no bin
    std::int64_t not_judged = 0;  ///< without an EL verdict
    std::int64_t trained = 0;     ///< of dies that the wafer's model has learnt from
};

struct ElComparison {
    Confusion confusion;
    std::vector<RateFigure> figures;  ///< in the order of kRates
    std::int32_t block_dies = 0;      ///< edge of the blocks behind the intervals; 0: exact ones
    LeftOut left_out;
    std::int64_t records = 0;
    double pearson = std::numeric_limits<double>::quiet_NaN();
    double spearman = std::numeric_limits<double>::quiet_NaN();
    Interval pearson_interval{-1.0, 1.0};
    Interval spearman_interval{-1.0, 1.0};
    BinPtr map;                               ///< verdicts as bins, for a wafer view
    std::vector<Disagreement> disagreements;  ///< escapes first, each kind by falling PL intensity
    std::vector<ThresholdPoint> thresholds;   ///< rising
    double best_threshold = 0.0;              ///< of the most dies judged alike
    std::int64_t pairs = 0;                   ///< dies with both intensities
    Density scatter;                          ///< of them: PL along x, EL along y
    std::vector<GroupAgreement> by_bin;       ///< named as in the bin table
    std::vector<GroupAgreement> by_zone;
    std::vector<GroupAgreement> by_cluster;
};
using ComparisonPtr = std::shared_ptr<const ElComparison>;

/// `el` has labels of the wafer; of several records of a die the last one counts. `pl` is the strongest
/// channel's relative intensity. `trained`: cells that the model behind the bins has learnt from; may be
/// empty. `check` is called between the parts of the work and may throw. Throws
/// Error(input) for a table without verdicts.
[[nodiscard]] ElComparison compare_with_el(const DieMap& map, const BinData& bins, const LayerData& pl,
                                           const ElTable& el, const std::vector<bool>& trained = {},
                                           const std::function<void()>& check = {});

/// Pairs by two values; limits hold the 0.1 to 99.9 % points of each side with a margin.
[[nodiscard]] Density pair_density(const std::vector<float>& x, const std::vector<float>& y, int bins);

/// The point of a rising list that belongs to `threshold`; nothing where there is none.
[[nodiscard]] const ThresholdPoint* point_at(const std::vector<ThresholdPoint>& points, double threshold);

}  // namespace waferglow::gui

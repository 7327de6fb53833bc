// SPDX-License-Identifier: GPL-3.0-or-later
// How well a number tells bad dies from good ones, whatever the threshold: ROC and precision-recall.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace waferglow {

/// Rejecting every die with a score of at least `threshold`.
struct RocPoint {
    double threshold = 0.0;
    double recall = 0.0;     ///< share of the bad dies rejected: 1 - escape
    double overkill = 0.0;   ///< share of the good dies rejected
    double precision = 0.0;  ///< share of the rejected dies that are bad
};

struct RocCurve {
    std::int64_t bad = 0;
    std::int64_t good = 0;
    double area = std::numeric_limits<double>::quiet_NaN();  ///< P(bad scores higher) + P(tie) / 2, exact
    /// Sum of precision x step of recall, over all thresholds: the area below precision-recall without
    /// interpolation.
    double average_precision = std::numeric_limits<double>::quiet_NaN();
    std::vector<RocPoint> points;  ///< from the highest threshold on; at most about 2 x `most_points`
};

/// `bad`: 1 bad, 0 good, anything else left out, as are scores that are not finite; a higher score means
/// worse. Areas are over all dies; points are those at which recall or overkill has gone 1/most_points
/// further.
[[nodiscard]] RocCurve roc_curve(std::span<const float> score, std::span<const std::uint8_t> bad,
                                 int most_points = 200);

}  // namespace waferglow

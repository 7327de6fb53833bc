// SPDX-License-Identifier: GPL-3.0-or-later
// Repeatability of the tool itself, from repeated scans of a wafer: gauge R&R by analysis of variance for
// numbers, Fleiss' kappa for bins. "Parts" are dies, "operators" are ways of loading (loads, rotations,
// days). Sources: AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B; J. L. Fleiss, Psychol. Bull.
// 76 (1971) 378.
#pragma once

#include "libinspect/correlation/confusion.h"

#include <cstdint>
#include <limits>
#include <span>

namespace waferglow {

/// Standard deviations, in the unit of the values.
struct GaugeStudy {
    std::int64_t parts = 0;
    int operators = 0;
    int repeats = 0;
    double repeatability = 0.0;    ///< EV: same die, same load
    double reproducibility = 0.0;  ///< AV: between loads, with interaction; 0 for one operator
    double grr = 0.0;              ///< both together
    double part_variation = 0.0;   ///< PV: between dies
    double total = 0.0;            ///< TV
    double percent_grr = 0.0;      ///< 100 grr / total: below 10 good, above 30 to be rejected
    int distinct_categories = 0;   ///< ndc = floor(1.41 PV / GRR): at least 5
    double interaction_p = std::numeric_limits<double>::quiet_NaN();  ///< of part x operator
    bool interaction_pooled = false;  ///< where p > 0.25 it counts as repeatability
    /// 100 * 6 grr / tolerance; NaN without a tolerance
    double percent_tolerance = std::numeric_limits<double>::quiet_NaN();
};

/// Crossed study; values[(part * operators + operator) * repeats + repeat]. Parts with a value that is not
/// finite are left out whole. Negative variance components count as 0. Throws Error(usage) where the number
/// of values does not fit, and Error(input) with fewer than two whole parts or fewer than two scans.
[[nodiscard]] GaugeStudy gauge_study(std::span<const double> values, int operators, int repeats,
                                     double tolerance = 0.0);

/// How alike the bins of repeated scans are.
struct AttributeAgreement {
    std::int64_t dies = 0;      ///< with a bin in every scan
    std::int64_t all_same = 0;  ///< the same bin in every scan
    Interval all_same_ci{};     ///< exact, of all_same / dies
    double flip_rate = 0.0;     ///< share of pairs of scans that differ on a die
    double fleiss_kappa = std::numeric_limits<double>::quiet_NaN();  ///< NaN where only one bin occurs
};

/// bins[scan * dies + die]; 255: no bin. Throws Error(usage) unless there are two scans or more of equal
/// length.
[[nodiscard]] AttributeAgreement attribute_agreement(std::span<const std::uint8_t> bins, int scans);

}  // namespace waferglow

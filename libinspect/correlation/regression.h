// SPDX-License-Identifier: GPL-3.0-or-later
// Two measurements of one quantity against each other: Deming regression, Bland-Altman limits, intervals of
// correlation coefficients. Pairs in which either side is not finite take no part. O(n), 10^7 pairs in well
// under a second.
#pragma once

#include "libinspect/correlation/confusion.h"

#include <cstdint>
#include <limits>
#include <span>

namespace waferglow {

/// Interval of Pearson's r by Fisher's z: tanh(atanh r +- q / sqrt(n - 3)); [-1, 1] for n < 4.
[[nodiscard]] Interval pearson_interval(double r, std::int64_t n, double confidence = 0.95);
/// Of Spearman's: the same with the standard error 1.03 / sqrt(n - 3). Source: E. C. Fieller, H. O. Hartley,
/// E. S. Pearson, Biometrika 44 (1957) 470: variance 1.06 / (n - 3).
[[nodiscard]] Interval spearman_interval(double r, std::int64_t n, double confidence = 0.95);

/// A line through pairs that err in both x and y. NaN where fewer than three pairs or no covariance.
struct LineFit {
    std::int64_t pairs = 0;
    double slope = std::numeric_limits<double>::quiet_NaN();
    double intercept = std::numeric_limits<double>::quiet_NaN();
    double slope_error = std::numeric_limits<double>::quiet_NaN();  ///< standard error, by jackknife
    double intercept_error = std::numeric_limits<double>::quiet_NaN();
};

/// Deming regression y = intercept + slope x; `variance_ratio` is the variance of y's errors over that of
/// x's. For 1 it is the orthogonal fit. Source: K. Linnet, Clin. Chem. 39 (1993) 424.
[[nodiscard]] LineFit deming_regression(std::span<const float> x, std::span<const float> y,
                                        double variance_ratio = 1.0);

/// The same of x and y each over its own median, for quantities whose units differ.
[[nodiscard]] LineFit relative_deming_regression(std::span<const float> x, std::span<const float> y);

/// Differences y - x. Source: J. M. Bland, D. G. Altman, Stat. Methods Med. Res. 8 (1999) 135.
struct BlandAltman {
    std::int64_t pairs = 0;
    double bias = std::numeric_limits<double>::quiet_NaN();   ///< mean difference
    double sigma = std::numeric_limits<double>::quiet_NaN();  ///< of the differences (n - 1)
    Interval limits{
        std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::quiet_NaN()};  ///< bias +- 1.96 sigma: 95 % of all differences
    Interval bias_ci{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    double limit_error = std::numeric_limits<double>::quiet_NaN();  ///< standard error of either limit
};
[[nodiscard]] BlandAltman bland_altman(std::span<const float> x, std::span<const float> y);

}  // namespace waferglow

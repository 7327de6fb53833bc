// SPDX-License-Identifier: GPL-3.0-or-later
// How well PL verdicts agree with EL: the confusion matrix, its rates, and their confidence intervals.
// Positive = defective, as the fab counts: an escape is a bad die passed, overkill a good die rejected.
#pragma once

#include <cstdint>
#include <span>

namespace waferglow {

/// Closed interval of a proportion.
struct Interval {
    double low = 0.0;
    double high = 1.0;
    [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
};

/// Exact (Clopper-Pearson) interval of a proportion after `successes` of `trials`: quantiles of the beta
/// distribution, at least `confidence` coverage. [0, 1] where there was no trial.
/// Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404.
[[nodiscard]] Interval clopper_pearson(std::int64_t successes, std::int64_t trials, double confidence = 0.95);

/// The same for a share of an effective number of trials, which need not be whole: what a sample of clusters
/// is worth in independent trials. Source: E. L. Korn, B. I. Graubard, Survey Methodology 24 (1998) 193.
[[nodiscard]] Interval korn_graubard(double share, double effective_trials, double confidence = 0.95);

/// Counts of dies judged by both sides. Rates are NaN where their denominator is zero.
struct Confusion {
    std::int64_t tp = 0;  ///< bad by EL, rejected by PL
    std::int64_t fp = 0;  ///< good by EL, rejected by PL: overkill
    std::int64_t tn = 0;  ///< good by EL, passed by PL
    std::int64_t fn = 0;  ///< bad by EL, passed by PL: escape

    void add(bool bad_by_el, bool rejected_by_pl);
    Confusion& operator+=(const Confusion& other);
    [[nodiscard]] std::int64_t matched() const { return tp + fp + tn + fn; }
    [[nodiscard]] double accuracy() const;  ///< (tp + tn) / matched
    [[nodiscard]] double overkill() const;  ///< fp / (fp + tn): share of the good dies that is rejected
    [[nodiscard]] double escape() const;    ///< fn / (fn + tp): share of the bad dies that is passed
    [[nodiscard]] double outgoing_defect_ppm() const;  ///< 1e6 fn / (fn + tn): bad among the passed dies
    [[nodiscard]] double balanced_accuracy() const;    ///< mean of sensitivity and specificity
    [[nodiscard]] double mcc()
        const;  ///< Matthews correlation coefficient, BBA 405 (1975) 442; 0 where undefined
    [[nodiscard]] double kappa() const;  ///< Cohen's kappa, Educ. Psychol. Meas. 20 (1960) 37
};

/// Pearson's correlation of pairs in which both are finite; NaN with fewer than two or no variance.
[[nodiscard]] double pearson_correlation(std::span<const float> x, std::span<const float> y);

/// Spearman's rank correlation (ties get their mean rank) of pairs in which both are finite.
[[nodiscard]] double spearman_correlation(std::span<const float> x, std::span<const float> y);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds from a rate of false alarms asked for: the tail of what good dies score.
//
// Every die has the strongest answer of each group. The strongest of many answers x follows Gumbel's law
// (Gumbel: Statistics of Extremes, 1958), P(x) = exp(-exp(-y)), with y straight in x raised to a power
// between 1, as of answers that fall off exponentially, and 2, as of Gaussian noise. Quantiles of the bulk
// give power, place and scale. Dies that the law so far calls hopelessly improbable are bad ones and left
// out, and it is taken again, until nothing changes: a third of bad dies moves it little.
#pragma once

#include <cstddef>
#include <vector>

namespace waferglow::appearance {

struct Tail {
    double middle = 0.0;  ///< median of good dies
    double power = 1.0;
    double scale = 0.0;    ///< of x to the power, a unit of y
    std::size_t dies = 0;  ///< that it was taken from

    [[nodiscard]] bool known() const { return scale > 0.0; }
    /// Share of good dies that exceed `x`, at most 1.
    [[nodiscard]] double beyond(double x) const;
    /// What a share `rate` of good dies exceeds; infinite where no tail is known.
    [[nodiscard]] double threshold(double rate) const;
};

/// From positive scores of dies, most of which are good. Unknown from fewer than 50.
[[nodiscard]] Tail fit_tail(std::vector<float> scores);

}  // namespace waferglow::appearance

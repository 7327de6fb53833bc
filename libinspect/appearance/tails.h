// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds from a rate of false alarms asked for: the tail of what good dies score.
//
// Every die has the strongest answer of each group. Good dies' answers fall off as exp(-(x / scale)^power);
// power and scale come from quantiles of the bulk. Dies that the tail so far calls hopelessly improbable are
// bad ones and left out, and the tail is taken again, until nothing changes.
#pragma once

#include <cstddef>
#include <vector>

namespace waferglow::appearance {

struct Tail {
    double start = 0.0;   ///< that `start_share` of good dies exceed
    double start_share = 0.1;
    double power = 1.0;   ///< 1: exponential, 2: as of Gaussian noise
    double scale = 0.0;   ///< of x to the power, beyond start
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

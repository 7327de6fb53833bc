// SPDX-License-Identifier: GPL-3.0-or-later
// Light of a blurred die along one axis by summing over small steps: the truth for what has a closed form.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow::test {

/// Light a pixel's length at `d` pixels from the die's centre, all of it being 1.
inline double plain_profile(double d, double die_px, double blur_px) {
    if (blur_px == 0.0) return std::abs(d) < 0.5 * die_px ? 1.0 / die_px : 0.0;
    const auto below = [&](double z) { return 0.5 * std::erfc(-z / (blur_px * std::numbers::sqrt2)); };
    return (below(d + 0.5 * die_px) - below(d - 0.5 * die_px)) / die_px;
}

/// Of the pixel that covers [d - 0.5, d + 0.5].
inline double plain_light(double d, double die_px, double blur_px) {
    constexpr int kSteps = 500;
    double sum = 0.0;
    for (int i = 0; i < kSteps; ++i) sum += plain_profile(d - 0.5 + (i + 0.5) / kSteps, die_px, blur_px);
    return sum / kSteps;
}

/// Share of a pixel at `d` that lies within `half` of the die's centre.
inline double plain_weight(double d, double half) {
    return std::max(0.0, std::min(d + 0.5, half) - std::max(d - 0.5, -half));
}

}  // namespace waferglow::test

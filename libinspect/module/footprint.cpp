// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/footprint.h"

#include <algorithm>
#include <numbers>

namespace waferglow::module {

namespace {

constexpr double kBlurReach = 3.25;  // of a Gaussian, in sigmas

double step_of_gauss(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

// Integral of the Gaussian's cumulative distribution.
double ramp_of_gauss(double at, double sigma) {
    const double z = at / sigma;
    return at * step_of_gauss(z) + sigma * std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
}

}  // namespace

AxisFootprint::AxisFootprint(double width_px, double blur_px) {
    const double width = std::max(width_px, 1e-3);
    const double sigma = std::max(blur_px, 1e-3);
    const double half = 0.5 * width + 0.5 + kBlurReach * sigma;
    before_ = static_cast<int>(std::ceil(half - 0.5));
    taps_ = (2 * before_ + 2 + 3) / 4 * 4;
    weights_.resize(static_cast<std::size_t>(kPhases) * static_cast<std::size_t>(taps_));
    slopes_.resize(weights_.size());
    for (int phase = 0; phase < kPhases; ++phase) {
        const double center = before_ + static_cast<double>(phase) / kPhases;
        double sum = 0.0;
        std::vector<double> share(static_cast<std::size_t>(taps_));
        for (int tap = 0; tap < taps_; ++tap) {
            const double d = tap - center;
            const double right = 0.5 * (width + 1.0);
            const double inner = 0.5 * (width - 1.0);
            share[static_cast<std::size_t>(tap)] =
                (ramp_of_gauss(d + right, sigma) - ramp_of_gauss(d + inner, sigma) -
                 ramp_of_gauss(d - inner, sigma) + ramp_of_gauss(d - right, sigma)) /
                width;
            const double slope = (step_of_gauss((d + right) / sigma) - step_of_gauss((d + inner) / sigma) -
                                  step_of_gauss((d - inner) / sigma) + step_of_gauss((d - right) / sigma)) /
                                 width;
            slopes_[at(phase) + static_cast<std::size_t>(tap)] = static_cast<float>(-slope);
            sum += share[static_cast<std::size_t>(tap)];
        }
        for (int tap = 0; tap < taps_; ++tap) {
            weights_[at(phase) + static_cast<std::size_t>(tap)] =
                static_cast<float>(share[static_cast<std::size_t>(tap)] / sum);
        }
    }
}

}  // namespace waferglow::module

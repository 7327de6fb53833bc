// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/blurred_edge.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow::simulated {
namespace {

/// Integral of the normal distribution function of sd `sigma` from minus infinity to z.
double blurred_ramp(double z, double sigma) {
    if (sigma <= 0.0) return std::max(z, 0.0);
    const double u = z / sigma;
    const double phi = std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::numbers::pi);
    return z * 0.5 * std::erfc(-u / std::numbers::sqrt2) + sigma * phi;
}

}  // namespace

BlurredEdge::BlurredEdge(double sigma_px) {
    constexpr double kReachSigmas = 5.0;  // leaves 3e-7 of an edge
    reach_px_ = 0.5 + std::ceil(kReachSigmas * sigma_px);
    const auto steps = static_cast<std::size_t>(2.0 * reach_px_ * kStepsPerPx);
    values_.resize(steps + 2);
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const double z = static_cast<double>(i) / kStepsPerPx - reach_px_;
        values_[i] = static_cast<float>(blurred_ramp(z + 0.5, sigma_px) - blurred_ramp(z - 0.5, sigma_px));
    }
}

}  // namespace waferglow::simulated

// SPDX-License-Identifier: GPL-3.0-or-later
// Light of an evenly glowing die along one axis, blurred by the optics and averaged over pixels.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow {

/// Integral of the normal distribution function of sd `sigma` from minus infinity to z: a blurred ramp.
inline double blurred_ramp(double z, double sigma) {
    constexpr double kStraight = 9.0;  // sigmas beyond which the corner is below a double's last bit
    if (std::abs(z) >= kStraight * sigma) return std::max(z, 0.0);
    const double u = z / sigma;
    const double density = std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::numbers::pi);
    return z * 0.5 * std::erfc(-u / std::numbers::sqrt2) + sigma * density;
}

/// Share of the die's light that a pixel at `d` pixels from its centre receives; all pixels add up to 1. The
/// box of the die and the Gaussian of the optics (sd blur_px) convolved with a pixel one wide.
class BlurredDie {
  public:
    BlurredDie(double die_px, double blur_px) : half_px_(0.5 * die_px), blur_px_(blur_px) {}
    [[nodiscard]] double operator()(double d) const {
        const auto ramp = [&](double z) { return blurred_ramp(z, blur_px_); };
        return 0.5 / half_px_ *
               (ramp(d + 0.5 + half_px_) - ramp(d - 0.5 + half_px_) - ramp(d + 0.5 - half_px_) +
                ramp(d - 0.5 - half_px_));
    }

  private:
    double half_px_;
    double blur_px_;
};

}  // namespace waferglow

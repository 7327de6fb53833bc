// SPDX-License-Identifier: GPL-3.0-or-later
// Light of an evenly glowing die along one axis, blurred by the optics and averaged over pixels.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow {

/// A value and how it changes with the place.
struct ValueAndSlope {
    double value = 0.0;
    double slope = 0.0;
};

/// Integral of the normal distribution function of sd `sigma` from minus infinity to z: a blurred ramp. Its
/// slope is the distribution function itself.
inline ValueAndSlope blurred_ramp(double z, double sigma) {
    constexpr double kStraight = 9.0;  // sigmas beyond which the corner is below a double's last bit
    if (std::abs(z) >= kStraight * sigma) return z > 0.0 ? ValueAndSlope{z, 1.0} : ValueAndSlope{};
    const double u = z / sigma;
    const double density = std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::numbers::pi);
    const double below = 0.5 * std::erfc(-u / std::numbers::sqrt2);
    return {z * below + sigma * density, below};
}

/// Share of the die's light that a pixel at `d` pixels from its centre receives; all pixels add up to 1. The
/// box of the die and the Gaussian of the optics (sd blur_px) convolved with a pixel one wide.
class BlurredDie {
  public:
    BlurredDie(double die_px, double blur_px) : half_px_(0.5 * die_px), blur_px_(blur_px) {}
    [[nodiscard]] double operator()(double d) const { return with_slope(d).value; }
    [[nodiscard]] ValueAndSlope with_slope(double d) const {
        const ValueAndSlope a = blurred_ramp(d + 0.5 + half_px_, blur_px_);
        const ValueAndSlope b = blurred_ramp(d - 0.5 + half_px_, blur_px_);
        const ValueAndSlope c = blurred_ramp(d + 0.5 - half_px_, blur_px_);
        const ValueAndSlope e = blurred_ramp(d - 0.5 - half_px_, blur_px_);
        const double per_px = 0.5 / half_px_;
        return {per_px * (a.value - b.value - c.value + e.value),
                per_px * (a.slope - b.slope - c.slope + e.slope)};
    }

  private:
    double half_px_;
    double blur_px_;
};

}  // namespace waferglow

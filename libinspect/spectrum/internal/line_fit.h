// SPDX-License-Identifier: GPL-3.0-or-later
// A Gaussian through the top of a line.
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace waferglow {

inline constexpr std::size_t kMinPixels = 16;  ///< of a spectrum that can be fitted
inline constexpr double kLeastWidthPx = 2.0;   ///< of a line's FWHM: what is narrower may be a hot pixel
inline const double kFwhmPerSigma = 2.0 * std::sqrt(2.0 * std::numbers::ln2);

/// The pixels that take part: wavelengths from an arbitrary origin (nm), raw counts and their dark level.
struct LinePixels {
    std::span<const float> wavelength_nm;
    std::span<const float> counts;
    float dark = 0.0F;
};

struct LineFit {
    bool valid = false;   ///< false: no maximum inside, or fewer than 3 pixels
    double center = 0.0;  ///< from the origin, nm
    float sigma = 0.0F;   ///< nm
    float height = 0.0F;  ///< counts above dark
    float r2 = 0.0F;      ///< share of the counts' variance that the Gaussian explains
};

/// Weighted parabola through ln(counts - dark); pixels below `floor` above dark count as `floor`, so that a
/// noise dip does not run away. Weights are the counts: the variance of their logarithm is 1/counts for
/// photon noise.
[[nodiscard]] LineFit fit_log_parabola(const LinePixels& pixels, float floor);

/// Least squares of height exp(-(l - center)^2 / (2 sigma^2)) by Gauss-Newton, starting from `start`; returns
/// `start` where it does not converge. Weights are 1/counts.
[[nodiscard]] LineFit fit_gaussian(const LinePixels& pixels, const LineFit& start);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// A Gaussian in a spectrum whose noise hides much of it, and what can be said in spite of the noise.
//
// The share of the variance that a fit explains (R^2) tells a wrong shape from a right one only where noise
// is small: photons alone take it below 0.9 under some 400 counts. Here the residuals are judged against the
// noise that the spectrum itself shows, so that neither gain nor read noise must be known.
#pragma once

#include "libinspect/spectrum/internal/line_fit.h"

#include <span>

namespace waferglow {

/// Noise of one pixel, standard deviation in counts: from the median second difference of neighbours, which
/// sees neither a slow background nor a few hot pixels. It takes the noise of neighbours for independent: a
/// spectrum that was smoothed shows less noise than it has. 0 for fewer than 16 pixels.
[[nodiscard]] float pixel_noise(std::span<const float> counts);

enum class NoisyVerdict {
    good,       ///< the residuals are noise, and the line is placed well enough
    misshapen,  ///< the residuals are more than noise and a tenth of the line's variance: no Gaussian
    uncertain,  ///< the noise leaves centre or width open, or there is no line at all
};

struct NoisyFit {
    LineFit fit;
    NoisyVerdict verdict = NoisyVerdict::uncertain;
    bool cut = false;  ///< the half width is not all on the axis
};

/// Finds the highest line of a whole spectrum, 16 pixels or more, and fits a Gaussian to its top (0.6 of its
/// FWHM to either side) by least squares. `noise`: of one pixel. Good is a line whose centre is known to a
/// tenth of its FWHM and whose width to a third of itself, standard deviations.
[[nodiscard]] NoisyFit fit_noisy_line(const LinePixels& pixels, float noise);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Lines in the spectrum of a lamp: where they stand, in fractions of a pixel.
#pragma once

#include <span>
#include <vector>

namespace waferglow::calibration {

struct SpectrumPeak {
    double pixel = 0.0;
    double height = 0.0;  ///< over the base
    double fwhm_px = 0.0;
    bool clipped = false;  ///< reaches the saturation: its place is less sure
};

/// Peaks beyond 6 robust sigmas of the noise and half a percent of the highest, ascending. Place and width: a
/// Gaussian through the logarithms of the samples above half height (Caruana 1986, weighted by height
/// squared). `saturation`: 0 for unknown.
[[nodiscard]] std::vector<SpectrumPeak> find_peaks(std::span<const double> counts, double saturation = 0.0);

}  // namespace waferglow::calibration

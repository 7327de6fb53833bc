// SPDX-License-Identifier: GPL-3.0-or-later
// The colour of a spectrum to the eye: chromaticity and dominant wavelength, CIE 1931 2 degree observer.
//
// Colour matching functions: the table of CIE 018:2019 (cie1931.h). Dominant wavelength: where the line from
// the equal-energy white point E (1/3, 1/3) through the colour meets the spectral locus (CIE 15), 380 to 700
// nm.
#pragma once

#include "libinspect/spectrum/cie1931.h"

#include <limits>
#include <span>
#include <vector>

namespace waferglow {

struct SpectralColor {
    double x = std::numeric_limits<double>::quiet_NaN();  ///< chromaticity; NaN: no visible light
    double y = std::numeric_limits<double>::quiet_NaN();
    double dominant_nm = std::numeric_limits<double>::quiet_NaN();  ///< NaN: white or purple has none
    double purity = std::numeric_limits<double>::quiet_NaN();       ///< 0 white, 1 on the locus; never more
};

/// Chromaticity of light of one wavelength.
[[nodiscard]] SpectralColor monochromatic_color(double wavelength_nm);

/// Works out colours on one wavelength axis (nm, rising). Immutable, thread-safe.
class ColorAnalyser {
  public:
    explicit ColorAnalyser(std::span<const double> wavelengths_nm);
    /// Colour of counts above `dark_counts`; the detector's response is taken as flat. `counts` must be as
    /// long as the axis; NaN counts give NaN. Only groups of
    /// pixels that stand out of the spectrum's noise take part.
    [[nodiscard]] SpectralColor analyse(std::span<const float> counts, double dark_counts) const;

  private:
    /// Tristimulus values of the groups of pixels that hold `least` counts or more, times the root of their
    /// number.
    [[nodiscard]] Tristimulus sum(std::span<const float> counts, double dark_counts, double least) const;

    std::vector<double> x_bar_;  // colour matching functions times pixel width
    std::vector<double> y_bar_;
    std::vector<double> z_bar_;
};

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra rid of the spectrometer's own sensitivity, before they are stored or recorded.
#pragma once

#include "libinspect/spectrum/spectrum.h"

#include <span>
#include <vector>

namespace waferglow::tool {

/// As its calibration found it: counts a photon over the wavelength, 1 at its best; NaN where nobody knows.
struct ResponseTable {
    std::vector<double> wavelength_nm;  ///< ascending
    std::vector<double> response;
};

/// Immutable.
class SpectralCorrection {
  public:
    /// `wavelengths_nm`: of the pixels. Throws Error(input) where the table is none.
    SpectralCorrection(const std::vector<double>& wavelengths_nm, const ResponseTable& table);

    /// Divides what lies over the dark level, the darker end of the spectrum as SpectrumAnalyser sees it, by
    /// the response; the dark level stays. A response below a tenth of its best counts as a tenth, lest noise
    /// grow further; where it is not known, that of the nearest wavelength counts.
    void apply(std::vector<double>& counts) const;

  private:
    SpectrumAnalyser analyser_;
    std::vector<double> factor_;
};

}  // namespace waferglow::tool

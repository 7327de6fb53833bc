// SPDX-License-Identifier: GPL-3.0-or-later
// From a spectrum to peak wavelength, centroid, FWHM and integrated intensity.
//
// Wavelength axes are in nm, strictly increasing, of any spacing. Counts are raw detector counts.
//   peak       maximum of a Gaussian through the top of the line (counts above half of the maximum)
//   FWHM       of that Gaussian: 2 sqrt(2 ln 2) sigma. NaN and `truncated` where the line's half width is
//              not on the axis: a cut line is flagged, not guessed
//   centroid   sum(l S dl) / sum(S dl) over the line, that is where counts are above a tenth of the maximum
//   integrated sum(S dl) over the same range, counts * nm
// Where noise leaves the Gaussian less than nine tenths of the variance (R^2 below 0.9), as photons do below
// some 400 counts, the line is fitted anew and judged by the noise of the spectrum itself: noisy_line.h.
// Walking from the maximum to the half-maximum pixels is off by nearly 1 nm on noisy data, hence the fits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace waferglow {

/// How the peak is fitted.
enum class PeakMethod {
    /// Parabola through the logarithm of the counts, weighted by the counts (their logarithm's variance is
    /// 1/counts): Caruana, Searle, Heller, Shupack, Anal. Chem. 58 (1986) 1162; weights as of H. Guo,
    /// IEEE Signal Process. Mag. 28 (2011) 134.
    log_parabola,
    /// Least squares of a Gaussian by Gauss-Newton steps from the parabola's result.
    gaussian,
};

struct SpectrumOptions {
    PeakMethod method = PeakMethod::log_parabola;
    double dark_counts = std::numeric_limits<double>::quiet_NaN();  ///< NaN: the darker end of each spectrum
    double saturation_counts = std::numeric_limits<double>::infinity();
    double min_signal_to_noise = 5.0;  ///< of the smoothed maximum; below it a spectrum is `empty`
};

enum SpectrumFlag : std::uint32_t {
    kSpectrumEmpty = 1U,       ///< no line above the noise; all results are NaN
    kSpectrumSaturated = 2U,   ///< a pixel reached saturation_counts: peak and width are not to be trusted
    kSpectrumTruncated = 4U,   ///< the line runs over an end of the axis: no FWHM, no centroid
    kSpectrumPoorFit = 8U,     ///< the line is no Gaussian near its top, by more than its noise explains
    kSpectrumInvalid = 16U,    ///< a count is not a finite number; all results are NaN
    kSpectrumUncertain = 32U,  ///< there is light, but noise hides where its peak is
};

struct SpectrumResult {
    float peak_nm = std::numeric_limits<float>::quiet_NaN();
    float fwhm_nm = std::numeric_limits<float>::quiet_NaN();
    float centroid_nm = std::numeric_limits<float>::quiet_NaN();
    float integrated = std::numeric_limits<float>::quiet_NaN();   ///< counts * nm
    float peak_counts = std::numeric_limits<float>::quiet_NaN();  ///< above dark
    float dark_counts = std::numeric_limits<float>::quiet_NaN();  ///< the level taken as dark
    float fit_r2 = std::numeric_limits<float>::quiet_NaN();  ///< share of the variance that the fit explains
    std::uint32_t flags = 0;
};

/// A wavelength axis, checked and prepared. Immutable, thread-safe.
class SpectrumAnalyser {
  public:
    /// Throws Error(input) unless there are at least 16 finite, strictly increasing wavelengths.
    SpectrumAnalyser(std::span<const double> wavelengths_nm, const SpectrumOptions& options);

    [[nodiscard]] std::size_t pixels() const { return wavelength_nm_.size(); }
    /// Analyses one spectrum of `pixels()` counts.
    [[nodiscard]] SpectrumResult analyse(std::span<const float> counts) const;
    /// Analyses consecutive spectra in parallel: counts[i * pixels() + p] -> results[i].
    void analyse(std::span<const float> counts, std::span<SpectrumResult> results) const;

  private:
    std::vector<float> wavelength_nm_;  // relative to origin_nm_, so that floats carry them
    std::vector<float> step_nm_;        // width of each pixel
    double origin_nm_ = 0.0;
    SpectrumOptions options_;
};

}  // namespace waferglow

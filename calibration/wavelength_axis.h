// SPDX-License-Identifier: GPL-3.0-or-later
// Wavelength axis of a spectrometer from the lines of a lamp. Wavelengths are those in AIR.
#pragma once

#include "calibration/lamp_lines.h"
#include "calibration/spectrum_peaks.h"

#include <span>
#include <vector>

namespace waferglow::calibration {

struct MatchedLine {
    double pixel = 0.0;
    double nm = 0.0;           ///< of the list, in air
    double residual_nm = 0.0;  ///< polynomial minus list
};

struct WavelengthAxis {
    /// Wavelength of pixel p: sum of c[i] p^i, nm in air.
    std::vector<double> coefficients;
    std::vector<MatchedLine> matched;
    double rms_nm = 0.0;      ///< of the residuals, degrees of freedom taken off
    double largest_nm = 0.0;  ///< residual
    int peaks = 0;            ///< found in the spectrum
    double fwhm_nm = 0.0;     ///< of a line, median: resolution of the instrument
    double shift_nm = 0.0;    ///< of the axis against the coarse one, mean over the pixels
    double first_nm = 0.0;    ///< range of the matched lines: beyond it the axis is extrapolated
    double last_nm = 0.0;
    double earned = 0.0;  ///< by the matched lines: each up to 1, less for weak peaks and for residuals
    double earned_by_chance = 0.0;  ///< the most that the same peaks earned at shuffled places

    [[nodiscard]] double at(double pixel) const;
    [[nodiscard]] std::vector<double> wavelengths_nm(std::size_t pixels) const;
};

struct WavelengthSearch {
    int degree = 3;
    double saturation = 0.0;      ///< of the counts; 0: unknown
    double offset_share = 0.03;   ///< how far the coarse axis may be off, over its range: all of it,
    double stretch_share = 0.03;  ///< growing from its middle to its ends,
    double bend_share = 0.015;    ///< and at its ends against its middle
};

/// Finds the correction of the coarse axis (offset, stretch, bend) under which most peaks meet a line, and of
/// all pairs near it those that agree on a polynomial within a small share of a line's width; then fits the
/// polynomial to the pairs, again and again with what does not fit left out. Lines that have a
/// neighbour of comparable strength within the instrument's resolution take no part: their common peak
/// belongs to neither. `coarse_nm`: one wavelength a pixel, ascending. Throws Error(job) where fewer than
/// degree + 2 lines match, one more for every 12 peaks; and where the match is no better than chance: the
/// same peaks, shuffled over the axis (shuffled_peaks.h), are fitted 100 times, and the true order has to
/// earn 7 % more than the best of them. So what is asked for grows with the peaks, the lines and the
/// coefficients.
[[nodiscard]] WavelengthAxis fit_wavelengths(std::span<const double> counts,
                                             std::span<const double> coarse_nm, const LineList& lines,
                                             const WavelengthSearch& search = {});

}  // namespace waferglow::calibration

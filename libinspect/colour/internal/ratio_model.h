// SPDX-License-Identifier: GPL-3.0-or-later
// The robust fit of all ratios: what exposures and the place in the field take off, and the curve of the
// dies with spectra.
#pragma once

#include "libinspect/colour/internal/colour_dies.h"
#include "libinspect/colour/internal/ratio_fit.h"
#include "libinspect/colour/wavelength_curve.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::colour {

/// A die with a spectrum beside what the others say of it.
struct LeftOutDie {
    ColourDie die;
    double ln_ratio = 0.0;  ///< freed by a fit without this die
};

struct RatioModel {
    std::string fault;                              ///< why there is none; empty: there is
    std::optional<WavelengthCurve> curve;           ///< of the dies with spectra; none: there are too few
    std::vector<double> exposure;                   ///< ln, one a pair of tiles
    std::vector<double> exposure_variance;          ///< likewise: how well each is known
    double exposure_spread = 0.0;                   ///< sd of the tiles' factors, one channel
    std::function<double(const ColourDie&)> field;  ///< ln, where the slope is 1
    double slope_in_middle = 1.0;                   ///< of the curve there: slopes are relative to it
    std::int64_t spectra = 0;                       ///< that the curve was fitted to
    std::vector<double> residuals;                  ///< of their ln ratios
    std::vector<LeftOutDie> left_out;
    double extra_variance = 0.0;  ///< of ln ratios of dies with spectra beyond the noise of their light

    /// What is left of a die's ratio without what exposure and field did to it. `nm`: about its wavelength,
    /// by `curve`, which may be the data sheet's.
    [[nodiscard]] double freed(const ColourDie& die, const WavelengthCurve& curve, double nm) const {
        return die.ln_ratio - exposure[static_cast<std::size_t>(die.pair)] -
               relative_slope(curve, nm) * field(die);
    }
    [[nodiscard]] double relative_slope(const WavelengthCurve& curve, double nm) const;
};

/// `sheet`: the curve by the filter's data sheet, whose ratios are moved by a constant that is not known;
/// null: none, or there are spectra.
[[nodiscard]] RatioModel fit_ratios(const ColourDies& dies, const WavelengthCurve* sheet);

/// The variance beyond `noise` that makes the median of squared `residuals` that of a normal distribution.
[[nodiscard]] double excess_variance(std::span<const double> residuals, std::span<const double> noise);

}  // namespace waferglow::colour

// SPDX-License-Identifier: GPL-3.0-or-later
// The curve of a filter's data sheet as the ratios of a wafer would show it.
#pragma once

#include "libinspect/colour/filter_curve.h"
#include "libinspect/colour/wavelength_curve.h"

#include <optional>

namespace waferglow::colour {

/// The part of the filter's slope that shows the wafer's ratios, for lines of that width; ratios are those of
/// `exposure_ratio`. Where no part has a ratio like `median_ln_ratio`, the steepest part moved so that its
/// steepest place does: then not even the level of the data sheet holds. None: the filter is flat.
[[nodiscard]] std::optional<WavelengthCurve> curve_of_sheet(const FilterCurve& filter, double fwhm_nm,
                                                            double exposure_ratio, double median_ln_ratio);

}  // namespace waferglow::colour

// SPDX-License-Identifier: GPL-3.0-or-later
// EL-anchored maps: from some probed dies of a wafer a smooth gain (and offset) that turns what PL measures
// into what EL would, with its uncertainty. The offset method of LED probing (a few dies are probed, the
// correction by region is laid on the full map), made robust and continuous.
//
// Model: EL = (quadratic surface in u and v) + (plane in u and v) * (PL - reference), with u and v from -1 to
// 1 over columns and rows; fitted by iteratively reweighted least squares with Tukey's biweight (Beaton and
// Tukey, Technometrics 16 (1974) 147), so that dies on which PL and EL disagree outright do not bend it. The
// uncertainty of a prediction is that of the fit and the scatter of the healthy residuals together (one
// sigma).
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

struct AnchorFit {
    std::vector<double> weights;     ///< of the terms that the number of dies supports
    std::vector<double> covariance;  ///< of the weights, row by row, in units of sigma squared
    double reference = 0.0;          ///< of PL
    double sigma = 0.0;              ///< scatter of one die about the fit
    double range_low = 0.0;          ///< of PL among the healthy dies probed
    double range_high = 0.0;
    std::int64_t dies = 0;      ///< probed
    std::int64_t outliers = 0;  ///< of them, without a say in the fit
};

/// `pl` and `el` have one element a cell; dies in which both are finite are the probes. Throws Error(input)
/// with fewer than kFewestProbes, Error(usage) where lengths differ.
[[nodiscard]] AnchorFit fit_anchor(const DieGrid& grid, std::span<const float> pl, std::span<const float> el);
inline constexpr std::int64_t kFewestProbes = 30;

/// Predictions and their one-sigma uncertainty; NaN where `pl` has no value. Beyond the range of PL that was
/// probed the uncertainty grows by the distance from it.
struct AnchoredMap {
    std::vector<float> predicted;
    std::vector<float> sigma;
};
[[nodiscard]] AnchoredMap apply_anchor(const AnchorFit& fit, const DieGrid& grid, std::span<const float> pl);

}  // namespace waferglow

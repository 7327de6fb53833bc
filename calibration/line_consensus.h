// SPDX-License-Identifier: GPL-3.0-or-later
// Which pairs of peak and line agree on one polynomial, when many pairs are wrong.
#pragma once

#include <vector>

namespace waferglow::calibration {

/// A peak that may be that line.
struct LinePair {
    double pixel = 0.0;
    double nm = 0.0;
    double weight = 1.0;  ///< how much an agreement says
};

struct ConsensusRule {
    int degree = 3;
    double half_px = 1.0;       ///< half the length of the axis
    double tolerance_nm = 0.0;  ///< of a pair that agrees
    double reach_nm = 0.0;      ///< how far the polynomial may lie from what is expected, at any pair
};

/// Least squares of nm over the pixel; coefficients of its powers, lowest first. `half_px` is for the sake of
/// rounding. More pairs than the degree are needed.
[[nodiscard]] std::vector<double> fit_polynomial(const std::vector<LinePair>& pairs, int degree,
                                                 double half_px);

/// The largest set of pairs, by weight, that one polynomial meets: polynomials through pairs from each part
/// of the axis are tried, all of them or a fixed sample, and each pair that one meets counts by how closely
/// (MSAC: Torr and Zisserman, Computer Vision and Image Understanding 78 (2000) 138). A peak counts once.
/// `about_nm`: of each pair, the wavelength that is expected at its pixel. Empty where there are fewer pairs
/// than coefficients.
[[nodiscard]] std::vector<LinePair> find_consensus(std::vector<LinePair> pairs,
                                                   const std::vector<double>& about_nm,
                                                   const ConsensusRule& rule);

}  // namespace waferglow::calibration

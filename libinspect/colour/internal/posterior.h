// SPDX-License-Identifier: GPL-3.0-or-later
// What a noisy number of one die tells, given how dies scatter.
#pragma once

namespace waferglow::colour {

/// Of a die's own ratio in its number: what the trend alone would give is no measurement.
inline constexpr double kLeastOwnWeight = 0.5;

struct Scatter {
    double sd_nm = 0.0;          ///< of ordinary dies about the trend
    double odd_share = 1e-3;     ///< of dies that are anywhere
    double odd_reach_nm = 15.0;  ///< within so much of the trend, all alike
};

struct Told {
    double nm = 0.0;
    double sigma_nm = 0.0;
};

/// Mean and sd of the error of a die whose own ratio says `own_nm` with that variance, about a trend. Prior:
/// a normal distribution, and for the odd share an even one. The posterior mean, but for kLeastOwnWeight.
[[nodiscard]] Told tell_wavelength(double own_nm, double variance_nm2, double trend_nm,
                                   const Scatter& scatter);

}  // namespace waferglow::colour

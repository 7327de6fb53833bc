// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/internal/posterior.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow::colour {

Told tell_wavelength(double own_nm, double variance_nm2, double trend_nm, const Scatter& scatter) {
    const double prior = scatter.sd_nm * scatter.sd_nm;
    const double both = prior + variance_nm2;
    const double off = own_nm - trend_nm;
    const double weight = std::max(prior / both, kLeastOwnWeight);
    const double ordinary_nm = trend_nm + weight * off;
    const double ordinary = (1.0 - scatter.odd_share) * std::exp(-0.5 * off * off / both) /
                            std::sqrt(2.0 * std::numbers::pi * both);
    const double odd = scatter.odd_share / (2.0 * scatter.odd_reach_nm);
    const double is_odd = odd / (odd + ordinary);
    const double nm = (1.0 - is_odd) * ordinary_nm + is_odd * own_nm;
    const double variance =
        (1.0 - is_odd) * (weight * weight * variance_nm2 + (1.0 - weight) * (1.0 - weight) * prior +
                          (ordinary_nm - nm) * (ordinary_nm - nm)) +
        is_odd * (variance_nm2 + (own_nm - nm) * (own_nm - nm));
    return {nm, std::sqrt(variance)};
}

}  // namespace waferglow::colour

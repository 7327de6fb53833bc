// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/sloped_filter.h"

#include "libinspect/base/error.h"

#include <cmath>

#include <fmt/format.h>

namespace waferglow::simulated {

double SlopedFilter::centre_at(double sin_theta) const {
    const double tilt = sin_theta / n_eff;
    return centre_nm * std::sqrt(1.0 - tilt * tilt);
}

double SlopedFilter::transmission(double wavelength_nm, double sin_theta) const {
    const double shifted_centre_nm = centre_at(sin_theta);
    // The whole curve moves in proportion, the width of its edge as well.
    const double shifted_width_nm = width_nm * shifted_centre_nm / centre_nm;
    const double step = 0.5 * (1.0 + std::erf((wavelength_nm - shifted_centre_nm) / shifted_width_nm));
    return low + (high - low) * step;
}

void SlopedFilter::check() const {
    const auto require = [](bool good, const char* what, double value, const char* range) {
        if (!good)
            throw Error(ErrorKind::input, fmt::format("filter: {} = {} must be {}", what, value, range));
    };
    require(centre_nm > 0.0 && std::isfinite(centre_nm), "centre_nm", centre_nm, "a positive number");
    require(width_nm > 0.0 && std::isfinite(width_nm), "width_nm", width_nm, "a positive number");
    require(low >= 0.0 && low <= 1.0, "low", low, "between 0 and 1");
    require(high >= 0.0 && high <= 1.0, "high", high, "between 0 and 1");
    require(n_eff > 1.0 && std::isfinite(n_eff), "n_eff", n_eff, "greater than 1");
}

}  // namespace waferglow::simulated

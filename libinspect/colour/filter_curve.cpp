// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/filter_curve.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::colour {
namespace {

constexpr double kFwhmOfSigma = 2.3548200450309493;

double transmission_at(const FilterCurve& filter, double nm) {
    const std::vector<double>& at = filter.wavelength_nm;
    if (nm <= at.front()) return filter.transmission.front();
    if (nm >= at.back()) return filter.transmission.back();
    const auto next = static_cast<std::size_t>(std::ranges::upper_bound(at, nm) - at.begin());
    const double part = (nm - at[next - 1]) / (at[next] - at[next - 1]);
    return filter.transmission[next - 1] + part * (filter.transmission[next] - filter.transmission[next - 1]);
}

}  // namespace

std::string fault_of(const FilterCurve& filter) {
    if (filter.wavelength_nm.size() != filter.transmission.size())
        return fmt::format("has {} wavelengths and {} transmissions", filter.wavelength_nm.size(),
                           filter.transmission.size());
    if (filter.wavelength_nm.size() < 2) return "has fewer than two wavelengths";
    for (std::size_t i = 0; i < filter.wavelength_nm.size(); ++i) {
        const double nm = filter.wavelength_nm[i];
        if (!(nm > 0.0) || !std::isfinite(nm)) return fmt::format("has a wavelength of {} nm", nm);
        if (i > 0 && !(nm > filter.wavelength_nm[i - 1]))
            return fmt::format("has {} nm behind {} nm; wavelengths must rise", nm,
                               filter.wavelength_nm[i - 1]);
        if (!(filter.transmission[i] >= 0.0 && filter.transmission[i] <= 1.0))
            return fmt::format("has a transmission of {} at {} nm; it must be a share from 0 to 1",
                               filter.transmission[i], nm);
    }
    return {};
}

double passed_share(const FilterCurve& filter, double peak_nm, double fwhm_nm) {
    constexpr int kSteps = 80;
    constexpr double kReach = 4.0;  // sigmas
    const double sigma_nm = fwhm_nm / kFwhmOfSigma;
    double passed = 0.0;
    double all = 0.0;
    for (int i = -kSteps; i <= kSteps; ++i) {
        const double z = kReach * i / kSteps;
        const double light = std::exp(-0.5 * z * z);
        passed += light * transmission_at(filter, peak_nm + z * sigma_nm);
        all += light;
    }
    return passed / all;
}

}  // namespace waferglow::colour

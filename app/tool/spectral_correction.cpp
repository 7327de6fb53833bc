// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/spectral_correction.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

namespace waferglow::tool {
namespace {

constexpr double kLeastResponse = 0.1;

/// Straight lines between the table's points; its ends go on.
double response_at(const ResponseTable& table, double nm) {
    const auto above = std::ranges::lower_bound(table.wavelength_nm, nm);
    const auto i = static_cast<std::size_t>(above - table.wavelength_nm.begin());
    if (i == 0) return table.response.front();
    if (i == table.response.size()) return table.response.back();
    const double step_nm = table.wavelength_nm[i] - table.wavelength_nm[i - 1];
    const double share = (nm - table.wavelength_nm[i - 1]) / step_nm;
    return table.response[i - 1] + share * (table.response[i] - table.response[i - 1]);
}

/// What is known of it.
ResponseTable known(const ResponseTable& table) {
    ResponseTable known;
    for (std::size_t i = 0; i < std::min(table.response.size(), table.wavelength_nm.size()); ++i) {
        if (!std::isfinite(table.response[i])) continue;
        known.wavelength_nm.push_back(table.wavelength_nm[i]);
        known.response.push_back(table.response[i]);
    }
    return known;
}

}  // namespace

SpectralCorrection::SpectralCorrection(const std::vector<double>& wavelengths_nm, const ResponseTable& given)
    : analyser_(wavelengths_nm, {}) {
    const ResponseTable table = known(given);
    if (table.response.empty())
        throw Error(ErrorKind::input,
                    "the calibration 'response' has no table of wavelengths and responses; renew it");
    for (const double nm : wavelengths_nm) {
        const double response = response_at(table, nm);
        factor_.push_back(1.0 / std::max(response, kLeastResponse));
    }
}

void SpectralCorrection::apply(std::vector<double>& counts) const {
    const std::vector<float> seen(counts.begin(), counts.end());
    const auto dark = static_cast<double>(analyser_.analyse(seen).dark_counts);
    if (!std::isfinite(dark)) return;  // not a spectrum: whoever analyses it says so
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = dark + (counts[i] - dark) * factor_[i];
}

}  // namespace waferglow::tool

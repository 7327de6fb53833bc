// SPDX-License-Identifier: GPL-3.0-or-later
// The transmission of a filter, as its data sheet gives it, and what of an emission line it lets through.
#pragma once

#include <string>
#include <vector>

namespace waferglow::colour {

/// Width at half maximum of the line of a blue InGaN well, where no spectrum tells it.
inline constexpr double kTypicalFwhm_nm = 18.0;

/// Wavelengths rise; transmissions are shares, 0 to 1. Beyond its ends it goes on as at them.
struct FilterCurve {
    std::vector<double> wavelength_nm;
    std::vector<double> transmission;

    [[nodiscard]] bool empty() const { return wavelength_nm.empty(); }
    friend bool operator==(const FilterCurve&, const FilterCurve&) = default;
};

/// Why a curve can't be one; a sentence about it without its name, "has ..."; empty: nothing is wrong.
[[nodiscard]] std::string fault_of(const FilterCurve& filter);

/// Share of the light of a Gaussian line that passes. `fwhm_nm` > 0.
[[nodiscard]] double passed_share(const FilterCurve& filter, double peak_nm, double fwhm_nm);

}  // namespace waferglow::colour

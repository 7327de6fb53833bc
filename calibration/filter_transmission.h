// SPDX-License-Identifier: GPL-3.0-or-later
// Transmission of a filter from spectra of the same places of a wafer with the filter out of and in the light
// path.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace waferglow::calibration {

/// Of one place: counts a pixel, dark counts taken off.
struct FilterPair {
    std::vector<double> out;  ///< without the filter
    std::vector<double> in;   ///< through it
};

/// Where there was light, and nowhere else.
struct FilterTransmission {
    std::vector<double> wavelength_nm;  ///< ascending, in one stretch
    std::vector<double> transmission;   ///< smoothed over some nm
    std::vector<double> error;          ///< standard error of each, from how the places differ
    double brightest_nm = 0.0;          ///< where most light was
    double slope_per_nm = 0.0;          ///< of the transmission there
    double least = 0.0;                 ///< transmission
    double most = 0.0;

    friend bool operator==(const FilterTransmission&, const FilterTransmission&) = default;
};

/// The sum of what came through over the sum of what there was; an even change of the light from place to
/// place takes part in the error. `places`: two or more, spectra as long as `wavelength_nm`. Throws
/// Error(job) where there is no light, or nothing comes through the filter where there is.
[[nodiscard]] FilterTransmission measure_transmission(std::span<const double> wavelength_nm,
                                                      std::span<const FilterPair> places);

/// As recipes take it: "wavelength_nm,transmission" and a line each.
[[nodiscard]] std::string transmission_csv(std::span<const double> wavelength_nm,
                                           std::span<const double> transmission);

}  // namespace waferglow::calibration

// SPDX-License-Identifier: GPL-3.0-or-later
// What a recipe says of colours: the data sheet of the filter.
#pragma once

#include "libinspect/colour/filter_curve.h"

#include <filesystem>
#include <vector>

namespace waferglow {

/// The reader brings the file's curve into the recipe, so that what a wafer file stores needs no other file.
struct ColourRecipe {
    std::filesystem::path filter_file;  ///< CSV: wavelength_nm, transmission; empty once it is read
    std::vector<double> filter_wavelength_nm;
    std::vector<double> filter_transmission;

    [[nodiscard]] colour::FilterCurve filter() const { return {filter_wavelength_nm, filter_transmission}; }
    friend bool operator==(const ColourRecipe&, const ColourRecipe&) = default;
};

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra of dies into layers of peak wavelength, width and more.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/store/wafer_content.h"

#include <filesystem>

namespace waferglow {

/// Analyses the spectra of a file, adds the layers peak_wavelength_nm, centroid_nm, fwhm_nm and
/// integrated_counts_nm to `map` (NaN where a die has no spectrum or its value can't be told), and returns
/// spectra and results for storing. Saturated and empty spectra give no peak. Throws Error(input) for a die
/// outside of the grid or one that occurs twice.
[[nodiscard]] StoredSpectra measure_spectra(const std::filesystem::path& file, DieMap& map);

}  // namespace waferglow

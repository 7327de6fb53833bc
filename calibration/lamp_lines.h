// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of calibration lamps. Wavelengths are those in AIR throughout.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::calibration {

struct LampLine {
    double nm = 0.0;        ///< in air
    double strength = 1.0;  ///< relative; only tells strong lines from weak ones
};

struct LineList {
    std::string source;
    std::vector<LampLine> lines;  ///< ascending
};

/// Mercury and argon as a pencil lamp shows them, 253 to 923 nm.
[[nodiscard]] const LineList& mercury_argon_lines();

enum class Medium { air, vacuum };

/// The refractive index of standard air for a wavelength in vacuum, 230 to 1690 nm: Ciddor, Applied Optics 35
/// (1996) 1566, equation 1, for dry air of 15 C, 101325 Pa and 450 ppm CO2.
[[nodiscard]] double air_index(double vacuum_nm);

/// Reads "wavelength,strength[,lamp]" lines, '#' comments and one header line skipped, as saved from the NIST
/// Atomic Spectra Database. In angstrom where most are beyond 2500, else in nm. `medium` none: in vacuum
/// where the address of the query stands in a comment and says show_av=3, which is what NIST's form calls
/// vacuum; else in air. Vacuum wavelengths are turned into those in air. Throws Error(input).
[[nodiscard]] LineList read_line_list(const std::filesystem::path& file, std::optional<Medium> medium = {});

}  // namespace waferglow::calibration

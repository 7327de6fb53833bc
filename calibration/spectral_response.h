// SPDX-License-Identifier: GPL-3.0-or-later
// Spectral response of a spectrometer against a lamp of known spectrum.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <vector>

namespace waferglow::calibration {

/// Photons a nm that a lamp gives at a wavelength, in any unit.
using LampSpectrum = std::function<double(double nm)>;

/// Planck's law in photons, c2 = 1.438776877e-2 m K (CODATA 2018). A halogen lamp of the CIE standard
/// illuminant A has 2856 K.
[[nodiscard]] LampSpectrum black_body(double temperature_k);

/// A table "wavelength_nm,photons" (one header line, ascending), as a lamp's certificate gives it; straight
/// lines between its points. Throws Error(input).
[[nodiscard]] LampSpectrum read_lamp(const std::filesystem::path& file);

struct SpectralResponse {
    std::vector<double> wavelength_nm;
    std::vector<double> response;  ///< counts a photon, 1 at its best; smoothed; NaN beyond the lamp's table
    double noise_share = 0.0;  ///< of the raw response about the smooth one, rms, where it is above a tenth
    double best_nm = 0.0;
    double first_nm = 0.0;  ///< range where the response is above a tenth
    double last_nm = 0.0;
};

/// `counts`: of the lamp, dark counts taken off, one a wavelength. Throws Error(job) where there is no light.
[[nodiscard]] SpectralResponse measure_response(std::span<const double> wavelength_nm,
                                                std::span<const double> counts, const LampSpectrum& lamp);

}  // namespace waferglow::calibration

// SPDX-License-Identifier: GPL-3.0-or-later
// An interference filter whose transmission slopes over the emission line: what makes the colour of a die a
// ratio of two pictures.
#pragma once

namespace waferglow::simulated {

/// The transmission is a smooth edge, low + (high - low) / 2 (1 + erf((lambda - centre) / width)). Light that
/// comes at an angle sees the edge shifted to the blue: lambda(theta) = lambda0 sqrt(1 - sin^2 theta / n^2),
/// with n the effective index of the layers (H. A. Macleod, "Thin-Film Optical Filters", chapter on tilted
/// filters).
struct SlopedFilter {
    double centre_nm = 455.0;  ///< where half of the step is reached, at normal incidence
    double width_nm = 15.0;    ///< 16 to 84 % of the step lie within +-0.70 of it
    double low = 0.05;         ///< transmission far below the centre, 0 to 1
    double high = 0.92;        ///< transmission far above the centre, 0 to 1; below `low`: it falls
    double n_eff = 1.8;        ///< effective index, over 1

    /// Where half of the step is reached for light at this sine of the angle of incidence in air.
    [[nodiscard]] double centre_at(double sin_theta) const;

    /// Transmission, 0 to 1, of light of this wavelength in AIR at this sine of the angle of incidence.
    [[nodiscard]] double transmission(double wavelength_nm, double sin_theta) const;

    /// Throws Error(input) that names the first value that no filter has.
    void check() const;

    friend bool operator==(const SlopedFilter&, const SlopedFilter&) = default;
};

}  // namespace waferglow::simulated

// SPDX-License-Identifier: GPL-3.0-or-later
// Colour matching functions of the CIE 1931 standard observer (2 degree), CIE 018:2019.
#pragma once

namespace waferglow {

struct Tristimulus {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
};

/// x_bar, y_bar and z_bar at a wavelength in nm: the table of 1 nm steps, by cubic interpolation between its
/// rows. Zero outside of 360 to 830 nm.
[[nodiscard]] Tristimulus cie1931_matching(double wavelength_nm);

}  // namespace waferglow

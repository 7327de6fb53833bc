// SPDX-License-Identifier: GPL-3.0-or-later
// How visible a mura is.
#pragma once

namespace waferglow::module {

/// Width of a pixel as seen, mm: at 500 mm and so many pixels a degree. Microdisplays are magnified, so their
/// own size says nothing.
[[nodiscard]] double seen_pixel_mm(double viewing_ppd);

/// SEMI D31 (formula as published in secondary sources, unconfirmed in the standard):
/// |C| / (1.97 / A^0.33 + 0.72), C in %, A in mm2. `contrast`: fraction.
[[nodiscard]] double semu(double contrast, double area_mm2);

/// Just noticeable differences of a Gaussian spot or of a band with a Gaussian cross-section by the Spatial
/// Standard Observer: contrast filtered by CSF(f) = 373.08 (sech((f/4.1726)^0.7786) - 0.8493 sech(f/1.3625)),
/// f in cycles/deg, times a Gaussian aperture of sigma 0.627 deg about its middle, Minkowski sum with beta
/// 2.408 over the area (Watson and Ahumada, J. Vision 5 (2005) 717; constants as in public code).
/// `sigma_deg`: of the Gaussian.
[[nodiscard]] double jnd_of_spot(double contrast, double sigma_deg);
[[nodiscard]] double jnd_of_band(double contrast, double sigma_deg);

}  // namespace waferglow::module

// SPDX-License-Identifier: GPL-3.0-or-later
// The colour of every die from two pictures: PL, and PL through a filter whose transmission slopes over the
// emission line.
//
// The logarithm of the ratio of the two lights of die d, read from tile a without and tile b with the filter
// at the place (u, v) of its field, is
//     y = g(wavelength) + e_b - e_a + s f(u, v) + noise.
// g is monotone: the curve. e is what an exposure has to itself, mostly laser power: a random number a tile.
// f is what depends on the place in the field and is common to all tiles: an interference filter moves to the
// blue with the angle of the light, lambda(theta) = lambda0 sqrt(1 - sin^2(theta) / n^2) (Macleod, "Thin-Film
// Optical Filters", chapter 7); s is the slope of g relative to that in the wafer's middle, since the filter
// moves by wavelengths. Dies with a spectrum tell g(wavelength), the others only that their wavelengths
// scatter about a smooth surface over the wafer; one robust least-squares fit takes both, each with its own
// scatter (Tukey's biweight, Beaton and Tukey, Technometrics 16 (1974) 147). Regression is of y on
// wavelength, whose error is small, and the curve inverted: the other way round noise would flatten it.
//
// A die's own ratio, freed from e and f, gives a wavelength with the noise of its photons. What is told is
// the posterior mean given that and the scatter of dies about the wafer's trend (empirical Bayes; Efron and
// Morris, J. Am. Stat. Assoc. 70 (1975) 311), with a part of dies that are anywhere, so that the odd die is
// not drawn to its neighbours. Its sigma is the posterior's, scaled by what the dies with spectra show when
// each is left out of the fit.
#pragma once

#include "libinspect/colour/filter_curve.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow::colour {

/// Fewest spectra from which a curve of the wafer's own is fitted.
inline constexpr std::int64_t kLeastSpectra = 30;

/// The layers of one colour channel and of that which it is of, one number a cell; NaN: none.
struct ColourLayers {
    std::span<const float> light_dn;
    std::span<const float> light_noise_dn;
    std::span<const float> light_tile;  ///< number of the tile; see tile_layer_name
    std::span<const float> colour_dn;   ///< through the filter
    std::span<const float> colour_noise_dn;
    std::span<const float> colour_tile;
    std::span<const float> light_saturated_px;   ///< may be empty
    std::span<const float> colour_saturated_px;  ///< may be empty
    std::span<const float> peak_nm;              ///< of spectra; may be empty
    std::span<const float> fwhm_nm;              ///< likewise
};

/// Where tiles were taken.
struct TilePlaces {
    std::vector<StagePoint> middles;  ///< by number of the tile, as it truly lay
    GridPose pose;
    double half_width_um = 0.0;  ///< of a field
    double half_height_um = 0.0;
};

struct ColourSettings {
    FilterCurve filter;           ///< of the data sheet; empty: none
    double exposure_ratio = 1.0;  ///< exposure with the filter over that without
    std::optional<double>
        tolerance_nm;  ///< by how much a die may be off the trend; none: 6 sigmas of scatter
};

/// What was found, for people. Numbers that are not known are NaN.
struct ColourSummary {
    std::string fault;              ///< why no colours can be told; empty: they are
    std::int64_t dies = 0;          ///< with a wavelength
    std::int64_t spectra = 0;       ///< that the curve was fitted to
    bool relative = false;          ///< by the data sheet alone: differences count, the level does not
    double residual_nm = 0.0;       ///< of the dies with spectra, robust sd, noise included
    double leave_one_out_nm = 0.0;  ///< likewise, each die left out of the fit that it is compared with
    double first_nm = 0.0;          ///< of the curve's range
    double last_nm = 0.0;
    /// By how much a die reads off whose line is one sd of the wafer's lines wider (without spectra: 5 %).
    double fwhm_effect_nm = 0.0;
    double scatter_nm = 0.0;        ///< of the dies about the wafer's trend, 1 sd, without noise
    double sigma_median_nm = 0.0;   ///< of the dies' wavelengths
    double tolerance_nm = 0.0;      ///< that dies were judged by
    double exposure_spread = 0.0;   ///< of the tiles' factors, relative sd
    std::int64_t beyond_range = 0;  ///< dies with a ratio beyond the curve: judged, without a number
    std::vector<double> curve_nm;   ///< some points of the curve
    std::vector<double> curve_ratio;
};

/// The summary of one colour channel, as a wafer file keeps it.
struct ColourEvidence {
    std::string channel;
    std::string of;  ///< the channel without the filter
    ColourSummary summary;
};

struct ColourResult {
    std::vector<float> wavelength_nm;  ///< one a cell; NaN: none
    std::vector<float> sigma_nm;
    std::vector<float> score;  ///< distance from the wafer's trend over what is allowed; above 1: off
    ColourSummary summary;
};

/// Colours of all dies. Needs kLeastSpectra spectra or a filter's curve; where neither is there, or ratios
/// don't follow the wavelengths, the summary says so and all layers are NaN. Deterministic.
[[nodiscard]] ColourResult measure_colours(const ColourLayers& layers, const DieGrid& grid,
                                           const TilePlaces& tiles, const ColourSettings& settings);

}  // namespace waferglow::colour

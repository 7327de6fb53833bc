// SPDX-License-Identifier: GPL-3.0-or-later
// The loops over a die's pixels: from raw values to differences in units of the spread, and the sums that its
// fit needs. Internal to this room.
//
// Differences are 16-bit numbers in units of kResidualUnit sigmas, cut where they would overflow, at a
// thousand sigmas: what rounding adds to the noise is below a thousandth of its variance, twice as many
// pixels fit into a register, and sums of integers are the same on every processor.
#pragma once

#include "libinspect/appearance/die_window.h"
#include "libinspect/appearance/light_rows.h"
#include "libinspect/appearance/phase_planes.h"
#include "libinspect/intensity/correction.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace waferglow::appearance {

inline constexpr float kResidualUnit = 1.0F / 32.0F;  ///< sigmas
/// Largest residual that enters plain least squares, sigmas: sums over a die stay within 32 bits with it.
inline constexpr float kLargestSummed = 256.0F;

/// Writes the corrected values of pixels x0 <= x < x1 of a row times `per_dn`, rounded. Returns the largest
/// raw value.
std::uint16_t correct_row(const ImageView& image, const PixelCorrection& correction, int x0, int x1, int y,
                          float per_dn, std::int16_t* light);

/// Writes (light - golden) / (spread * `noise`) in units of kResidualUnit over the window whose upper left
/// pixel is (x, y), which `light` must hold; zero beside the window. Of rows 0, `every`, 2 `every` ... only,
/// without gaps; returns how many rows these are.
int load_residual(const LightView& light, const DieWindow& window, const PhasePlanes& planes, int x, int y,
                  float noise, int every, std::int16_t* residual);

/// load_residual of all rows, and the sums of `count` columns of the fit with it, uncut as project() has
/// them.
void load_and_project(const LightView& light, const DieWindow& window, const PhasePlanes& planes, int x,
                      int y, float noise, std::size_t count, std::int16_t* residual, double* sums);

/// Sums of each of `count` columns of the fit with the residuals: in units of kResidualUnit and the column's
/// scale, with residuals cut at +-3 sigmas (`cut`), or in units of 8 kResidualUnit, uncut.
void project(std::span<const std::int16_t> residual, const Shorts& columns, std::size_t count, bool cut,
             double* sums);

/// What is left after a step of the fit, in units of kResidualUnit.
struct ResidualSize {
    int largest = 0;       ///< without sign
    double squares = 0.0;  ///< sum, each residual cut at 3 sigmas
};
[[nodiscard]] ResidualSize size_of(std::span<const std::int16_t> residual);

/// Takes the columns times `amounts` / 2^15 off the residuals.
ResidualSize take_off(std::span<std::int16_t> residual, const Shorts& columns, std::size_t count,
                      const std::int16_t* amounts);

/// Smooths residuals, each halved `halved` times, with 1 2 1 along columns and rows into a padded picture, in
/// quarters of their unit. `row` holds a padded row that is zero beside the window.
void smooth_residual(const std::int16_t* residual, int halved, const DieWindow& window, std::int16_t* row,
                     std::int16_t* smooth);

}  // namespace waferglow::appearance

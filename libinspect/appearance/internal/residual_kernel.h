// SPDX-License-Identifier: GPL-3.0-or-later
// The loops over a die's pixels: from raw values to differences in units of the spread, and the sums that its
// fit needs. Internal to this room.
#pragma once

#include "libinspect/appearance/die_window.h"
#include "libinspect/appearance/phase_planes.h"
#include "libinspect/intensity/correction.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace waferglow::appearance {

/// Writes (corrected * `per_dn` - golden) / (spread * `noise`) over the window whose upper left pixel is (x,
/// y), which must lie in the image; zero beside the window. Returns the largest raw value.
[[nodiscard]] std::uint16_t load_residual(const ImageView& image, const PixelCorrection& correction,
                                          const DieWindow& window, const PhasePlanes& planes, int x, int y,
                                          float per_dn, float noise, float* residual);

/// Sums of each of `count` columns of the basis with the residuals cut at +-`cut`, and the largest residual
/// without sign.
[[nodiscard]] float project(std::span<const float> residual, const Floats& basis, std::size_t count,
                            float cut, float* sums);

/// Takes the columns of the basis times `amounts` off the residuals.
void take_off(std::span<float> residual, const Floats& basis, std::size_t count, const float* amounts);

}  // namespace waferglow::appearance

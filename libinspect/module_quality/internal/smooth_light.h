// SPDX-License-Identifier: GPL-3.0-or-later
// The smooth part of a layer: at each place a plane through the values around it, with Gaussian weights.
#pragma once

#include "libinspect/module_quality/internal/pixel_rect.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::module {

/// The value there of the weighted plane through the values of the same panel that `used` marks (not 0);
/// Gaussian weights of `sigma_px`. A plane, not a mean, so that a slope biases nothing at edges and beside
/// holes. Where too few values are near the window is widened. `values`: a row-major layer of `cols` columns.
/// NaN only where a panel has no value at all. Values are summed over blocks of some pixels and the planes
/// are interpolated between these.
[[nodiscard]] std::vector<float> smooth_light(std::span<const float> values,
                                              std::span<const std::uint8_t> used, std::int32_t cols,
                                              const std::vector<PixelRect>& panels, double sigma_px);

}  // namespace waferglow::module

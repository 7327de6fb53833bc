// SPDX-License-Identifier: GPL-3.0-or-later
// Intensity of a wafer's dies relative to healthy dies around them, each product by itself.
#pragma once

#include "libinspect/geometry/layout.h"
#include "libinspect/map/normalise.h"

#include <span>
#include <vector>

namespace waferglow {

/// As normalise_to_neighbourhood; where the layout has groups, only dies of a die's own group are its
/// neighbours (those of no group make one by themselves), so that products of different brightness share a
/// wafer.
[[nodiscard]] std::vector<float> normalise_groups(std::span<const float> values, const DieGrid& grid,
                                                  const WaferLayout& layout,
                                                  const NormaliseSettings& settings);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Light of dies as a measure: windows chosen from a channel's pilots, then measure_tile.
#pragma once

#include "libinspect/intensity/quantity.h"
#include "libinspect/intensity/tile_measure.h"

#include <memory>

namespace waferglow {

/// Of every channel that is measured at all. The first plane, Quantity::sum, is NaN exactly where a die's
/// window does not lie wholly in the image.
[[nodiscard]] bool has_intensity(const Channel& channel);
/// Throws Error(input) as choose_windows does.
[[nodiscard]] std::unique_ptr<const TileMeasure> prepare_intensity(const ChannelPilots& pilots);

inline constexpr Measure kIntensityMeasure{
    .name = "intensity", .planes = kIntensityPlanes, .applies = has_intensity, .prepare = prepare_intensity};

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// What the intensity measure tells of each die.
#pragma once

#include "libinspect/intensity/tile_measure.h"

#include <array>
#include <cstddef>

namespace waferglow {

/// The planes of the intensity measure, which are the first of every channel, in the order in which they are
/// stored.
enum class Quantity { sum, background, noise, nonuniformity, saturated_px, hot_px };
inline constexpr std::size_t kQuantities = 6;

inline constexpr std::array<PlaneInfo, kQuantities> kIntensityPlanes{{
    {"", "DN", "light of the die, corrected and without background"},
    {"_background", "DN/px", "background beside the die"},
    {"_noise", "DN", "noise of the die's light, 1 sigma"},
    {"_nonuniformity", "", "variation inside the die beyond noise, coefficient of variation"},
    {"_saturated_px", "px", "saturated pixels of the die"},
    {"_hot_px", "px", "defective camera pixels of the die"},
}};

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the camera clips below the value that it is said to clip at: a sensor of 12 bits in images of 16,
// for one. Clipped dies would all look alike, the bright ones and the dim.
#pragma once

#include "libinspect/registration/tile_registration.h"
#include "libinspect/scan/internal/located_pilots.h"

#include <cstdint>
#include <span>
#include <string>

namespace waferglow {

/// Throws Error(input) where the brightest value of a channel's pilots is below `saturation_dn` and the
/// middles of a hundredth of their dies, and of at least 8, have exactly this value. `channel`: its name.
void check_clipping(std::span<const LocatedPilot> pilots, const RegistrationSetup& setup,
                    std::uint16_t saturation_dn, const std::string& channel);

}  // namespace waferglow

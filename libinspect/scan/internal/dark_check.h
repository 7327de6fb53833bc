// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a dark frame is dark: one taken with the light on shows dies, and takes their light off every tile.
#pragma once

#include "libinspect/registration/tile_registration.h"

namespace waferglow {

/// Throws Error(input) where `dark` shows the grid of dies at more than a twentieth of the contrast that
/// `tile` has, whose middle was reported at `reported`. A faint grid, of afterglow or stray light, passes.
void check_dark(const ImageView& dark, const ImageView& tile, StagePoint reported,
                const RegistrationSetup& setup, const PoseEstimate& estimate);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a dark frame is dark: one taken with the light on shows dies, and takes their light off every tile.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/tile_registration.h"

#include <string>

namespace waferglow {

/// Throws Error(input) where `dark` shows the grid of dies at more than a twentieth of the contrast that
/// `tile` has, whose middle was reported at `reported`. A faint grid, of afterglow or stray light, passes.
void check_dark(const ImageView& dark, const ImageView& tile, StagePoint reported,
                const RegistrationSetup& setup, const PoseEstimate& estimate);

/// Throws Error(input) where `dark` is brighter than what the streets of `tile` show, of `channel` in words,
/// by more than a tenth of its dies' light: streets are at least as bright as the dark camera.
void check_dark_level(const ImageView& dark, const ImageView& tile, const TileLattice& lattice,
                      const RegistrationSetup& setup, const std::string& channel);

}  // namespace waferglow

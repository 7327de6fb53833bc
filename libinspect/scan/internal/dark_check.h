// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a dark frame is dark: one taken with the light on shows dies, and takes their light off every tile.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/registration/tile_registration.h"
#include "libinspect/scan/internal/located_pilots.h"

#include <span>
#include <string>

namespace waferglow {

/// Throws Error(input) where `dark` shows the grid of dies at more than a twentieth of the contrast that
/// `tile` has, whose middle was reported at `reported`. A faint grid, of afterglow or stray light, passes.
void check_dark(const ImageView& dark, const ImageView& tile, StagePoint reported,
                const RegistrationSetup& setup, const PoseEstimate& estimate);

/// Throws Error(input) where `dark` is brighter than the streets of a channel's pilots by more than three
/// quarters of the light of its dies: streets are at least as bright as the dark camera. `channel`: its name.
void check_dark_level(const ImageView& dark, std::span<const LocatedPilot> pilots,
                      const RegistrationSetup& setup, const std::string& channel);

}  // namespace waferglow

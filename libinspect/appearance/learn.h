// SPDX-License-Identifier: GPL-3.0-or-later
// From pilot tiles to what all tiles are compared with.
#pragma once

#include "libinspect/appearance/model.h"
#include "libinspect/appearance/place_tile.h"

#include <memory>
#include <span>

namespace waferglow::appearance {

/// What is known beforehand of a channel of reflected light.
struct AppearanceSetup {
    CameraInfo camera;
    std::shared_ptr<const PixelCorrection> correction;  ///< of this channel: its own flat and dark
    AppearanceSettings settings;
};

/// Learns the golden die from pilot tiles of the channel, which should lie far apart. Tiles that can't be
/// placed are left out. Throws Error(job) where none can be placed or fewer than 100 dies are left, and
/// Error(input) on settings that make no sense. Deterministic for any number of threads.
[[nodiscard]] AppearanceModel learn_appearance(std::span<const ReflectedTile> pilots,
                                               const AppearanceSetup& setup);

}  // namespace waferglow::appearance

// SPDX-License-Identifier: GPL-3.0-or-later
// One tile against the golden die.
#pragma once

#include "libinspect/appearance/model.h"
#include "libinspect/appearance/place_tile.h"
#include "libinspect/appearance/tile_look.h"

namespace waferglow::appearance {

/// Buffers of inspect_tile, reused from tile to tile. Confined.
struct InspectBuffers {
    LightRows light;
    FitBuffers fit;
    FilterBuffers filters;
};

/// Judges the dies of a tile by themselves: the result depends on the model and this tile only. Throws
/// Error(input) where the image hasn't the size of the model's correction. Thread-safe with buffers each.
[[nodiscard]] TileLook inspect_tile(const AppearanceModel& model, const ReflectedTile& tile,
                                    InspectBuffers& buffers);

}  // namespace waferglow::appearance

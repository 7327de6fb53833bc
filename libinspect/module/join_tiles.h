// SPDX-License-Identifier: GPL-3.0-or-later
// From what each image tells to the light of the whole module.
#pragma once

#include "libinspect/module/measure_tile.h"
#include "libinspect/module/module_geometry.h"
#include "libinspect/module/module_job.h"
#include "libinspect/module/module_light.h"

#include <span>

namespace waferglow::module {

/// Takes off the gain of each image and what the flat frame left, both by least squares of log ratios where
/// images overlap, and joins the images to planes. The order of `tiles` makes no difference. Sub-pixels that
/// no image shows have the state none.
[[nodiscard]] ModuleLight join_tiles(const ModuleJob& job, const ModuleGeometry& geometry,
                                     std::span<const TileLight> tiles);

}  // namespace waferglow::module

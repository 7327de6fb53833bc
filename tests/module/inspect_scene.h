// SPDX-License-Identifier: GPL-3.0-or-later
// A scene as the whole chain measures it.
#pragma once

#include "libinspect/module/join_tiles.h"
#include "libinspect/module/measure_tile.h"
#include "libinspect/module/module_geometry.h"
#include "tests/module/module_scene.h"

#include <cstddef>
#include <vector>

namespace waferglow::module_test {

struct Inspected {
    module::ModuleGeometry geometry;
    std::vector<module::TileLight> tiles;
    module::ModuleLight light;
};

[[nodiscard]] Inspected inspect(const Scene& scene);

/// Relative rms of what was measured of one sub-pixel, up to a common factor; those that are dark in truth
/// are left out.
[[nodiscard]] double light_error(const Scene& scene, const module::ModuleLight& light, std::size_t pattern,
                                 std::size_t sub);

}  // namespace waferglow::module_test

// SPDX-License-Identifier: GPL-3.0-or-later
// The middles of the dies of a tile, and the streets beside them: where checks of a whole channel look.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/tile_registration.h"

#include <cmath>
#include <cstdint>

namespace waferglow {

/// Whether the pixel nearest to a point is one of the image.
[[nodiscard]] inline bool in_image(const PixelPoint& p, const CameraInfo& camera) {
    return p.x >= 0.0 && p.y >= 0.0 && p.x <= camera.width_px - 1 && p.y <= camera.height_px - 1;
}

/// Calls `visit` with the middle of each existing die and the crossing of streets beside it, px, where both
/// lie in the image.
template <class Visit>
void for_die_middles(const TileLattice& lattice, const RegistrationSetup& setup, const Visit& visit) {
    const DieRect rect = dies_in_tile(lattice, setup.grid, setup.camera, 0.0);
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            if (setup.presence != nullptr && !setup.presence->exists({row, col})) continue;
            const PixelPoint die = lattice.center({row, col});
            const PixelPoint crossing{die.x + 0.5 * (lattice.along_col.x + lattice.along_row.x),
                                      die.y + 0.5 * (lattice.along_col.y + lattice.along_row.y)};
            if (in_image(die, setup.camera) && in_image(crossing, setup.camera)) visit(die, crossing);
        }
    }
}

/// The nearest pixel, DN.
[[nodiscard]] inline double pixel_at(const ImageView& image, const PixelPoint& at) {
    return static_cast<double>(image.row(static_cast<int>(std::lround(at.y)))[std::lround(at.x)]);
}

}  // namespace waferglow

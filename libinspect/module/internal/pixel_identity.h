// SPDX-License-Identifier: GPL-3.0-or-later
// Which pixel of the module is which: a lattice alone does not tell whole pixels. Images that overlap show
// the same emitters, whose light differs from one to the next; the edges of the module stand against dark
// surround.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/module/internal/refine_sights.h"
#include "libinspect/module/module_job.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow::module {

/// Light of what may be emitters of one image, row-major over `rect`, whose rows and columns may be off by
/// whole numbers. NaN: not wholly in the image.
struct LightMap {
    GridRect rect;
    std::vector<float> light;
    bool known = false;  ///< the lattice was found in this image

    [[nodiscard]] float at(std::int32_t row, std::int32_t col) const {
        return light[static_cast<std::size_t>(row - rect.first_row) * static_cast<std::size_t>(rect.cols()) +
                     static_cast<std::size_t>(col - rect.first_col)];
    }
    [[nodiscard]] bool holds(std::int32_t row, std::int32_t col) const {
        return row >= rect.first_row && row < rect.end_row && col >= rect.first_col && col < rect.end_col;
    }
};

/// What is to be added to row and column of each image to have those of the module. `stage_is_exact`: the
/// stage's errors are known to be far below half a pitch, so that images without overlap keep their places.
/// Throws Error(job) where it can't be told.
[[nodiscard]] std::vector<DieIndex> tell_pixels(const Module& module, std::span<const LightMap> maps,
                                                bool stage_is_exact);

}  // namespace waferglow::module

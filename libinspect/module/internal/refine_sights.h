// SPDX-License-Identifier: GPL-3.0-or-later
// Where the lattice lies against a geometry that is nearly right, block by block.
#pragma once

#include "libinspect/module/internal/image_map.h"
#include "libinspect/module/internal/light_image.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::module {

/// A place of the image and the nominal place that is seen there.
struct PlacedSight {
    PixelPoint at;
    WaferPoint nominal;
    std::size_t panel = 0;
    std::size_t position = 0;  ///< of the stage
    double weight = 0.0;       ///< amplitude of the weaker harmonic
};

/// Rows [first_row, end_row) and columns likewise.
struct GridRect {
    std::int32_t first_row = 0;
    std::int32_t end_row = 0;
    std::int32_t first_col = 0;
    std::int32_t end_col = 0;

    [[nodiscard]] std::int32_t rows() const { return end_row - first_row; }
    [[nodiscard]] std::int32_t cols() const { return end_col - first_col; }
    [[nodiscard]] bool empty() const { return rows() <= 0 || cols() <= 0; }
};

/// Nominal place of pixel (row, col), fractions and places beyond the module included.
[[nodiscard]] WaferPoint nominal_place(const Module& module, double row, double col);
/// Rows and columns of which an image may show a part, `beyond` more on each side; not cut to the module.
[[nodiscard]] GridRect rect_in_view(const ImageMap& map, const CameraInfo& camera, std::int32_t beyond);
[[nodiscard]] GridRect cut_to_module(const GridRect& rect, const Module& module);

/// One sight a block of 16 x 16 pixels of the module with light; `lit`: where in the pixel the emitters lie
/// that glow. `panels`: blocks end at the borders of sub-panels; otherwise these are not known yet.
[[nodiscard]] std::vector<PlacedSight> refine_sights(const LightImage& image, const ImageMap& map,
                                                     const Module& module, const GridRect& rect,
                                                     WaferPoint lit, bool panels);

}  // namespace waferglow::module

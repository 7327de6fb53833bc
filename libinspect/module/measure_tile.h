// SPDX-License-Identifier: GPL-3.0-or-later
// The light of every sub-pixel that one image shows.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/module/module_geometry.h"
#include "libinspect/module/module_job.h"
#include "libinspect/module/module_light.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::module {

/// Where the shift of an image comes from.
enum class ShiftSource : std::uint8_t {
    own,       ///< fitted to this image
    borrowed,  ///< that of its place: this image is too dim to tell
};

/// What one image tells. Plain numbers and vectors: they can be written and read back. Arrays are indexed
/// [sub-pixel][row - first_row][col - first_col].
struct TileLight {
    std::uint64_t tile = 0;  ///< position in ModuleJob::tiles
    std::int32_t first_row = 0;
    std::int32_t first_col = 0;
    std::int32_t rows = 0;  ///< 0: the image shows nothing of the module
    std::int32_t cols = 0;
    std::vector<float> light;  ///< counts above dark, DN of the whole emitter; NaN: none
    std::vector<float> sigma;  ///< one sigma of noise, likewise
    std::vector<LightState> state;
    double shift_x_px = 0.0;  ///< of the image's content against the geometry, x right, y down
    double shift_y_px = 0.0;
    double shift_sigma_px = 0.0;  ///< the worse axis
    ShiftSource source = ShiftSource::borrowed;
    double residual = 0.0;  ///< rms of what the fit leaves, over that expected from noise
    std::int64_t saturated_px = 0;
    std::uint64_t pixels = 0;  ///< digest of some of the image's pixels, set by who loads it; 0: not known
    std::string left_out;      ///< why the image does not count; empty: it does

    [[nodiscard]] std::size_t at(std::size_t sub_pixel, std::int32_t row, std::int32_t col) const {
        return (sub_pixel * static_cast<std::size_t>(rows) + static_cast<std::size_t>(row - first_row)) *
                   static_cast<std::size_t>(cols) +
               static_cast<std::size_t>(col - first_col);
    }
    [[nodiscard]] bool holds(std::int32_t row, std::int32_t col) const {
        return row >= first_row && row < first_row + rows && col >= first_col && col < first_col + cols;
    }
};

/// Measures one image. Pure and thread-safe; the same bytes for any number of threads. Throws Error(input)
/// where the image's size is not the camera's.
[[nodiscard]] TileLight measure_tile(const ModuleJob& job, const ModuleGeometry& geometry, std::size_t tile,
                                     const Image& image);

}  // namespace waferglow::module

// SPDX-License-Identifier: GPL-3.0-or-later
// An image that a scan was corrected by (dark, flat), as the wafer file keeps it.
#pragma once

#include "libinspect/geometry/image.h"

#include <cstdint>
#include <string>

namespace waferglow {

/// Size and range are known without the pixels, which may not be loaded.
struct CalibrationImage {
    std::int32_t width_px = 0;
    std::int32_t height_px = 0;
    std::uint16_t min_dn = 0;
    std::uint16_t max_dn = 0;
    double mean_dn = 0.0;
    Image pixels{};  ///< as it was applied, rows run down; empty: not loaded
};

/// With the pixels. `image` must not be empty.
[[nodiscard]] CalibrationImage calibration_image(Image image);

/// Same size, range and pixels.
[[nodiscard]] bool operator==(const CalibrationImage& a, const CalibrationImage& b);

/// SHA-256 in hexadecimal of the text "<width> <height>\n" and the pixels, row by row, little-endian.
[[nodiscard]] std::string image_digest(const Image& image);

}  // namespace waferglow

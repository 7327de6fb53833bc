// SPDX-License-Identifier: GPL-3.0-or-later
// An image as light: dark level and flat field taken off, pixels that tell nothing marked.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/intensity/correction.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::module {

/// Row-major, DN. Around the image lie kFrame pixels of zeros on each side, so that footprints may reach
/// beyond it.
struct LightImage {
    static constexpr int kFrame = 32;

    int width = 0;
    int height = 0;
    std::vector<float> px;
    /// Pixels that don't count, saturated or defective: [row] x in rising order. `px` holds what they read,
    /// or what lies beside a defective one.
    std::vector<std::vector<std::int32_t>> left_out;
    std::int64_t saturated = 0;

    [[nodiscard]] std::ptrdiff_t stride() const { return width + 2 * kFrame; }
    [[nodiscard]] std::ptrdiff_t at(int x, int y) const { return (y + kFrame) * stride() + x + kFrame; }
    [[nodiscard]] float* row(int y) { return px.data() + at(0, y); }
    [[nodiscard]] const float* row(int y) const { return px.data() + at(0, y); }
};

/// An image of zeros of the same size.
[[nodiscard]] LightImage empty_like(const LightImage& image);
/// `dark_level_dn` is taken off beside the dark frame. Throws Error(input) where the size is not that of the
/// correction.
[[nodiscard]] LightImage light_of(const Image& raw, const PixelCorrection& correction, double dark_level_dn);

}  // namespace waferglow::module

// SPDX-License-Identifier: GPL-3.0-or-later
// A display module: a rectangle of pixels, each of one or more sub-pixels of one micro-LED, and the patterns
// that it shows while it is photographed.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

/// Colour of a light: coordinates of CIE 1931.
struct Chromaticity {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const Chromaticity&, const Chromaticity&) = default;
};

/// One emitter of every pixel. Lengths in um, x right, y up.
struct SubPixel {
    std::string name;    ///< an identifier: "r"
    double dx_um = 0.0;  ///< of its centre from that of the pixel
    double dy_um = 0.0;
    double width_um = 0.0;  ///< of the area that emits
    double height_um = 0.0;
    std::optional<Chromaticity> chromaticity{};  ///< by a spectroradiometer
    std::optional<double>
        cd_m2{};  ///< mean over the module of this colour alone at full gray, by a luminance meter
    friend bool operator==(const SubPixel&, const SubPixel&) = default;
};

/// A rectangle of pixels on `grid`, whose cells are the pixels; its origin is the middle of the module and
/// every cell exists. Sub-panels that it is made of begin at these rows and columns and may lie off by some
/// um each; the first of both is 0.
struct Module {
    std::string id;
    DieGrid grid;
    std::vector<SubPixel> sub_pixels;  ///< at least one; the order is that of outputs
    std::vector<std::int32_t> panel_rows{0};
    std::vector<std::int32_t> panel_cols{0};
    friend bool operator==(const Module&, const Module&) = default;
};

/// What the module shows while it is photographed.
struct LitPattern {
    std::string name;                 ///< of the channel
    std::vector<std::size_t> lights;  ///< driven sub-pixels, positions in Module::sub_pixels; none: black
    int gray = 0;
    int gray_max = 255;
    double exposure_ms = 0.0;
    friend bool operator==(const LitPattern&, const LitPattern&) = default;

    [[nodiscard]] bool black() const { return lights.empty() || gray == 0; }
    /// Sub-pixels of one colour driven as brightly as can be: what luminance is judged by.
    [[nodiscard]] bool full_of_one() const { return lights.size() == 1 && gray == gray_max; }
    [[nodiscard]] bool drives(std::size_t sub_pixel) const {
        if (gray == 0) return false;
        for (const std::size_t lit : lights) {
            if (lit == sub_pixel) return true;
        }
        return false;
    }
};

/// Checks the grid, names, panels in order and inside of the grid, and that no two sub-pixels of a pixel or
/// of neighbouring pixels overlap; throws Error(input) that names the field and the value.
void validate(const Module& module);
/// Checks names, `gray` against `gray_max`, the lights, and that at least one pattern drives a sub-pixel;
/// throws Error(input).
void validate(const std::vector<LitPattern>& patterns, const Module& module);

}  // namespace waferglow

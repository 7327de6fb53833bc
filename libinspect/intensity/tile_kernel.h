// SPDX-License-Identifier: GPL-3.0-or-later
// The pass over the pixels: sums per die, in SIMD. Internal to this room.
//
// Each row of dies is cut into strips of equal vertical position (half a pixel), so that the pixel rows of a
// strip fall into classes: street, upper edge, interior, lower edge. First every pixel column is summed down
// each class, then those column sums are weighted and added across each die: the sub-pixel edges of a die,
// tilted or not, are exact, because edge rows are kept by themselves until the die's own weights are known.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/strips.h"
#include "libinspect/intensity/windows.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace waferglow::kernel {

/// Sums per die, arrays over the rectangle, in units of raw gain (DN * 32767 / gain_unit).
struct DieSums {
    float* window = nullptr;  ///< weighted light of the window; NaN: window not wholly in the image
    float* core = nullptr;
    float* core_squares = nullptr;
    float* core_pixels = nullptr;
    float* street = nullptr;
    float* street_squares = nullptr;
    float* street_pixels = nullptr;
    std::int32_t* saturated_px = nullptr;
};

struct Input {
    ImageView tile;
    ImageView dark;
    ImageView gain;
    std::uint16_t saturation_dn = 0;
    TileLattice lattice;
    DieRect rect;
    const WindowPlan* plan = nullptr;
    std::span<const Strip> strips;
    float* columns = nullptr;  ///< column_floats() of scratch
};

inline constexpr int kPad_px =
    64;  ///< on both sides of a strip's column sums: a vector may reach over the end
inline constexpr int kClasses = 8;  ///< arrays of column sums

/// Floats that Input::columns must hold.
[[nodiscard]] constexpr std::size_t column_floats(const WindowPlan& plan) {
    return static_cast<std::size_t>(kClasses) * static_cast<std::size_t>(strip_px(plan) + 2 * kPad_px);
}

/// The least width of an image that sum_dies can handle.
inline constexpr int kLeastWidth_px = 64;

/// Fills `sums` for the dies of all strips.
void sum_dies(const Input& input, const DieSums& sums);

}  // namespace waferglow::kernel

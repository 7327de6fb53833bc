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
#include "libinspect/intensity/windows.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

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
    float* columns = nullptr;  ///< column_floats() of scratch
};

inline constexpr int kBlock_px = 512;  ///< columns of a strip, so that their sums stay in the first cache
inline constexpr int kPad_px = 64;     ///< on both sides of them
inline constexpr int kClasses = 8;     ///< arrays of column sums

/// The vertical position of a die in steps of half a pixel: dies of one step share their pixel rows.
struct RowStep {
    int top = 0;          ///< first pixel row that the window touches
    double center = 0.0;  ///< where a die in the middle of the step has its centre

    RowStep(double center_y, double window_half) {
        const double step = std::floor(2.0 * (center_y - window_half + 0.5));
        top = static_cast<int>(std::floor(0.5 * step));
        center = 0.5 * (step + 0.5) - 0.5 + window_half;
    }
};

/// Fills `sums`, which must hold NaN windows and zeros.
void sum_dies(const Input& input, const DieSums& sums);

/// Floats that Input::columns must hold for a block of at least one cell of `pitch_px`.
[[nodiscard]] std::size_t column_floats(double pitch_px);

/// The least width of an image that sum_dies can handle.
inline constexpr int kLeastWidth_px = 64;

}  // namespace waferglow::kernel

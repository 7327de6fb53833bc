// SPDX-License-Identifier: GPL-3.0-or-later
// The pass over the pixels: sums per die, in SIMD. Internal to this room.
//
// Each row of dies is cut into strips of equal vertical position (half a pixel), so that the pixel rows of a
// strip fall into classes: street, upper edge, interior, lower edge. First every pixel column is summed down
// each class, then those column sums are weighted and added across each die: the sub-pixel edges of a die,
// tilted or not, are exact, because edge rows are kept by themselves until the die's own weights are known.
//
// Pixel rows are read one after the other over the whole width of the image, in the order in which they lie
// in memory, and asked for ahead of time: reading is what takes the time. (Blocks of columns, with their sums
// in registers, need fewer instructions and run at half the speed.)
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/internal/next_dies.h"
#include "libinspect/intensity/strips.h"
#include "libinspect/intensity/windows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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
    float* gain = nullptr;  ///< of the pixel at the die's centre
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
    const DiePresence* presence = nullptr;  ///< as of measure_tile
    NextDies next{};
    std::span<Strip> strips;
    std::size_t places = 0;         ///< as cut_strips returns it
    float* columns = nullptr;       ///< kColumnArrays * places floats of scratch
    std::vector<Strip*>* active{};  ///< scratch
};

inline constexpr std::size_t kColumnArrays = 8;

/// Fills `sums` for the dies of all strips.
void sum_dies(const Input& input, const DieSums& sums);

}  // namespace waferglow::kernel

// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of dies cut into strips whose dies share their pixel rows. Internal to this room.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/windows.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::kernel {

/// Pixel rows [begin, end).
struct PixelRows {
    int begin = 0;
    int end = 0;
    [[nodiscard]] int count() const { return std::max(0, end - begin); }
};

/// Vertical position of a die in half pixels: dies of one step share their pixel rows.
struct RowStep {
    double step = 0.0;
    double center = 0.0;  ///< of a die in the middle of the step

    RowStep(double center_y, double window_half)
        : step(std::floor(2.0 * (center_y - window_half + 0.5))),
          center(0.5 * (step + 0.5) - 0.5 + window_half) {}
};

/// What the pixel rows are to the dies of one step. Not cut to the image.
struct RowClasses {
    PixelRows street;              ///< background above the dies
    int top = 0;                   ///< row that the upper edge of the windows cuts
    PixelRows upper, core, lower;  ///< rows wholly in the windows: above, in and below the dies' core
    int bottom0 = 0;  ///< rows that the lower edge cuts, the second one for some of the dies only
    int bottom1 = 0;

    RowClasses() = default;
    RowClasses(const RowStep& step, const AxisPlan& y, bool with_street);
};

/// Dies [col_begin, col_end) of one row whose windows lie in the image and begin in the same half of a pixel
/// row; and the pixels that they need.
struct Strip : RowClasses {
    std::int32_t row = 0;
    std::int32_t col_begin = 0;
    std::int32_t col_end = 0;
    int x_begin = 0;  ///< pixel columns [x_begin, x_end), in whole steps where the image has room
    int x_end = 0;
    int shift = 0;           ///< x + shift is the place of a column in the arrays of column sums
    bool saturated = false;  ///< set by the pass over the pixels
    [[nodiscard]] int y_begin() const { return street.count() > 0 ? std::min(street.begin, top) : top; }
    [[nodiscard]] std::size_t dies() const { return static_cast<std::size_t>(col_end - col_begin); }
};

inline constexpr int kColumnStep = 32;  ///< columns done at once; a cache line of pixels
inline constexpr int kStrip_px = 1024;
inline constexpr std::size_t kMostStripDies = 512;

/// Unused places on either side of a strip's columns: the cells of its outermost dies may reach over them,
/// with weight zero. A strip's columns thus begin at the place of a whole vector, whichever the widest is.
int column_pad(const AxisPlan& x);

/// The strips of all dies of `rect` that can be measured in `tile`, in the order in which their first pixel
/// rows come; `measurable` gets the dies of each row that lie in one. Strips that share a pixel row have
/// different places for their columns; returns the number of places.
std::size_t cut_strips(const TileLattice& lattice, const DieRect& rect, const WindowPlan& plan,
                       const ImageView& tile, std::vector<Strip>& strips,
                       std::vector<ColumnSpan>& measurable);

}  // namespace waferglow::kernel

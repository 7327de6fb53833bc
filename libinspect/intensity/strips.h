// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of dies cut into strips whose dies share their pixel rows. Internal to this room.
#pragma once

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

/// Dies [col_begin, col_end) of one row whose windows lie in the image and begin in the same half of a pixel
/// row; and the pixels that they need.
struct Strip {
    std::int32_t row = 0;
    std::int32_t col_begin = 0;
    std::int32_t col_end = 0;
    int x_begin = 0;  ///< pixel columns [x_begin, x_end)
    int x_end = 0;
    PixelRows street;
    int top = 0;                   ///< pixel row that the upper edge of the windows cuts
    PixelRows upper, core, lower;  ///< rows wholly in the windows: above, in and below the dies' core
    int bottom0 = 0;  ///< pixel rows that the lower edge cuts, the second one for some of the dies only
    int bottom1 = 0;
    [[nodiscard]] std::size_t dies() const { return static_cast<std::size_t>(col_end - col_begin); }
};

inline constexpr int kStrip_px = 512;  ///< so that a strip's column sums stay in the first-level cache
inline constexpr std::size_t kMostStripDies = 256;

/// Columns that a strip has at most.
[[nodiscard]] constexpr int strip_px(const WindowPlan& plan) {
    const int cell = static_cast<int>(plan.x.pitch_px) + 4;
    return std::max(kStrip_px, 2 * cell);
}

/// Vertical position of a die in half pixels: dies of one step share their pixel rows.
struct RowStep {
    double step = 0.0;
    double center = 0.0;  ///< of a die in the middle of the step

    RowStep(double center_y, double window_half)
        : step(std::floor(2.0 * (center_y - window_half + 0.5))),
          center(0.5 * (step + 0.5) - 0.5 + window_half) {}
};

/// The strips of all dies of `rect` that can be measured in an image of this size.
void cut_strips(const TileLattice& lattice, const DieRect& rect, const WindowPlan& plan, int width,
                int height, std::vector<Strip>& strips);

}  // namespace waferglow::kernel

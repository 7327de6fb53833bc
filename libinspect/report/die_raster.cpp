// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/die_raster.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

/// Pixels [begin, end) that an interval covers; at least the one its middle lies in.
struct PixelSpan {
    int begin;
    int end;
};

PixelSpan pixels_of(double low_px, double high_px, int size_px) {
    int begin = static_cast<int>(std::lround(low_px));
    int end = static_cast<int>(std::lround(high_px));
    if (end <= begin) {
        begin = static_cast<int>(std::floor(0.5 * (low_px + high_px)));
        end = begin + 1;
    }
    return {std::clamp(begin, 0, size_px), std::clamp(end, 0, size_px)};
}

}  // namespace

std::vector<std::uint32_t> rasterise_dies(const DieMap& map, const RasterView& view,
                                          const std::function<DieInk(std::size_t cell)>& ink) {
    const DieGrid& grid = map.grid();
    const auto size = static_cast<std::size_t>(view.size_px);
    std::vector<std::uint32_t> pixels(size * size, 0);
    std::vector<float> weights(size * size, -1.0F);
    // Streets thinner than a pixel would only make a moire: fill the pitch instead of the die.
    const bool show_streets = (grid.pitch_x_um - grid.die_width_um) / view.um_per_px >= view.min_street_px &&
                              (grid.pitch_y_um - grid.die_height_um) / view.um_per_px >= view.min_street_px;
    const double half_x_um = 0.5 * (show_streets ? grid.die_width_um : grid.pitch_x_um);
    const double half_y_um = 0.5 * (show_streets ? grid.die_height_um : grid.pitch_y_um);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        const double y_um = grid.center({row, 0}).y;
        const PixelSpan ys =
            pixels_of(view.y_px(y_um + half_y_um), view.y_px(y_um - half_y_um), view.size_px);
        if (ys.begin >= ys.end) continue;
        const ColumnSpan span = map.presence().row(row);
        for (std::int32_t col = span.begin; col < span.end; ++col) {
            const DieInk die = ink(grid.cell({row, col}));
            if (die.argb == 0) continue;
            const double x_um = grid.center({row, col}).x;
            const PixelSpan xs =
                pixels_of(view.x_px(x_um - half_x_um), view.x_px(x_um + half_x_um), view.size_px);
            for (int y = ys.begin; y < ys.end; ++y) {
                for (int x = xs.begin; x < xs.end; ++x) {
                    const std::size_t at = static_cast<std::size_t>(y) * size + static_cast<std::size_t>(x);
                    if (die.weight <= weights[at]) continue;
                    weights[at] = die.weight;
                    pixels[at] = die.argb;
                }
            }
        }
    }
    return pixels;
}

}  // namespace waferglow

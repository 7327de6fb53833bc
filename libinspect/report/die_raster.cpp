// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/die_raster.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

/// Paints cells one by one; of those that share a pixel the weightiest shows.
class DieRaster {
  public:
    DieRaster(const DieGrid& grid, const RasterView& view)
        : grid_(grid),
          view_(view),
          size_(static_cast<std::size_t>(view.size_px)),
          pixels_(size_ * size_, 0),
          weights_(size_ * size_, -1.0F) {
        // Streets thinner than some pixels would only make a moire: fill the pitch instead of the die.
        const bool show_streets =
            (grid.pitch_x_um - grid.die_width_um) / view.um_per_px >= view.min_street_px &&
            (grid.pitch_y_um - grid.die_height_um) / view.um_per_px >= view.min_street_px;
        half_x_um_ = 0.5 * (show_streets ? grid.die_width_um : grid.pitch_x_um);
        half_y_um_ = 0.5 * (show_streets ? grid.die_height_um : grid.pitch_y_um);
    }

    void paint(DieIndex die, const DieInk& ink) {
        if (ink.argb == 0) return;
        const WaferPoint at = grid_.center(die);
        const PixelSpan ys =
            pixels_of(view_.y_px(at.y + half_y_um_), view_.y_px(at.y - half_y_um_), view_.size_px);
        const PixelSpan xs =
            pixels_of(view_.x_px(at.x - half_x_um_), view_.x_px(at.x + half_x_um_), view_.size_px);
        for (int y = ys.begin; y < ys.end; ++y) {
            for (int x = xs.begin; x < xs.end; ++x) {
                const std::size_t pixel = static_cast<std::size_t>(y) * size_ + static_cast<std::size_t>(x);
                if (ink.weight <= weights_[pixel]) continue;
                weights_[pixel] = ink.weight;
                pixels_[pixel] = ink.argb;
            }
        }
    }

    std::vector<std::uint32_t> take() { return std::move(pixels_); }

  private:
    const DieGrid& grid_;
    const RasterView& view_;
    std::size_t size_;
    std::vector<std::uint32_t> pixels_;
    std::vector<float> weights_;
    double half_x_um_ = 0.0;
    double half_y_um_ = 0.0;
};

}  // namespace

std::vector<std::uint32_t> rasterise_dies(const DieMap& map, const RasterView& view,
                                          const std::function<DieInk(std::size_t cell)>& ink,
                                          const std::function<DieInk(CellKind kind)>& other) {
    const DieGrid& grid = map.grid();
    const WaferLayout& layout = map.layout();
    DieRaster raster(grid, view);
    map.presence().for_each([&](DieIndex die) { raster.paint(die, ink(grid.cell(die))); });
    if (other && !layout.kinds().empty()) {
        DiePresence(grid, map.wafer()).for_each([&](DieIndex die) {
            const CellKind kind = layout.kind(grid.cell(die));
            if (kind != CellKind::die) raster.paint(die, other(kind));
        });
    }
    return raster.take();
}

std::map<CellKind, std::int64_t> count_other_cells(const DieMap& map) {
    std::map<CellKind, std::int64_t> counts;
    if (map.layout().kinds().empty()) return counts;
    DiePresence(map.grid(), map.wafer()).for_each([&](DieIndex die) {
        const CellKind kind = map.layout().kind(map.grid().cell(die));
        if (kind != CellKind::die) ++counts[kind];
    });
    return counts;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/module/module_presenter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace waferglow::gui {
namespace {

using module::Axis;

constexpr std::uint32_t kOpaqueInk = 0xFF000000U;
constexpr double kLowShare = 0.005;  // of the pixels lie below the colour scale
constexpr double kHighShare = 0.995;
/// Pixels so many robust sigmas from the median are shown though a point of the picture covers many.
constexpr double kFarSigmas = 6.0;
constexpr double kRoomAround = 1.3;
constexpr double kPixelsAroundFault = 15.0;
/// A spot is shown to so many sigmas on each side.
constexpr double kSigmasAround = 4.0;

ModuleTarget around(const DieGrid& grid, double row_begin, double row_end, double col_begin, double col_end) {
    const double row = 0.5 * (row_begin + row_end - 1.0);
    const double col = 0.5 * (col_begin + col_end - 1.0);
    const auto held = [](double at, std::int32_t count) {
        return std::clamp(static_cast<std::int32_t>(std::lround(at)), 0, count - 1);
    };
    const double least = kPixelsAroundFault;
    return {grid.place(row, col),
            std::max(least, kRoomAround * (col_end - col_begin)) * grid.pitch_x_um,
            std::max(least, kRoomAround * (row_end - row_begin)) * grid.pitch_y_um,
            {held(row, grid.rows), held(col, grid.cols)}};
}

ModuleTarget along(const DieGrid& grid, Axis axis, std::int32_t index, std::int32_t begin, std::int32_t end) {
    return axis == Axis::row ? around(grid, index, index + 1.0, begin, end)
                             : around(grid, begin, end, index, index + 1.0);
}

/// Distance of a point from a rectangle; 0 inside.
double distance(const WaferRect& area, WaferPoint p) {
    const double x = std::max({area.left - p.x, 0.0, p.x - area.right});
    const double y = std::max({area.bottom - p.y, 0.0, p.y - area.top});
    return std::hypot(x, y);
}

}  // namespace

ModuleTarget target_of(const DieGrid& grid, const FaultRow& fault) {
    return around(grid, fault.pixel.row, fault.pixel.row + 1.0, fault.pixel.col, fault.pixel.col + 1.0);
}

ModuleTarget target_of(const DieGrid& grid, const module::Line& line) {
    return along(grid, line.axis, line.index, line.begin, line.end);
}

ModuleTarget target_of(const DieGrid& grid, const module::Seam& seam) {
    // It lies before the row or column that names it.
    ModuleTarget target = along(grid, seam.axis, seam.index, seam.begin, seam.end);
    if (seam.axis == Axis::row)
        target.middle.y += 0.5 * grid.pitch_y_um;
    else
        target.middle.x -= 0.5 * grid.pitch_x_um;
    return target;
}

ModuleTarget target_of(const DieGrid& grid, const module::MuraObject& mura) {
    const double reach = kSigmasAround * mura.sigma_px;
    const bool over_rows = mura.kind != module::MuraKind::band_col && mura.kind != module::MuraKind::gradient;
    const bool over_cols = mura.kind != module::MuraKind::band_row && mura.kind != module::MuraKind::gradient;
    return around(grid, over_rows ? mura.row - reach : 0.0, over_rows ? mura.row + reach + 1.0 : grid.rows,
                  over_cols ? mura.col - reach : 0.0, over_cols ? mura.col + reach + 1.0 : grid.cols);
}

void ModulePresenter::show(ModuleScenePtr scene) {
    scene_ = std::move(scene);
    map_ = MapScene();
    if (scene_ == nullptr) return;
    map_.grid = scene_->document->grid();
    // From afar a pixel is a cell without streets: what its sub-pixels leave dark is no news.
    map_.grid.die_width_um = map_.grid.pitch_x_um;
    map_.grid.die_height_um = map_.grid.pitch_y_um;
    map_.layer = scene_->layer;
    map_.bins = scene_->bins;
    for (const module::ModuleBinInfo& info : module::kModuleBins)
        map_.bin_argb[map_code(info.bin)] = kOpaqueInk | info.color;
    const LayerStatistics& scale = scene_->scale;
    double low = scale.quantile(kLowShare);
    double high = scale.quantile(kHighShare);
    if (!(high > low)) {
        const double margin = std::max(0.01 * std::abs(low), 1e-6);
        low -= margin;
        high += margin;
    }
    map_.values.low = low;
    map_.values.high = high;
    const double reach = kFarSigmas * scale.robust_sigma();
    map_.values.outlier_low = scale.median() - reach;
    map_.values.outlier_high = scale.median() + reach;
}

WaferRect ModulePresenter::area_of(DieIndex pixel, std::size_t sub_pixel) const {
    const SubPixel& sub = scene_->document->layout().sub_pixels[sub_pixel];
    const WaferPoint center = map_.grid.center(pixel);
    return {center.x + sub.dx_um - 0.5 * sub.width_um, center.x + sub.dx_um + 0.5 * sub.width_um,
            center.y + sub.dy_um - 0.5 * sub.height_um, center.y + sub.dy_um + 0.5 * sub.height_um};
}

std::optional<ModuleReading> ModulePresenter::reading(WaferPoint at) const {
    if (scene_ == nullptr) return std::nullopt;
    ModuleReading reading{.pixel = map_.grid.nearest(at)};
    if (!map_.grid.contains(reading.pixel)) return std::nullopt;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t s = 0; s < scene_->shown.size(); ++s) {
        if (scene_->shown[s] == 0) continue;
        const double away = distance(area_of(reading.pixel, s), at);
        if (away >= nearest) continue;
        nearest = away;
        reading.sub_pixel = s;
    }
    const std::size_t cell = map_.grid.cell(reading.pixel);
    reading.bin = scene_->document->quality.bins[reading.sub_pixel][cell];
    const std::vector<float>& values = scene_->values[reading.sub_pixel];
    if (!values.empty() && std::isfinite(values[cell])) reading.value = values[cell];
    return reading;
}

std::uint32_t ModulePresenter::color_of(std::size_t sub_pixel, std::size_t cell) const {
    if (scene_->shown[sub_pixel] == 0) return 0;
    if (scene_->layer == nullptr)
        return map_.bin_argb[map_code(scene_->document->quality.bins[sub_pixel][cell])];
    const std::vector<float>& values = scene_->values[sub_pixel];
    if (values.empty() || !std::isfinite(values[cell])) return 0;
    const ValueStyle& style = map_.values;
    const double share = (static_cast<double>(values[cell]) - style.low) / (style.high - style.low);
    const double last = static_cast<double>(style.colors.size() - 1);
    return style.colors[static_cast<std::size_t>(std::lround(last * std::clamp(share, 0.0, 1.0)))];
}

std::vector<SubPixelTile> ModulePresenter::tiles_in(const WaferRect& area, std::size_t most) const {
    if (scene_ == nullptr) return {};
    const DieGrid& grid = map_.grid;
    const DieIndex first = grid.nearest({area.left, area.top});
    const DieIndex last = grid.nearest({area.right, area.bottom});
    const std::int32_t row_begin = std::max(0, first.row);
    const std::int32_t row_end = std::min(grid.rows, last.row + 1);
    const std::int32_t col_begin = std::max(0, first.col);
    const std::int32_t col_end = std::min(grid.cols, last.col + 1);
    if (row_begin >= row_end || col_begin >= col_end) return {};
    const std::size_t count = scene_->shown.size();
    const auto pixels =
        static_cast<std::size_t>(row_end - row_begin) * static_cast<std::size_t>(col_end - col_begin);
    if (pixels * count > most) return {};
    std::vector<SubPixelTile> tiles;
    tiles.reserve(pixels * count);
    for (std::int32_t row = row_begin; row < row_end; ++row) {
        for (std::int32_t col = col_begin; col < col_end; ++col) {
            for (std::size_t s = 0; s < count; ++s)
                tiles.push_back({area_of({row, col}, s), color_of(s, grid.cell({row, col}))});
        }
    }
    return tiles;
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/refine_sights.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace waferglow::module {

namespace {

constexpr std::int32_t kBlock = 16;      // pixels of the module
constexpr std::int32_t kLeastBlock = 8;  // of what is left at borders
constexpr double kLeastOfStrong = 0.3;   // amplitude against that of strong blocks
constexpr double kTurn = 2.0 * std::numbers::pi;

using Wave = std::complex<double>;

struct BlockRect {
    GridRect rect;
    std::size_t panel = 0;
};

std::vector<std::int32_t> block_borders(std::int32_t begin, std::int32_t end,
                                        const std::vector<std::int32_t>& cuts) {
    std::vector<std::int32_t> borders{begin};
    const auto fill = [&](std::int32_t to) {
        const std::int32_t from = borders.back();
        const std::int32_t parts = std::max(1, (to - from) / kBlock);
        for (std::int32_t part = 1; part <= parts; ++part)
            borders.push_back(from + (to - from) * part / parts);
    };
    for (const std::int32_t cut : cuts) {
        if (cut > begin && cut < end) fill(cut);
    }
    fill(end);
    return borders;
}

// Local inverse of the geometry: row and column as linear functions of the pixel.
struct LocalPlace {
    PixelPoint middle;
    double row = 0.0, col = 0.0;
    double col_x = 0.0, col_y = 0.0, row_x = 0.0, row_y = 0.0;
};

LocalPlace local_place(const ImageMap& map, const Module& module, const BlockRect& block, WaferPoint lit) {
    constexpr double kArm = 4.0;
    LocalPlace local;
    local.row = 0.5 * (block.rect.first_row + block.rect.end_row - 1);
    local.col = 0.5 * (block.rect.first_col + block.rect.end_col - 1);
    const auto at = [&](double row, double col) {
        const WaferPoint p = nominal_place(module, row, col);
        return map.place(WaferPoint{p.x + lit.x, p.y + lit.y}, block.panel);
    };
    local.middle = at(local.row, local.col);
    const PixelPoint right = at(local.row, local.col + kArm);
    const PixelPoint left = at(local.row, local.col - kArm);
    const PixelPoint below = at(local.row + kArm, local.col);
    const PixelPoint above = at(local.row - kArm, local.col);
    const double xc = (right.x - left.x) / (2.0 * kArm);
    const double yc = (right.y - left.y) / (2.0 * kArm);
    const double xr = (below.x - above.x) / (2.0 * kArm);
    const double yr = (below.y - above.y) / (2.0 * kArm);
    const double det = xc * yr - xr * yc;
    local.col_x = yr / det;
    local.col_y = -xr / det;
    local.row_x = -yc / det;
    local.row_y = xc / det;
    return local;
}

PlacedSight sight_of(const LightImage& image, const LocalPlace& local, const BlockRect& block,
                     const Module& module, WaferPoint lit) {
    const double half_row = 0.5 * block.rect.rows();
    const double half_col = 0.5 * block.rect.cols();
    const double det = local.col_x * local.row_y - local.col_y * local.row_x;
    const double reach_x =
        (half_col * std::abs(local.row_y) + half_row * std::abs(local.col_y)) / std::abs(det);
    const double reach_y =
        (half_col * std::abs(local.row_x) + half_row * std::abs(local.col_x)) / std::abs(det);
    const int left = std::max(0, static_cast<int>(std::ceil(local.middle.x - reach_x)));
    const int right = std::min(image.width - 1, static_cast<int>(std::floor(local.middle.x + reach_x)));
    const int top = std::max(0, static_cast<int>(std::ceil(local.middle.y - reach_y)));
    const int bottom = std::min(image.height - 1, static_cast<int>(std::floor(local.middle.y + reach_y)));
    Wave along_col;
    Wave along_row;
    double weights = 0.0;
    const Wave turn_col = std::polar(1.0, -kTurn * local.col_x);
    const Wave turn_row = std::polar(1.0, -kTurn * local.row_x);
    const Wave turn_hann_col = std::polar(1.0, 0.5 * kTurn * local.col_x / half_col);
    const Wave turn_hann_row = std::polar(1.0, 0.5 * kTurn * local.row_x / half_row);
    for (int y = top; y <= bottom; ++y) {
        const double dx = left - local.middle.x;
        const double dy = y - local.middle.y;
        double col = local.col_x * dx + local.col_y * dy;
        double row = local.row_x * dx + local.row_y * dy;
        // Counted from the block's middle, which may lie between emitters.
        Wave col_wave = std::polar(1.0, -kTurn * (col + local.col));
        Wave row_wave = std::polar(1.0, -kTurn * (row + local.row));
        Wave hann_col = std::polar(1.0, 0.5 * kTurn * col / half_col);
        Wave hann_row = std::polar(1.0, 0.5 * kTurn * row / half_row);
        const float* line = image.row(y);
        for (int x = left; x <= right; ++x) {
            if (std::abs(col) < half_col && std::abs(row) < half_row) {
                const double weight = (1.0 + hann_col.real()) * (1.0 + hann_row.real());
                const double light = weight * static_cast<double>(line[x]);
                weights += weight;
                along_col += light * col_wave;
                along_row += light * row_wave;
            }
            col += local.col_x;
            row += local.row_x;
            col_wave *= turn_col;
            row_wave *= turn_row;
            hann_col *= turn_hann_col;
            hann_row *= turn_hann_row;
        }
    }
    if (weights <= 0.0) return {};
    const WaferPoint seen = nominal_place(module, local.row + std::arg(along_row) / kTurn,
                                          local.col + std::arg(along_col) / kTurn);
    return {local.middle,
            {seen.x + lit.x, seen.y + lit.y},
            block.panel,
            0,
            std::min(std::abs(along_col), std::abs(along_row)) / weights};
}

std::vector<BlockRect> blocks_of(const Module& module, const GridRect& rect, bool panels) {
    const std::vector<std::int32_t> none;
    const auto rows = block_borders(rect.first_row, rect.end_row, panels ? module.panel_rows : none);
    const auto cols = block_borders(rect.first_col, rect.end_col, panels ? module.panel_cols : none);
    std::vector<BlockRect> blocks;
    for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
        for (std::size_t c = 0; c + 1 < cols.size(); ++c) {
            const GridRect block{rows[r], rows[r + 1], cols[c], cols[c + 1]};
            if (block.rows() < kLeastBlock || block.cols() < kLeastBlock) continue;
            blocks.push_back({block, panels ? panel_of(module, block.first_row, block.first_col) : 0});
        }
    }
    return blocks;
}

}  // namespace

WaferPoint nominal_place(const Module& module, double row, double col) {
    const DieGrid& grid = module.grid;
    return {grid.x0_um + col * grid.pitch_x_um, grid.y0_um - row * grid.pitch_y_um};
}

GridRect rect_in_view(const ImageMap& map, const CameraInfo& camera, std::int32_t beyond) {
    double top = 1e9;
    double bottom = -1e9;
    double left = 1e9;
    double right = -1e9;
    constexpr int kSamples = 8;
    for (int i = 0; i <= kSamples; ++i) {
        const double x = (camera.width_px - 1) * static_cast<double>(i) / kSamples;
        const double y = (camera.height_px - 1) * static_cast<double>(i) / kSamples;
        for (const PixelPoint at : {PixelPoint{x, 0.0}, PixelPoint{x, camera.height_px - 1.0},
                                    PixelPoint{0.0, y}, PixelPoint{camera.width_px - 1.0, y}}) {
            const ImageMap::GridPlace place = map.grid_place(at);
            top = std::min(top, place.row);
            bottom = std::max(bottom, place.row);
            left = std::min(left, place.col);
            right = std::max(right, place.col);
        }
    }
    return {static_cast<std::int32_t>(std::floor(top)) - beyond,
            static_cast<std::int32_t>(std::ceil(bottom)) + 1 + beyond,
            static_cast<std::int32_t>(std::floor(left)) - beyond,
            static_cast<std::int32_t>(std::ceil(right)) + 1 + beyond};
}

GridRect cut_to_module(const GridRect& rect, const Module& module) {
    return {std::max(rect.first_row, 0), std::min(rect.end_row, module.grid.rows),
            std::max(rect.first_col, 0), std::min(rect.end_col, module.grid.cols)};
}

std::vector<PlacedSight> refine_sights(const LightImage& image, const ImageMap& map, const Module& module,
                                       const GridRect& rect, WaferPoint lit, bool panels) {
    if (rect.empty()) return {};
    const std::vector<BlockRect> blocks = blocks_of(module, rect, panels);
    std::vector<PlacedSight> all(blocks.size());
    parallel_blocks(blocks.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            all[i] = sight_of(image, local_place(map, module, blocks[i], lit), blocks[i], module, lit);
        }
    });
    std::vector<double> weights;
    for (const PlacedSight& sight : all) weights.push_back(sight.weight);
    if (weights.empty()) return {};
    const double least = kLeastOfStrong * value_of_share(weights, 0.8);
    std::erase_if(all, [&](const PlacedSight& sight) { return !(sight.weight > least); });
    return all;
}

}  // namespace waferglow::module

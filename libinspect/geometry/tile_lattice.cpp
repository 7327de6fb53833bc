// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/tile_lattice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow {
namespace {

/// Fractional (row, col) of a pixel position.
PixelPoint row_col_of(const TileLattice& lattice, PixelPoint p) {
    const double det = lattice.along_col.x * lattice.along_row.y - lattice.along_row.x * lattice.along_col.y;
    const double dx = p.x - lattice.origin.x;
    const double dy = p.y - lattice.origin.y;
    const double col = (dx * lattice.along_row.y - dy * lattice.along_row.x) / det;
    const double row = (dy * lattice.along_col.x - dx * lattice.along_col.y) / det;
    return {col, row};
}

/// `extent` of an image's corners, outwards by half a cell and by what staggers move.
DieRect around(const TileLattice& lattice, const DieGrid& grid, const std::array<PixelPoint, 4>& corners) {
    const std::int32_t more = lattice.steps.staggered() ? 1 : 0;
    DieRect rect{grid.rows, 0, grid.cols, 0};
    for (const PixelPoint& corner : corners) {
        const DieIndex die = lattice.nearest(corner);
        rect.row_begin = std::min(rect.row_begin, die.row - more);
        rect.row_end = std::max(rect.row_end, die.row + more + 1);
        rect.col_begin = std::min(rect.col_begin, die.col - more);
        rect.col_end = std::max(rect.col_end, die.col + more + 1);
    }
    rect.row_begin = std::max(rect.row_begin, 0);
    rect.row_end = std::min(rect.row_end, grid.rows);
    rect.col_begin = std::max(rect.col_begin, 0);
    rect.col_end = std::min(rect.col_end, grid.cols);
    return rect.empty() ? DieRect{} : rect;
}

std::int32_t clamp_index(double value, std::int32_t limit) {
    return static_cast<std::int32_t>(std::clamp(value, 0.0, static_cast<double>(limit)));
}

}  // namespace

DieIndex TileLattice::nearest(PixelPoint p) const {
    const PixelPoint at = row_col_of(*this, p);
    if (!steps.uniform()) return steps.nearest(at.x * pitch_x_um, at.y * pitch_y_um, pitch_x_um, pitch_y_um);
    return {static_cast<std::int32_t>(std::lround(at.y)), static_cast<std::int32_t>(std::lround(at.x))};
}

PixelPoint TileLattice::stepped(PixelPoint uniform, DieIndex die) const {
    const double cols = steps.right_um(die) / pitch_x_um;
    const double rows = -steps.up_um(die) / pitch_y_um;
    return {uniform.x + cols * along_col.x + rows * along_row.x,
            uniform.y + cols * along_col.y + rows * along_row.y};
}

ColumnSpan TileLattice::even_columns(std::int32_t col) const {
    if (steps.stagger_y_um != 0.0) return {col, col + 1};
    if (steps.gaps_x()) return {steps.field_end(col) - steps.field_cols, steps.field_end(col)};
    return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
}

TileLattice lattice_in_tile(const DieGrid& grid, const GridPose& pose, const CameraInfo& camera,
                            StagePoint middle) {
    const Transform<WaferFrame, PixelFrame> to_pixel =
        pose.transform().then(stage_to_pixel(middle, camera.pixel_um, camera.width_px, camera.height_px));
    return {.origin = to_pixel({grid.x0_um, grid.y0_um}),
            .along_col = {to_pixel.xx() * grid.pitch_x_um, to_pixel.yx() * grid.pitch_x_um},
            .along_row = {-to_pixel.xy() * grid.pitch_y_um, -to_pixel.yy() * grid.pitch_y_um},
            .die_width_px = grid.die_width_um * pose.scale / camera.pixel_um,
            .die_height_px = grid.die_height_um * pose.scale / camera.pixel_um,
            .steps = grid.steps,
            .pitch_x_um = grid.pitch_x_um,
            .pitch_y_um = grid.pitch_y_um};
}

DieRect dies_in_tile(const TileLattice& lattice, const DieGrid& grid, const CameraInfo& camera,
                     double inset_px) {
    const double right = camera.width_px - 1 - inset_px;
    const double bottom = camera.height_px - 1 - inset_px;
    if (right < inset_px || bottom < inset_px) return {};
    if (!lattice.steps.uniform()) {
        return around(lattice, grid,
                      {{{inset_px, inset_px}, {right, inset_px}, {inset_px, bottom}, {right, bottom}}});
    }
    const std::array<PixelPoint, 4> corners{
        row_col_of(lattice, {inset_px, inset_px}), row_col_of(lattice, {right, inset_px}),
        row_col_of(lattice, {inset_px, bottom}), row_col_of(lattice, {right, bottom})};
    const auto [col_min, col_max] = std::minmax({corners[0].x, corners[1].x, corners[2].x, corners[3].x});
    const auto [row_min, row_max] = std::minmax({corners[0].y, corners[1].y, corners[2].y, corners[3].y});
    DieRect rect{.row_begin = clamp_index(std::ceil(row_min), grid.rows),
                 .row_end = clamp_index(std::floor(row_max) + 1.0, grid.rows),
                 .col_begin = clamp_index(std::ceil(col_min), grid.cols),
                 .col_end = clamp_index(std::floor(col_max) + 1.0, grid.cols)};
    if (rect.empty()) return {};
    return rect;
}

}  // namespace waferglow

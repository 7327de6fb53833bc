// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/die_grid.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

void check(bool good, const char* field, double value, const char* rule) {
    if (!good) throw Error(ErrorKind::input, fmt::format("die grid: {} = {} must be {}", field, value, rule));
}

void validate_steps(const DieGrid& grid) {
    const GridSteps& steps = grid.steps;
    check(std::abs(steps.stagger_x_um) < grid.pitch_x_um, "stagger_x_um", steps.stagger_x_um,
          "less than pitch_x_um");
    check(std::abs(steps.stagger_y_um) < grid.pitch_y_um, "stagger_y_um", steps.stagger_y_um,
          "less than pitch_y_um");
    const bool apart = grid.die_width_um + std::abs(steps.stagger_x_um) <= grid.pitch_x_um ||
                       grid.die_height_um + std::abs(steps.stagger_y_um) <= grid.pitch_y_um;
    check(apart || steps.stagger_x_um == 0.0 || steps.stagger_y_um == 0.0, "stagger_y_um", steps.stagger_y_um,
          "so small, or stagger_x_um, that dies don't overlap");
    const auto check_fields = [](const char* count_field, std::int32_t count, const char* gap_field,
                                 double gap_um, const char* first_field, std::int32_t first) {
        check(count >= 0, count_field, count, "the dies of a field, or 0 for no fields");
        check(std::isfinite(gap_um) && gap_um >= 0.0, gap_field, gap_um, "zero or a positive length");
        check(gap_um == 0.0 || count > 0, count_field, count, "at least 1 where there is a gap");
        check(first >= 0 && first < std::max(count, std::int32_t{1}), first_field, first,
              "a place inside of a field, counted from 0");
    };
    check_fields("field_rows", steps.field_rows, "field_gap_y_um", steps.field_gap_y_um, "field_row0",
                 steps.field_row0);
    check_fields("field_cols", steps.field_cols, "field_gap_x_um", steps.field_gap_x_um, "field_col0",
                 steps.field_col0);
}

}  // namespace

DieIndex DieGrid::nearest(WaferPoint p) const {
    if (!steps.uniform()) return steps.nearest(p.x - x0_um, y0_um - p.y, pitch_x_um, pitch_y_um);
    constexpr double kFar = 2e9;  // keeps positions far off the grid representable and outside of it
    const double row = std::clamp(std::round((y0_um - p.y) / pitch_y_um), -kFar, kFar);
    const double col = std::clamp(std::round((p.x - x0_um) / pitch_x_um), -kFar, kFar);
    return {static_cast<std::int32_t>(row), static_cast<std::int32_t>(col)};
}

WaferPoint DieGrid::place(double row, double col) const {
    const WaferPoint uniform{x0_um + col * pitch_x_um, y0_um - row * pitch_y_um};
    if (steps.uniform()) return uniform;
    const DieIndex near{static_cast<std::int32_t>(std::lround(row)),
                        static_cast<std::int32_t>(std::lround(col))};
    return {uniform.x + steps.right_um(near), uniform.y + steps.up_um(near)};
}

CenterSpan center_span_of(const DieGrid& grid) {
    CenterSpan span{.width_um = (grid.cols - 1) * grid.pitch_x_um,
                    .height_um = (grid.rows - 1) * grid.pitch_y_um};
    if (grid.steps.uniform()) {
        span.middle = {grid.x0_um + 0.5 * span.width_um, grid.y0_um - 0.5 * span.height_um};
        return span;
    }
    const WaferRect cells = extent_of(grid);
    return {.middle = {0.5 * (cells.left + cells.right), 0.5 * (cells.bottom + cells.top)},
            .width_um = cells.right - cells.left - grid.pitch_x_um,
            .height_um = cells.top - cells.bottom - grid.pitch_y_um};
}

WaferRect extent_of(const DieGrid& grid) {
    // Staggers move odd rows and columns only: the outermost centres are among the first two and last two.
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    WaferRect extent{kInfinite, -kInfinite, kInfinite, -kInfinite};
    for (const std::int32_t row : {0, 1, grid.rows - 2, grid.rows - 1}) {
        for (const std::int32_t col : {0, 1, grid.cols - 2, grid.cols - 1}) {
            if (!grid.contains({row, col})) continue;
            const WaferPoint center = grid.center({row, col});
            extent.left = std::min(extent.left, center.x);
            extent.right = std::max(extent.right, center.x);
            extent.bottom = std::min(extent.bottom, center.y);
            extent.top = std::max(extent.top, center.y);
        }
    }
    const double half_x_um = 0.5 * grid.pitch_x_um;
    const double half_y_um = 0.5 * grid.pitch_y_um;
    return {extent.left - half_x_um, extent.right + half_x_um, extent.bottom - half_y_um,
            extent.top + half_y_um};
}

void validate(const DieGrid& grid) {
    constexpr double kMaxCells = 4e9;
    check(grid.rows > 0, "rows", grid.rows, "at least 1");
    check(grid.cols > 0, "cols", grid.cols, "at least 1");
    check(static_cast<double>(grid.rows) * grid.cols <= kMaxCells, "rows * cols",
          static_cast<double>(grid.rows) * grid.cols, "at most 4e9");
    check(std::isfinite(grid.x0_um), "x0_um", grid.x0_um, "a finite length");
    check(std::isfinite(grid.y0_um), "y0_um", grid.y0_um, "a finite length");
    check(std::isfinite(grid.pitch_x_um) && grid.pitch_x_um > 0.0, "pitch_x_um", grid.pitch_x_um,
          "a positive length");
    check(std::isfinite(grid.pitch_y_um) && grid.pitch_y_um > 0.0, "pitch_y_um", grid.pitch_y_um,
          "a positive length");
    check(grid.die_width_um > 0.0 && grid.die_width_um <= grid.pitch_x_um, "die_width_um", grid.die_width_um,
          "positive and at most pitch_x_um");
    check(grid.die_height_um > 0.0 && grid.die_height_um <= grid.pitch_y_um, "die_height_um",
          grid.die_height_um, "positive and at most pitch_y_um");
    validate_steps(grid);
}

}  // namespace waferglow

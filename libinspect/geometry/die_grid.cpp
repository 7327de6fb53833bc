// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/die_grid.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Half the width of the usable disc over a die row whose centre lies at `y_um`, less half a die; negative:
/// no die.
double half_span_um(double y_um, double die_width_um, double die_height_um, double radius_um) {
    const double reach_um = std::abs(y_um) + 0.5 * die_height_um;
    if (reach_um > radius_um) return -1.0;
    return std::sqrt(radius_um * radius_um - reach_um * reach_um) - 0.5 * die_width_um;
}

}  // namespace

DieIndex DieGrid::nearest(WaferPoint p) const {
    constexpr double kFar = 2e9;  // keeps positions far off the grid representable and outside of it
    const double row = std::clamp(std::round((y0_um - p.y) / pitch_y_um), -kFar, kFar);
    const double col = std::clamp(std::round((p.x - x0_um) / pitch_x_um), -kFar, kFar);
    return {static_cast<std::int32_t>(row), static_cast<std::int32_t>(col)};
}

void validate(const DieGrid& grid) {
    const auto check = [](bool good, const char* field, double value, const char* rule) {
        if (!good) {
            throw Error(ErrorKind::input, fmt::format("die grid: {} = {} must be {}", field, value, rule));
        }
    };
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
}

DiePresence::DiePresence(const DieGrid& grid, const Wafer& wafer) {
    const double radius_um = wafer.usable_radius_um();
    spans_.reserve(static_cast<std::size_t>(grid.rows));
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        const double half_um =
            half_span_um(grid.center({row, 0}).y, grid.die_width_um, grid.die_height_um, radius_um);
        ColumnSpan span;
        if (half_um >= 0.0) {
            const double first = std::ceil((-half_um - grid.x0_um) / grid.pitch_x_um);
            const double last = std::floor((half_um - grid.x0_um) / grid.pitch_x_um);
            span.begin = static_cast<std::int32_t>(std::clamp(first, 0.0, static_cast<double>(grid.cols)));
            span.end = static_cast<std::int32_t>(
                std::clamp(last + 1.0, static_cast<double>(span.begin), static_cast<double>(grid.cols)));
        }
        spans_.push_back(span);
        count_ += span.size();
    }
}

DieGrid centered_grid(const Wafer& wafer, double pitch_x_um, double pitch_y_um, double die_width_um,
                      double die_height_um) {
    DieGrid best;
    std::int64_t best_count = -1;
    const double radius_um = wafer.usable_radius_um();
    for (const double shift_y : {0.0, 0.5}) {
        for (const double shift_x : {0.0, 0.5}) {
            const auto reach = [radius_um](double pitch_um, double shift) {
                return static_cast<std::int32_t>(std::max(0.0, std::floor(radius_um / pitch_um - shift)));
            };
            const auto count = [&reach](double pitch_um, double shift) {
                return 2 * reach(pitch_um, shift) + (shift == 0.0 ? 1 : 2);
            };
            DieGrid grid{.rows = count(pitch_y_um, shift_y),
                         .cols = count(pitch_x_um, shift_x),
                         .x0_um = 0.0,
                         .y0_um = 0.0,
                         .pitch_x_um = pitch_x_um,
                         .pitch_y_um = pitch_y_um,
                         .die_width_um = die_width_um,
                         .die_height_um = die_height_um};
            grid.x0_um = -0.5 * (grid.cols - 1) * pitch_x_um;
            grid.y0_um = 0.5 * (grid.rows - 1) * pitch_y_um;
            // Trim rows and columns without a die; the disc is symmetric, so as many on either side.
            const DiePresence presence(grid, wafer);
            std::int32_t first_row = 0;
            while (first_row < grid.rows && presence.row(first_row).size() == 0) ++first_row;
            if (first_row == grid.rows) continue;
            std::int32_t first_col = grid.cols;
            for (std::int32_t row = first_row; row < grid.rows; ++row) {
                if (presence.row(row).size() > 0) first_col = std::min(first_col, presence.row(row).begin);
            }
            grid.x0_um += first_col * pitch_x_um;
            grid.y0_um -= first_row * pitch_y_um;
            grid.rows -= 2 * first_row;
            grid.cols -= 2 * first_col;
            if (presence.count() > best_count) {
                best_count = presence.count();
                best = grid;
            }
        }
    }
    if (best_count <= 0) {
        throw Error(ErrorKind::input,
                    fmt::format("no die of {} x {} um fits a wafer of {} mm with {} mm edge exclusion",
                                die_width_um, die_height_um, wafer.diameter_mm, wafer.edge_exclusion_mm));
    }
    return best;
}

}  // namespace waferglow

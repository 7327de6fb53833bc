// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/geometry/layout.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

[[noreturn]] void refuse(const Wafer& wafer, double die_width_um, double die_height_um) {
    throw Error(ErrorKind::input,
                fmt::format("no die of {} x {} um fits a wafer of {} mm with {} mm edge exclusion",
                            die_width_um, die_height_um, wafer.diameter_mm, wafer.edge_exclusion_mm));
}

/// The wafer without flats and notch.
Wafer disc_of(const Wafer& wafer) {
    Wafer disc;
    disc.diameter_mm = wafer.diameter_mm;
    disc.edge_exclusion_mm = wafer.edge_exclusion_mm;
    return disc;
}

/// Takes away outer rows and columns without a die; the disc is symmetric, so as many on either side. False
/// where none holds a die.
bool trim(DieGrid& grid, const DiePresence& presence) {
    std::int32_t first_row = 0;
    while (first_row < grid.rows && presence.runs(first_row).empty()) ++first_row;
    if (first_row == grid.rows) return false;
    std::int32_t first_col = grid.cols;
    for (std::int32_t row = first_row; row < grid.rows; ++row) {
        if (!presence.runs(row).empty()) first_col = std::min(first_col, presence.reach(row).begin);
    }
    grid.x0_um += first_col * grid.pitch_x_um;
    grid.y0_um -= first_row * grid.pitch_y_um;
    grid.rows -= 2 * first_row;
    grid.cols -= 2 * first_col;
    return true;
}

}  // namespace

DieGrid centered_grid(const Wafer& wafer, double pitch_x_um, double pitch_y_um, double die_width_um,
                      double die_height_um) {
    DieGrid best;
    std::int64_t best_count = -1;
    const double radius_um = wafer.usable_radius_um();
    const Wafer disc = disc_of(wafer);
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
            const DiePresence presence(grid, disc);
            if (!trim(grid, presence)) continue;
            if (presence.count() > best_count) {
                best_count = presence.count();
                best = grid;
            }
        }
    }
    if (best_count <= 0) refuse(wafer, die_width_um, die_height_um);
    return best;
}

DieGrid centered_grid(const Wafer& wafer, double pitch_x_um, double pitch_y_um, double die_width_um,
                      double die_height_um, const GridSteps& steps) {
    if (steps.uniform()) {
        DieGrid grid = centered_grid(wafer, pitch_x_um, pitch_y_um, die_width_um, die_height_um);
        grid.steps = steps;
        return grid;
    }
    const double diameter_um = 2.0 * wafer.usable_radius_um();
    DieGrid grid{.rows = std::max(1, static_cast<std::int32_t>(diameter_um / pitch_y_um) + 1),
                 .cols = std::max(1, static_cast<std::int32_t>(diameter_um / pitch_x_um) + 1),
                 .pitch_x_um = pitch_x_um,
                 .pitch_y_um = pitch_y_um,
                 .die_width_um = die_width_um,
                 .die_height_um = die_height_um,
                 .steps = steps};
    const auto too_wide = [&](const WaferRect& e) {
        return e.right - e.left - pitch_x_um + die_width_um > diameter_um;
    };
    const auto too_high = [&](const WaferRect& e) {
        return e.top - e.bottom - pitch_y_um + die_height_um > diameter_um;
    };
    while (grid.cols > 1 && too_wide(extent_of(grid))) --grid.cols;
    while (grid.rows > 1 && too_high(extent_of(grid))) --grid.rows;
    const WaferRect extent = extent_of(grid);
    grid.x0_um = -0.5 * (extent.left + extent.right);
    grid.y0_um = -0.5 * (extent.bottom + extent.top);
    validate(grid);
    if (DiePresence(grid, disc_of(wafer)).count() == 0) refuse(wafer, die_width_um, die_height_um);
    return grid;
}

}  // namespace waferglow

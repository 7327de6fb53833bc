// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of dies on a wafer: where its cells lie.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/grid_steps.h"

#include <cstddef>
#include <cstdint>

namespace waferglow {

/// A grid of dies. Die (row, col) has its nominal centre at x = x0 + col*pitch_x, y = y0 - row*pitch_y, moved
/// by its stagger and by the extra streets between fields (`steps`), so (0, 0) is the upper left of the
/// bounding rectangle. Lengths in um.
struct DieGrid {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    double x0_um = 0.0;
    double y0_um = 0.0;
    double pitch_x_um = 0.0;
    double pitch_y_um = 0.0;
    double die_width_um = 0.0;
    double die_height_um = 0.0;
    GridSteps steps{};

    [[nodiscard]] WaferPoint center(DieIndex die) const {
        const WaferPoint uniform{x0_um + die.col * pitch_x_um, y0_um - die.row * pitch_y_um};
        if (steps.uniform()) return uniform;
        return {uniform.x + steps.right_um(die), uniform.y + steps.up_um(die)};
    }
    /// The die whose cell holds `p`: one pitch wide and high, and up to the middle of a wider street between
    /// fields. May lie outside the grid.
    [[nodiscard]] DieIndex nearest(WaferPoint p) const;
    /// The place between dies, as the mean of several.
    [[nodiscard]] WaferPoint place(double row, double col) const;
    [[nodiscard]] bool contains(DieIndex die) const {
        return die.row >= 0 && die.row < rows && die.col >= 0 && die.col < cols;
    }
    /// Cells of the bounding rectangle: rows * cols.
    [[nodiscard]] std::size_t cells() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
    }
    /// Position of a die in a dense row-major layer.
    [[nodiscard]] std::size_t cell(DieIndex die) const {
        return static_cast<std::size_t>(die.row) * static_cast<std::size_t>(cols) +
               static_cast<std::size_t>(die.col);
    }
    friend bool operator==(const DieGrid&, const DieGrid&) = default;
};

/// A rectangle on the wafer, um.
struct WaferRect {
    double left = 0.0;
    double right = 0.0;
    double bottom = 0.0;
    double top = 0.0;
};

/// What all cells of the grid cover, each a pitch wide and high.
[[nodiscard]] WaferRect extent_of(const DieGrid& grid);

/// The rectangle that the centres of all cells span.
struct CenterSpan {
    WaferPoint middle{};
    double width_um = 0.0;
    double height_um = 0.0;
};
[[nodiscard]] CenterSpan center_span_of(const DieGrid& grid);

/// Checks counts and lengths (at most 2^31-1 rows and columns, pitch at least the die size, staggers less
/// than a pitch, gaps not negative); throws Error(input).
void validate(const DieGrid& grid);

/// Columns [begin, end) of one row.
struct ColumnSpan {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    [[nodiscard]] bool contains(std::int32_t col) const { return col >= begin && col < end; }
    [[nodiscard]] std::int32_t size() const { return end - begin; }
    friend bool operator==(const ColumnSpan&, const ColumnSpan&) = default;
};

/// The columns that both have.
[[nodiscard]] constexpr ColumnSpan common(const ColumnSpan& a, const ColumnSpan& b) {
    const std::int32_t begin = a.begin > b.begin ? a.begin : b.begin;
    const std::int32_t end = a.end < b.end ? a.end : b.end;
    return {begin, end > begin ? end : begin};
}

}  // namespace waferglow

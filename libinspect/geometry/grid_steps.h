// SPDX-License-Identifier: GPL-3.0-or-later
// What sets a grid of dies apart from a uniform one: staggered rows or columns, and stepper fields with a
// wider street between them.
#pragma once

#include "libinspect/geometry/frames.h"

#include <cstdint>

namespace waferglow {

/// a / b rounded towards minus infinity; b > 0.
[[nodiscard]] constexpr std::int32_t floor_division(std::int32_t a, std::int32_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/// Offsets of dies from their places in a uniform grid. Lengths in um. A field of 0 rows or columns: no
/// fields along that axis.
struct GridSteps {
    double stagger_x_um = 0.0;  ///< odd rows lie so far to the right
    double stagger_y_um = 0.0;  ///< odd columns lie so far up
    std::int32_t field_rows = 0;
    std::int32_t field_cols = 0;
    double field_gap_x_um = 0.0;  ///< added to the street between fields
    double field_gap_y_um = 0.0;
    std::int32_t field_row0 = 0;  ///< place of row 0 in its field
    std::int32_t field_col0 = 0;

    [[nodiscard]] bool gaps_x() const { return field_cols > 0 && field_gap_x_um != 0.0; }
    [[nodiscard]] bool gaps_y() const { return field_rows > 0 && field_gap_y_um != 0.0; }
    [[nodiscard]] bool staggered() const { return stagger_x_um != 0.0 || stagger_y_um != 0.0; }
    /// No die lies off its place in a uniform grid.
    [[nodiscard]] bool uniform() const { return !staggered() && !gaps_x() && !gaps_y(); }

    /// Number of the field that a column lies in, against that of column 0; 0 without gaps.
    [[nodiscard]] std::int32_t field_of_col(std::int32_t col) const {
        if (!gaps_x()) return 0;
        return floor_division(col + field_col0, field_cols) - floor_division(field_col0, field_cols);
    }
    [[nodiscard]] std::int32_t field_of_row(std::int32_t row) const {
        if (!gaps_y()) return 0;
        return floor_division(row + field_row0, field_rows) - floor_division(field_row0, field_rows);
    }
    /// One past the last column of the field of `col`.
    [[nodiscard]] std::int32_t field_end(std::int32_t col) const {
        return (floor_division(col + field_col0, field_cols) + 1) * field_cols - field_col0;
    }
    [[nodiscard]] double right_um(DieIndex die) const {
        return field_of_col(die.col) * field_gap_x_um + (die.row % 2 != 0 ? stagger_x_um : 0.0);
    }
    [[nodiscard]] double up_um(DieIndex die) const {
        return (die.col % 2 != 0 ? stagger_y_um : 0.0) - field_of_row(die.row) * field_gap_y_um;
    }

    /// The die nearest to a point so far to the right of and below die (0, 0) of the uniform grid, distances
    /// taken in pitches; in a street between fields the boundary runs along its middle. The exact inverse of
    /// the places of dies; far points give far indices.
    [[nodiscard]] DieIndex nearest(double right_um, double down_um, double pitch_x_um,
                                   double pitch_y_um) const;

    /// By how many columns and rows the pattern of fields and staggers repeats itself; 1: it is uniform.
    [[nodiscard]] std::int32_t period_cols() const;
    [[nodiscard]] std::int32_t period_rows() const;

    friend bool operator==(const GridSteps&, const GridSteps&) = default;
};

}  // namespace waferglow

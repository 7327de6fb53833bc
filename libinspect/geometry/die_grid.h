// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of dies on a wafer, and which of them exist.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/wafer.h"

#include <cstdint>
#include <vector>

namespace waferglow {

/// A regular grid of dies. Die (row, col) has its nominal centre at x = x0 + col*pitch_x, y = y0 -
/// row*pitch_y, so (0, 0) is the upper left of the bounding rectangle. Lengths in um.
struct DieGrid {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    double x0_um = 0.0;
    double y0_um = 0.0;
    double pitch_x_um = 0.0;
    double pitch_y_um = 0.0;
    double die_width_um = 0.0;
    double die_height_um = 0.0;

    [[nodiscard]] WaferPoint center(DieIndex die) const {
        return {x0_um + die.col * pitch_x_um, y0_um - die.row * pitch_y_um};
    }
    /// The die whose cell (one pitch wide and high) holds `p`; may lie outside the grid.
    [[nodiscard]] DieIndex nearest(WaferPoint p) const;
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

/// Checks counts and lengths (at most 2^31-1 rows and columns, pitch at least the die size); throws
/// Error(input).
void validate(const DieGrid& grid);

/// Columns [begin, end) of one row.
struct ColumnSpan {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    [[nodiscard]] bool contains(std::int32_t col) const { return col >= begin && col < end; }
    [[nodiscard]] std::int32_t size() const { return end - begin; }
};

/// Which dies of a grid exist on a wafer: those whose whole rectangle lies inside diameter/2 minus edge
/// exclusion. A disc is convex, so the dies of a row form one span. Immutable.
class DiePresence {
  public:
    DiePresence() = default;
    DiePresence(const DieGrid& grid, const Wafer& wafer);

    [[nodiscard]] bool exists(DieIndex die) const {
        return die.row >= 0 && static_cast<std::size_t>(die.row) < spans_.size() &&
               spans_[static_cast<std::size_t>(die.row)].contains(die.col);
    }
    [[nodiscard]] ColumnSpan row(std::int32_t row) const { return spans_[static_cast<std::size_t>(row)]; }
    [[nodiscard]] std::int32_t rows() const { return static_cast<std::int32_t>(spans_.size()); }
    [[nodiscard]] std::int64_t count() const { return count_; }

  private:
    std::vector<ColumnSpan> spans_;
    std::int64_t count_ = 0;
};

/// The largest grid of dies of this pitch and size, centred on the wafer (a die or a street at the centre,
/// whichever holds more dies), trimmed to rows and columns that hold a die.
[[nodiscard]] DieGrid centered_grid(const Wafer& wafer, double pitch_x_um, double pitch_y_um,
                                    double die_width_um, double die_height_um);

}  // namespace waferglow

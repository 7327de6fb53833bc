// SPDX-License-Identifier: GPL-3.0-or-later
// The die grid as it lies in one camera image: in pixels, affine but for staggers and fields.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"

namespace waferglow {

/// Centre of die (row, col) in pixels: origin + col * along_col + row * along_row, and what the grid's steps
/// add, in the same directions.
struct TileLattice {
    PixelPoint origin;     ///< centre of die (0, 0), usually far outside of the image
    PixelPoint along_col;  ///< from a die to its right neighbour, about (+pitch_x, 0) px
    PixelPoint along_row;  ///< from a die to the one below it, about (0, +pitch_y) px
    double die_width_px = 0.0;
    double die_height_px = 0.0;
    GridSteps steps{};        ///< of the grid
    double pitch_x_um = 1.0;  ///< of the grid: `along_col` is so long on the wafer
    double pitch_y_um = 1.0;

    [[nodiscard]] PixelPoint center(DieIndex die) const {
        const PixelPoint uniform{origin.x + die.col * along_col.x + die.row * along_row.x,
                                 origin.y + die.col * along_col.y + die.row * along_row.y};
        return steps.uniform() ? uniform : stepped(uniform, die);
    }
    /// Columns [begin, end) of a row around `col` whose centres lie on one line at the steps of `along_col`;
    /// all that a column can be where the lattice is uniform.
    [[nodiscard]] ColumnSpan even_columns(std::int32_t col) const;
    /// The die whose centre is nearest to `p` in lattice coordinates; may lie outside the grid.
    [[nodiscard]] DieIndex nearest(PixelPoint p) const;

  private:
    [[nodiscard]] PixelPoint stepped(PixelPoint uniform, DieIndex die) const;
};

/// The lattice of `grid` under `pose` in an image whose middle truly lies at `middle`.
[[nodiscard]] TileLattice lattice_in_tile(const DieGrid& grid, const GridPose& pose, const CameraInfo& camera,
                                          StagePoint middle);

/// Rows [row_begin, row_end) and columns [col_begin, col_end) of a grid.
struct DieRect {
    std::int32_t row_begin = 0;
    std::int32_t row_end = 0;
    std::int32_t col_begin = 0;
    std::int32_t col_end = 0;

    [[nodiscard]] std::int32_t rows() const { return row_end - row_begin; }
    [[nodiscard]] std::int32_t cols() const { return col_end - col_begin; }
    [[nodiscard]] bool empty() const { return rows() <= 0 || cols() <= 0; }
    [[nodiscard]] std::size_t cells() const {
        return empty() ? 0 : static_cast<std::size_t>(rows()) * static_cast<std::size_t>(cols());
    }
    friend bool operator==(const DieRect&, const DieRect&) = default;
};

/// The smallest rectangle that holds every die of `grid` whose centre lies in the image with at least
/// `inset_px` between centre and image edge (negative: centres outside count too). Some dies at its corners
/// may lie outside where the lattice is tilted.
[[nodiscard]] DieRect dies_in_tile(const TileLattice& lattice, const DieGrid& grid, const CameraInfo& camera,
                                   double inset_px);

}  // namespace waferglow

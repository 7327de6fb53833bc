// SPDX-License-Identifier: GPL-3.0-or-later
// Which cells of a grid each pixel of an axis covers.
#pragma once

#include <cstdint>
#include <vector>

namespace waferglow::gui {

/// Cells [begin, end) of one pixel; empty outside of the grid and in the streets between dies.
struct CellSpan {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
};

/// One axis of a view. Position of a pixel's edge in dies: 0 is the edge before the first die, 1 that after
/// it.
struct AxisView {
    double first_edge_dies = 0.0;  ///< of the first pixel
    double dies_per_px = 1.0;
    int pixels = 0;
    std::int32_t dies = 0;
    double die_share = 1.0;  ///< of the pitch that the die covers
    // Stepper fields: their dies, the place of die 0 in its field, and the extra street in dies. 0: none.
    std::int32_t field_dies = 0;
    std::int32_t field_first = 0;
    double field_gap_dies = 0.0;

    /// The same edge counted in dies without the extra streets; half of each belongs to the dies beside it.
    [[nodiscard]] double without_gaps(double edge_dies) const;
};

/// Cells of `factor` dies. A cell as small as a pixel belongs to the one pixel that holds its middle.
/// Where a die is larger than a pixel it belongs to all of them that it covers, streets left out if they are
/// at least a pixel wide and `streets` is set.
[[nodiscard]] std::vector<CellSpan> cells_of_pixels(const AxisView& axis, std::int32_t factor, bool streets);

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The rows and columns of a grid in a view: which cells each pixel covers, fields and staggers included.
#pragma once

#include "app/gui/presenters/wafer/pixel_cells.h"
#include "app/gui/presenters/wafer/view_transform.h"
#include "libinspect/geometry/die_grid.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace waferglow::gui {

/// The part of the cells' columns that any pixel reads.
inline CellSpan union_of(const std::vector<CellSpan>& spans) {
    CellSpan all{std::numeric_limits<std::int32_t>::max(), 0};
    for (const CellSpan& span : spans) {
        if (span.empty()) continue;
        all = {std::min(all.begin, span.begin), std::max(all.end, span.end)};
    }
    return all.empty() ? CellSpan{} : all;
}

/// The cells of each pixel of a row: for odd rows of a brick pattern others than for even ones.
struct PixelColumns {
    std::vector<CellSpan> even;
    std::vector<CellSpan> odd;  // empty: as even

    [[nodiscard]] const std::vector<CellSpan>& of(CellSpan rows) const {
        return odd.empty() || rows.begin % 2 == 0 ? even : odd;
    }
    [[nodiscard]] CellSpan reach() const {
        const CellSpan a = union_of(even);
        const CellSpan b = union_of(odd);
        if (a.empty() || b.empty()) return a.empty() ? b : a;
        return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
    }
};

/// A grid's axes in a view.
struct AxisViews {
    AxisView x;
    AxisView y;
    AxisView odd_x;  ///< of the odd rows of a brick pattern
    AxisView odd_y;  ///< of the odd columns of one

    AxisViews(const DieGrid& grid, const UprightView& view)
        : x{.first_edge_dies = (view.left_um - grid.x0_um) / grid.pitch_x_um + 0.5,
            .dies_per_px = view.um_per_px / grid.pitch_x_um,
            .pixels = view.width_px,
            .dies = grid.cols,
            .die_share = grid.die_width_um / grid.pitch_x_um,
            .field_dies = grid.steps.gaps_x() ? grid.steps.field_cols : 0,
            .field_first = grid.steps.field_col0,
            .field_gap_dies = grid.steps.field_gap_x_um / grid.pitch_x_um},
          y{.first_edge_dies = (grid.y0_um - view.top_um) / grid.pitch_y_um + 0.5,
            .dies_per_px = view.um_per_px / grid.pitch_y_um,
            .pixels = view.height_px,
            .dies = grid.rows,
            .die_share = grid.die_height_um / grid.pitch_y_um,
            .field_dies = grid.steps.gaps_y() ? grid.steps.field_rows : 0,
            .field_first = grid.steps.field_row0,
            .field_gap_dies = grid.steps.field_gap_y_um / grid.pitch_y_um},
          odd_x(x),
          odd_y(y) {
        odd_x.first_edge_dies -= grid.steps.stagger_x_um / grid.pitch_x_um;
        odd_y.first_edge_dies += grid.steps.stagger_y_um / grid.pitch_y_um;
    }
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/pixel_cells.h"

#include <algorithm>
#include <cmath>

namespace waferglow::gui {

double AxisView::without_gaps(double edge_dies) const {
    if (field_dies == 0 || field_gap_dies == 0.0) return edge_dies;
    const double period = field_dies + field_gap_dies;
    const double from_first = edge_dies + field_first;
    const double field = std::floor((from_first + 0.5 * field_gap_dies) / period);
    const double in_field = std::clamp(from_first - field * period, 0.0, static_cast<double>(field_dies));
    return field * field_dies + in_field - field_first;
}

std::vector<CellSpan> cells_of_pixels(const AxisView& axis, std::int32_t factor, bool streets) {
    std::vector<CellSpan> spans(static_cast<std::size_t>(axis.pixels));
    const std::int32_t cells = (axis.dies + factor - 1) / factor;
    const double per_px = axis.dies_per_px / factor;
    const auto edge_of = [&](int pixel) {
        return axis.without_gaps(axis.first_edge_dies + pixel * axis.dies_per_px) / factor;
    };
    const auto limit = [cells](double value) {
        return static_cast<std::int32_t>(std::clamp(value, -1.0, static_cast<double>(cells) + 1.0));
    };
    // The last cell may hold fewer dies than the others: its middle lies inside of the grid all the same.
    const double last_middle = 0.5 * (cells - 1 + static_cast<double>(axis.dies) / factor);
    /// Cells whose middle lies before an edge.
    const auto cells_before = [&](double edge) {
        const std::int32_t count = limit(std::ceil(edge - 0.5));
        return count == cells - 1 && last_middle < edge ? cells : count;
    };
    for (int pixel = 0; pixel < axis.pixels; ++pixel) {
        const double from = edge_of(pixel);
        const double to = edge_of(pixel + 1);
        if (to <= from) continue;  // all of it lies in the extra street between two fields
        CellSpan span{cells_before(from), cells_before(to)};
        if (span.begin >= span.end || per_px < 1.0) {
            const double middle = 0.5 * (from + to);
            const double cell = std::floor(middle);
            if (streets && std::abs(middle - cell - 0.5) > 0.5 * axis.die_share) continue;
            span = {limit(cell), limit(cell) + 1};
        }
        spans[static_cast<std::size_t>(pixel)] = {std::clamp(span.begin, 0, cells),
                                                  std::clamp(span.end, 0, cells)};
    }
    // Of cells larger than a pixel only the last, cut off by the grid, can lie between pixels' middles.
    int last = 0;
    while (last < axis.pixels && edge_of(last + 1) <= last_middle) ++last;
    if (factor > 1 && last < axis.pixels && edge_of(last) <= last_middle) {
        CellSpan& span = spans[static_cast<std::size_t>(last)];
        if (span.end < cells) span = {span.empty() ? cells - 1 : span.begin, cells};
    }
    return spans;
}

}  // namespace waferglow::gui

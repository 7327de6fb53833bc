// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/pixel_cells.h"

#include <algorithm>
#include <cmath>

namespace waferglow::gui {

std::vector<CellSpan> cells_of_pixels(const AxisView& axis, std::int32_t factor, bool streets) {
    std::vector<CellSpan> spans(static_cast<std::size_t>(axis.pixels));
    const std::int32_t cells = (axis.dies + factor - 1) / factor;
    const double per_px = axis.dies_per_px / factor;
    const double first = axis.first_edge_dies / factor;
    const auto limit = [cells](double value) {
        return static_cast<std::int32_t>(std::clamp(value, -1.0, static_cast<double>(cells) + 1.0));
    };
    for (int pixel = 0; pixel < axis.pixels; ++pixel) {
        const double from = first + pixel * per_px;
        const double to = first + (pixel + 1) * per_px;
        CellSpan span{limit(std::ceil(from)), limit(std::ceil(to))};
        if (span.begin >= span.end || per_px < 1.0) {
            const double middle = 0.5 * (from + to);
            const double cell = std::floor(middle);
            if (streets && std::abs(middle - cell - 0.5) > 0.5 * axis.die_share) continue;
            span = {limit(cell), limit(cell) + 1};
        }
        spans[static_cast<std::size_t>(pixel)] = {std::clamp(span.begin, 0, cells),
                                                  std::clamp(span.end, 0, cells)};
    }
    return spans;
}

}  // namespace waferglow::gui

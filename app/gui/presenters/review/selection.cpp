// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/selection.h"

#include "libinspect/base/parallel.h"
#include "libinspect/map/large_vector.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

namespace waferglow::gui {
namespace {

constexpr std::size_t kSelectionRows = 64;

/// Where the polygon's edges cross the row at `y_um`, sorted.
std::vector<double> crossings(std::span<const WaferPoint> polygon, double y_um) {
    std::vector<double> xs;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const WaferPoint& a = polygon[i];
        const WaferPoint& b = polygon[(i + 1) % polygon.size()];
        if ((a.y > y_um) == (b.y > y_um)) continue;  // a point on the row counts for one of its edges
        xs.push_back(a.x + (y_um - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::ranges::sort(xs);
    return xs;
}

/// Calls `choose(cell)` for every cell, in parallel, and marks those for which it answers true.
template <class Choose>
MaskPtr select_cells(const DieGrid& grid, const Choose& choose) {
    std::vector<std::uint8_t> selected = large_vector<std::uint8_t>(grid.cells(), 0);
    const std::size_t block = kSelectionRows * static_cast<std::size_t>(grid.cols);
    parallel_blocks(selected.size(), block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) selected[cell] = choose(cell) ? 1 : 0;
    });
    return make_mask(std::move(selected), grid);
}

/// The first column of a row whose centre lies at `x_um` or right of it.
std::int32_t first_right_of(const DieGrid& grid, std::int32_t row, double x_um) {
    const auto columns = std::views::iota(std::int32_t{0}, grid.cols);
    const auto found = std::ranges::partition_point(columns, [&](std::int32_t col) {
        return grid.center({row, col}).x < x_um;
    });
    return static_cast<std::int32_t>(found - columns.begin());
}

}  // namespace

MaskPtr select_area(const DieGrid& grid, const DiePresence& presence, std::span<const WaferPoint> polygon) {
    std::vector<std::uint8_t> selected = large_vector<std::uint8_t>(grid.cells(), 0);
    parallel_blocks(
        static_cast<std::size_t>(grid.rows), kSelectionRows, [&](std::size_t begin, std::size_t end) {
            for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
                // Columns may lie at two heights.
                const std::int32_t heights = grid.steps.stagger_y_um != 0.0 ? 2 : 1;
                for (std::int32_t first = 0; first < heights; ++first) {
                    const std::vector<double> xs = crossings(polygon, grid.center({row, first}).y);
                    for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
                        const ColumnSpan inside{first_right_of(grid, row, xs[i]),
                                                first_right_of(grid, row, xs[i + 1])};
                        for (const ColumnSpan& run : presence.runs(row)) {
                            const ColumnSpan chosen = common(run, inside);
                            for (std::int32_t col = chosen.begin; col < chosen.end; ++col) {
                                if (col % heights == first) selected[grid.cell({row, col})] = 1;
                            }
                        }
                    }
                }
            }
        });
    return make_mask(std::move(selected), grid);
}

MaskPtr select_range(const LayerData& layer, const DieGrid& grid, ValueRange range) {
    const std::vector<float>& values = layer.layer.values;
    return select_cells(grid, [&](std::size_t cell) { return range.contains(values[cell]); });
}

MaskPtr select_both(const LayerData& x, ValueRange range_x, const LayerData& y, ValueRange range_y,
                    const DieGrid& grid) {
    const std::vector<float>& xs = x.layer.values;
    const std::vector<float>& ys = y.layer.values;
    return select_cells(
        grid, [&](std::size_t cell) { return range_x.contains(xs[cell]) && range_y.contains(ys[cell]); });
}

MaskPtr combine(const MaskPtr& before, const MaskPtr& chosen, Combine how, const DieGrid& grid) {
    if (how == Combine::replace) return chosen;
    if (before == nullptr)
        return how == Combine::add ? chosen : make_mask(large_vector<std::uint8_t>(grid.cells(), 0), grid);
    const std::vector<std::uint8_t>& a = before->selected;
    const std::vector<std::uint8_t>& b = chosen->selected;
    return select_cells(grid, [&](std::size_t cell) {
        if (how == Combine::add) return a[cell] != 0 || b[cell] != 0;
        return a[cell] != 0 && (b[cell] != 0) == (how == Combine::intersect);
    });
}

MaskPtr select_bin(const BinData& bins, std::uint8_t code, const DieGrid& grid) {
    std::uint8_t rank = 0;
    for (std::size_t i = 1; i < bins.code_of_rank.size(); ++i) {
        if (bins.code_of_rank[i] == code) rank = static_cast<std::uint8_t>(i);
    }
    return select_cells(grid, [&](std::size_t cell) { return rank != 0 && bins.ranks[cell] == rank; });
}

}  // namespace waferglow::gui

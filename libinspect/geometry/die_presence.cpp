// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/geometry/layout.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace waferglow {
namespace {

constexpr std::size_t kBlockRows = 64;

WaferRect rect_of(const DieGrid& grid, DieIndex die) {
    const WaferPoint c = grid.center(die);
    return {.left = c.x - 0.5 * grid.die_width_um,
            .right = c.x + 0.5 * grid.die_width_um,
            .bottom = c.y - 0.5 * grid.die_height_um,
            .top = c.y + 0.5 * grid.die_height_um};
}

/// Finds the existing dies of one row. Confined.
class RowScan {
  public:
    RowScan(const DieGrid& grid, const Substrate& substrate, const WaferLayout& layout, std::int32_t row)
        : grid_(grid), substrate_(substrate), layout_(layout), row_(row) {}

    [[nodiscard]] std::vector<ColumnSpan> runs() const {
        // Columns run to the right, and what is inside of the edge is convex. A row whose dies lie at
        // different heights is looked at die by die.
        const ColumnSpan inside = grid_.steps.stagger_y_um == 0.0 ? inside_edge() : all();
        std::vector<ColumnSpan> runs;
        if (inside.size() > 0 && !interrupted(inside)) return {inside};
        for (std::int32_t col = inside.begin; col < inside.end; ++col) {
            if (!exists(col)) continue;
            if (runs.empty() || runs.back().end != col) runs.push_back({col, col});
            ++runs.back().end;
        }
        return runs;
    }

  private:
    [[nodiscard]] ColumnSpan all() const { return {0, grid_.cols}; }
    [[nodiscard]] bool inside(std::int32_t col) const {
        return substrate_.inside_edge(rect_of(grid_, {row_, col}));
    }
    [[nodiscard]] bool exists(std::int32_t col) const {
        const DieIndex die{row_, col};
        return layout_.kind(grid_.cell(die)) == CellKind::die && substrate_.usable(rect_of(grid_, die));
    }
    [[nodiscard]] bool interrupted(ColumnSpan span) const {
        if (grid_.steps.stagger_y_um != 0.0 || !layout_.kinds().empty()) return true;
        WaferRect row = rect_of(grid_, {row_, span.begin});
        row.right = rect_of(grid_, {row_, span.end - 1}).right;
        return substrate_.in_notch(row);
    }
    /// The columns inside of the edge, from the one nearest to the wafer's middle outwards.
    [[nodiscard]] ColumnSpan inside_edge() const {
        const double y_um = grid_.center({row_, 0}).y;
        const std::int32_t nearest = std::clamp(grid_.nearest({0.0, y_um}).col, 0, grid_.cols - 1);
        std::int32_t middle = -1;
        for (std::int32_t col = std::max(0, nearest - 1); col <= std::min(nearest + 1, grid_.cols - 1); ++col)
            if (inside(col)) middle = col;
        if (middle < 0) return {};
        return {last_inside(middle, -1), last_inside(middle, grid_.cols) + 1};
    }
    /// By bisection between a column inside and one that is not, or is none.
    [[nodiscard]] std::int32_t last_inside(std::int32_t in, std::int32_t out) const {
        while (std::abs(out - in) > 1) {
            const std::int32_t middle = in + (out - in) / 2;
            (inside(middle) ? in : out) = middle;
        }
        return in;
    }

    const DieGrid& grid_;
    const Substrate& substrate_;
    const WaferLayout& layout_;
    std::int32_t row_;
};

}  // namespace

DiePresence::DiePresence(const DieGrid& grid, const Substrate& substrate, const WaferLayout& layout) {
    const auto rows = static_cast<std::size_t>(grid.rows);
    std::vector<std::vector<ColumnSpan>> found(rows);
    parallel_blocks(rows, kBlockRows, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            found[row] = RowScan(grid, substrate, layout, static_cast<std::int32_t>(row)).runs();
    });
    first_run_.reserve(rows + 1);
    first_run_.push_back(0);
    for (const std::vector<ColumnSpan>& row : found) {
        runs_.insert(runs_.end(), row.begin(), row.end());
        first_run_.push_back(runs_.size());
        for (const ColumnSpan& run : row) count_ += run.size();
    }
}

bool DiePresence::exists(DieIndex die) const {
    if (die.row < 0 || die.row >= rows()) return false;
    const std::span<const ColumnSpan> row = runs(die.row);
    const auto after = std::ranges::upper_bound(row, die.col, {}, &ColumnSpan::begin);
    return after != row.begin() && std::prev(after)->contains(die.col);
}

bool holds_a_die(const DieGrid& grid, const DiePresence& presence, const WaferRect& area) {
    const std::int32_t more = grid.steps.staggered() ? 1 : 0;
    const DieIndex first = grid.nearest({area.left, area.top});
    const DieIndex last = grid.nearest({area.right, area.bottom});
    const ColumnSpan columns{first.col - more, last.col + more + 1};
    const std::int32_t end = std::min(last.row + more, grid.rows - 1);
    for (std::int32_t row = std::max(first.row - more, 0); row <= end; ++row) {
        for (const ColumnSpan& run : presence.runs(row)) {
            if (common(run, columns).size() > 0) return true;
        }
    }
    return false;
}

}  // namespace waferglow

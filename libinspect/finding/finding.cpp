// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/finding/finding.h"

#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace waferglow {

const FindingColumn* FindingList::column(std::string_view name) const {
    const auto found = std::ranges::find(columns, name, &FindingColumn::name);
    return found == columns.end() ? nullptr : &*found;
}

const FindingList* find_list(const std::vector<FindingList>& lists, std::string_view kind) {
    const auto found =
        std::ranges::find(lists, kind, [](const FindingList& list) { return list.kind->name; });
    return found == lists.end() ? nullptr : &*found;
}

void put_list(FindingList list, std::vector<FindingList>& lists) {
    const auto same = std::ranges::find(lists, list.kind, &FindingList::kind);
    if (same == lists.end())
        lists.push_back(std::move(list));
    else
        *same = std::move(list);
}

WaferRect extent_of(const DieGrid& grid, const DieRect& on) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    WaferRect extent{.left = kFar, .right = -kFar, .bottom = kFar, .top = -kFar};
    // Of staggered rows and columns two at each side may reach furthest.
    for (const std::int32_t row : {on.row_begin, on.row_begin + 1, on.row_end - 2, on.row_end - 1}) {
        for (const std::int32_t col : {on.col_begin, on.col_begin + 1, on.col_end - 2, on.col_end - 1}) {
            if (row < on.row_begin || row >= on.row_end || col < on.col_begin || col >= on.col_end) continue;
            const WaferPoint center = grid.center({row, col});
            extent.left = std::min(extent.left, center.x - 0.5 * grid.pitch_x_um);
            extent.right = std::max(extent.right, center.x + 0.5 * grid.pitch_x_um);
            extent.bottom = std::min(extent.bottom, center.y - 0.5 * grid.pitch_y_um);
            extent.top = std::max(extent.top, center.y + 0.5 * grid.pitch_y_um);
        }
    }
    return extent;
}

void check_list(const FindingList& list) {
    if (list.kind == nullptr) throw Error(ErrorKind::usage, "findings of no kind");
    const auto require = [&list](bool fits, const std::string& what) {
        if (!fits) throw Error(ErrorKind::usage, fmt::format("findings '{}': {}", list.kind->name, what));
    };
    for (const FindingColumn& column : list.columns) {
        const std::size_t values = std::max(column.numbers.size(), column.texts.size());
        require(values == list.findings.size() && (column.numbers.empty() || column.texts.empty()),
                fmt::format("column '{}' has {} values for {} findings", column.name, values,
                            list.findings.size()));
    }
    if (list.kind->classed_by_bin) return;
    for (const Finding& finding : list.findings) {
        require(finding.code >= 0 && static_cast<std::size_t>(finding.code) < list.classes.size(),
                fmt::format("number {} is of class {}, which has no name", finding.number, finding.code));
    }
}

}  // namespace waferglow

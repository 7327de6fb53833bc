// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/geometry/layout.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::array<const char*, 4> kKinds{"die", "pcm", "mark", "none"};

}  // namespace

const char* to_string(CellKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<CellKind> cell_kind_of(std::string_view name) {
    const auto found = std::ranges::find(kKinds, name);
    if (found == kKinds.end()) return std::nullopt;
    return static_cast<CellKind>(found - kKinds.begin());
}

WaferLayout::WaferLayout(const DieGrid& grid, std::span<const LayoutCell> cells) {
    Content content;
    std::vector<bool> named(grid.cells(), false);
    for (const LayoutCell& told : cells) {
        const auto [row, col] = told.cell;
        if (!grid.contains(told.cell))
            throw Error(ErrorKind::input,
                        fmt::format("layout: there is no cell ({}, {}) in a grid of {} rows and {} columns",
                                    row, col, grid.rows, grid.cols));
        const std::size_t cell = grid.cell(told.cell);
        if (named[cell])
            throw Error(ErrorKind::input, fmt::format("layout: the cell ({}, {}) is named twice", row, col));
        named[cell] = true;
        if (told.kind != CellKind::die) {
            if (content.kinds.empty()) content.kinds.assign(grid.cells(), CellKind::die);
            content.kinds[cell] = told.kind;
        }
        if (told.group.empty()) continue;
        auto name = std::ranges::find(content.names, told.group);
        if (name == content.names.end()) name = content.names.insert(name, told.group);
        if (content.names.size() > kNoGroup)
            throw Error(
                ErrorKind::input,
                fmt::format("layout: more than {} groups; is the column 'group' the right one?", kNoGroup));
        if (content.groups.empty()) content.groups.assign(grid.cells(), kNoGroup);
        content.groups[cell] = static_cast<std::uint8_t>(name - content.names.begin());
    }
    set(grid, std::move(content));
}

WaferLayout::WaferLayout(const DieGrid& grid, std::vector<CellKind> kinds, std::vector<std::uint8_t> groups,
                         std::vector<std::string> names) {
    set(grid, {std::move(kinds), std::move(groups), std::move(names)});
}

void WaferLayout::set(const DieGrid& grid, Content content) {
    const auto fits = [&](std::size_t size) { return size == 0 || size == grid.cells(); };
    if (!fits(content.kinds.size()) || !fits(content.groups.size()))
        throw Error(ErrorKind::input, fmt::format("layout: {} kinds and {} groups for a grid of {} cells",
                                                  content.kinds.size(), content.groups.size(), grid.cells()));
    const auto known_kind = [](CellKind kind) { return static_cast<std::size_t>(kind) < kKinds.size(); };
    const auto known_group = [&](std::uint8_t group) {
        return group == kNoGroup || group < content.names.size();
    };
    if (!std::ranges::all_of(content.kinds, known_kind) || !std::ranges::all_of(content.groups, known_group))
        throw Error(ErrorKind::input, "layout: there is a cell of a kind or a group that does not exist");
    if (content.kinds.empty() && content.groups.empty()) return;
    content_ = std::make_shared<const Content>(std::move(content));
}

std::span<const std::string> WaferLayout::group_names() const {
    return content_ == nullptr ? std::span<const std::string>{} : std::span(content_->names);
}

std::span<const CellKind> WaferLayout::kinds() const {
    return content_ == nullptr ? std::span<const CellKind>{} : std::span(content_->kinds);
}

std::span<const std::uint8_t> WaferLayout::groups() const {
    return content_ == nullptr ? std::span<const std::uint8_t>{} : std::span(content_->groups);
}

bool operator==(const WaferLayout& a, const WaferLayout& b) {
    if (a.content_ == b.content_) return true;
    return a.content_ != nullptr && b.content_ != nullptr && *a.content_ == *b.content_;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/normalise_groups.h"

#include "libinspect/base/parallel.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/large_vector.h"

#include <algorithm>

namespace waferglow {
namespace {

constexpr std::size_t kBlock = 1U << 16U;

/// Calls `body(cell)` for the cells of a group, in parallel.
template <class Body>
void over_group(std::span<const std::uint8_t> groups, std::uint8_t group, const Body& body) {
    parallel_blocks(groups.size(), kBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            if (groups[cell] == group) body(cell);
        }
    });
}

/// The values of a group's cells, no data elsewhere.
std::vector<float> values_of(std::span<const float> values, std::span<const std::uint8_t> groups,
                             std::uint8_t group) {
    std::vector<float> own = large_vector(values.size(), kNoData);
    over_group(groups, group, [&](std::size_t cell) { own[cell] = values[cell]; });
    return own;
}

}  // namespace

std::vector<float> normalise_groups(std::span<const float> values, const DieGrid& grid,
                                    const WaferLayout& layout, const NormaliseSettings& settings) {
    const std::span<const std::uint8_t> groups = layout.groups();
    if (groups.empty()) return normalise_to_neighbourhood(values, grid, settings);
    std::vector<float> relative = large_vector(values.size(), kNoData);
    const auto add = [&](std::uint8_t group) {
        std::vector<float> own = values_of(values, groups, group);
        normalise_to_neighbourhood(own, grid, settings, own);
        over_group(groups, group, [&](std::size_t cell) { relative[cell] = own[cell]; });
    };
    for (std::size_t group = 0; group < layout.group_names().size(); ++group)
        add(static_cast<std::uint8_t>(group));
    add(WaferLayout::kNoGroup);
    return relative;
}

GroupTrends::GroupTrends(std::span<const float> values, const DieGrid& grid, const WaferLayout& layout)
    : layout_(layout) {
    const std::span<const std::uint8_t> groups = layout.groups();
    if (groups.empty()) {
        trends_.back() = fit_trend_surface(values, grid);
        return;
    }
    trends_.clear();
    for (std::size_t group = 0; group < layout.group_names().size(); ++group)
        trends_.push_back(
            fit_trend_surface(values_of(values, groups, static_cast<std::uint8_t>(group)), grid));
    trends_.push_back(fit_trend_surface(values_of(values, groups, WaferLayout::kNoGroup), grid));
}

bool GroupTrends::known() const {
    return std::ranges::any_of(trends_, [](const TrendSurface& trend) { return trend.level > 0.0; });
}

}  // namespace waferglow

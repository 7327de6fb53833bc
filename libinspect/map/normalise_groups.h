// SPDX-License-Identifier: GPL-3.0-or-later
// Intensity of a wafer's dies relative to healthy dies around them, each product by itself.
#pragma once

#include "libinspect/geometry/layout.h"
#include "libinspect/map/normalise.h"
#include "libinspect/map/trend_surface.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// As normalise_to_neighbourhood; where the layout has groups, only dies of a die's own group are its
/// neighbours (those of no group make one by themselves), so that products of different brightness share a
/// wafer.
[[nodiscard]] std::vector<float> normalise_groups(std::span<const float> values, const DieGrid& grid,
                                                  const WaferLayout& layout,
                                                  const NormaliseSettings& settings);

/// The trend of healthy dies, of each product by itself. Immutable value, thread-safe.
class GroupTrends {
  public:
    GroupTrends() = default;
    /// As fit_trend_surface over the dies of each group of the layout.
    GroupTrends(std::span<const float> values, const DieGrid& grid, const WaferLayout& layout);

    /// The trend of the group that the cell belongs to.
    [[nodiscard]] const TrendSurface& of(std::size_t cell) const {
        const std::uint8_t group = layout_.group(cell);
        return trends_[group == WaferLayout::kNoGroup ? trends_.size() - 1 : group];
    }
    /// Whether any group has dies to tell it by.
    [[nodiscard]] bool known() const;

  private:
    WaferLayout layout_;
    std::vector<TrendSurface> trends_ = std::vector<TrendSurface>(1);  // that of no group comes last
};

}  // namespace waferglow

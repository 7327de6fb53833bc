// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing dies: by an area of the wafer, by their values in one layer or two, by their bin.
#pragma once

#include "app/gui/presenters/wafer/layer_data.h"
#include "libinspect/geometry/layout.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::gui {

/// Closed interval of values; NaN lies in none.
struct ValueRange {
    float low = 0.0F;
    float high = 0.0F;
    [[nodiscard]] bool contains(float value) const { return value >= low && value <= high; }
};

/// Existing dies whose centre lies inside of a closed polygon (even-odd rule).
[[nodiscard]] MaskPtr select_area(const DieGrid& grid, const DiePresence& presence,
                                  std::span<const WaferPoint> polygon);

/// Dies whose value lies in the range.
[[nodiscard]] MaskPtr select_range(const LayerData& layer, const DieGrid& grid, ValueRange range);

/// Dies whose values lie in both ranges.
[[nodiscard]] MaskPtr select_both(const LayerData& x, ValueRange range_x, const LayerData& y,
                                  ValueRange range_y, const DieGrid& grid);

/// How a choice joins the one before.
enum class Combine : std::uint8_t { replace, add, remove, intersect };

/// `chosen` joined with `before` (null: no die was chosen).
[[nodiscard]] MaskPtr combine(const MaskPtr& before, const MaskPtr& chosen, Combine how, const DieGrid& grid);

/// Dies of one bin.
[[nodiscard]] MaskPtr select_bin(const BinData& bins, std::uint8_t code, const DieGrid& grid);

}  // namespace waferglow::gui

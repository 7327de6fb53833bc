// SPDX-License-Identifier: GPL-3.0-or-later
// A layer seen as lines along one axis, and means over pieces of them.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::module {

struct LineView {
    std::span<const float> values;  ///< row-major
    std::int32_t cols = 0;
    Axis axis = Axis::row;
    std::int32_t lines = 0;
    std::int32_t length = 0;  ///< of each

    LineView(std::span<const float> layer, const DieGrid& grid, Axis along)
        : values(layer),
          cols(grid.cols),
          axis(along),
          lines(along == Axis::row ? grid.rows : grid.cols),
          length(along == Axis::row ? grid.cols : grid.rows) {}
    [[nodiscard]] float at(std::int32_t line, std::int32_t k) const {
        const std::int32_t row = axis == Axis::row ? line : k;
        const std::int32_t col = axis == Axis::row ? k : line;
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                      static_cast<std::size_t>(col)];
    }
};

/// Sums of one line from its beginning.
struct LineSums {
    std::vector<double> sum;          ///< length + 1
    std::vector<std::int32_t> count;  ///< of values that are there

    [[nodiscard]] double mean(std::int32_t begin, std::int32_t end) const {
        const auto b = static_cast<std::size_t>(begin);
        const auto e = static_cast<std::size_t>(end);
        return (sum[e] - sum[b]) / (count[e] - count[b]);
    }
    [[nodiscard]] std::int32_t measured(std::int32_t begin, std::int32_t end) const {
        return count[static_cast<std::size_t>(end)] - count[static_cast<std::size_t>(begin)];
    }
};

/// Values held to +- `most`, so that a single dead sub-pixel does not make a line.
[[nodiscard]] LineSums sums_of_line(const LineView& view, std::int32_t line, double most);

/// Mean of the values of [begin, end) that lie within `reach` of their median; NaN where there are none.
[[nodiscard]] double trimmed_mean(const LineView& view, std::int32_t line, std::int32_t begin,
                                  std::int32_t end, double reach);

}  // namespace waferglow::module

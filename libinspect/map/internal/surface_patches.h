// SPDX-License-Identifier: GPL-3.0-or-later
// Dies in small squares at even steps over a grid: what a trend surface is fitted to.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// Healthy light of a small square of dies.
struct Patch {
    std::int32_t row;  ///< among the patches
    std::int32_t col;
    double u;  ///< mean position of its lit dies, -1 to 1 over columns and rows
    double v;
    double value;  ///< median of its lit dies, relative to the level
    double noise;  ///< of `value`, in sigmas of a die
};

/// Position of a row or column as -1 to 1; 0 where there is only one.
[[nodiscard]] inline double scaled_position(std::int32_t index, std::int32_t count) {
    return count > 1 ? 2.0 * index / (count - 1) - 1.0 : 0.0;
}

/// Reads squares of up to 8 x 8 dies, at most 64 along the longer side of the grid. Immutable; values and
/// grid must outlive it.
class PatchReader {
  public:
    PatchReader(std::span<const float> values, const DieGrid& grid);

    [[nodiscard]] std::int32_t rows() const { return (grid_.rows + step_ - 1) / step_; }
    [[nodiscard]] std::int32_t cols() const { return (grid_.cols + step_ - 1) / step_; }
    /// Calls `body(row, col, value)` for the dies of all patches that have a value.
    template <class Body>
    void for_each_die(const Body& body) const {
        for_each([&](DieIndex first) { read(first, body); });
    }
    /// The patches that have a die above half of `level`.
    [[nodiscard]] std::vector<Patch> patches(double level) const;

  private:
    template <class Body>
    void for_each(const Body& body) const {
        for (std::int32_t row = 0; row < grid_.rows; row += step_) {
            for (std::int32_t col = 0; col < grid_.cols; col += step_) body(DieIndex{row, col});
        }
    }
    template <class Body>
    void read(DieIndex first, const Body& body) const {
        for (std::int32_t row = first.row; row < std::min(first.row + side_, grid_.rows); ++row) {
            for (std::int32_t col = first.col; col < std::min(first.col + side_, grid_.cols); ++col) {
                const float value = values_[grid_.cell({row, col})];
                if (std::isfinite(value)) body(row, col, value);
            }
        }
    }

    std::span<const float> values_;
    const DieGrid& grid_;
    std::int32_t step_;
    std::int32_t side_;
};

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Image pyramids of a wafer map that keep the extremes: one dark die among a hundred million stays visible.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// Cells of `factor` x `factor` dies (fewer at the right and lower edge), row-major. NaN where no die of the
/// cell has a value.
struct ValueLevel {
    std::int32_t factor = 0;
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<float> low;   ///< least value
    std::vector<float> high;  ///< greatest value
    std::vector<float> mean;  ///< of the dies; above the first level the mean of the means
};

/// One level of rows x cols values, NaN: none. Runs on all cores; same result for any number of them.
[[nodiscard]] ValueLevel value_level(std::span<const float> values, std::int32_t rows, std::int32_t cols,
                                     std::int32_t factor);

/// Finite values of at most some 200,000 cells spread evenly over the grid, sorted: for quantiles.
[[nodiscard]] std::vector<float> sorted_sample(std::span<const float> values, std::int32_t cols);

/// Levels of factor 4, 8, 16, ... of one layer; a view with fewer than 4 dies a pixel reads the layer itself.
/// Takes a quarter of the layer's memory. Immutable, thread-safe.
class ValuePyramid {
  public:
    static constexpr std::int32_t kFirstFactor = 4;

    ValuePyramid() = default;
    /// Of rows x cols values, NaN: none. Runs on all cores; same result for any number of them.
    ValuePyramid(std::span<const float> values, std::int32_t rows, std::int32_t cols);
    /// Of a level made before, and those above it.
    explicit ValuePyramid(ValueLevel finest);

    [[nodiscard]] std::span<const ValueLevel> levels() const { return levels_; }

  private:
    void add_coarser_levels();
    std::vector<ValueLevel> levels_;
};

/// Cells that keep the greatest of their ranks; see RankPyramid.
struct RankLevel {
    std::int32_t factor = 0;
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<std::uint8_t> rank;
};

[[nodiscard]] RankLevel rank_level(std::span<const std::uint8_t> ranks, std::int32_t rows, std::int32_t cols,
                                   std::int32_t factor);

/// The same for small whole numbers of which the greatest matters: bins by how bad they are, or 1 for
/// selected.
class RankPyramid {
  public:
    RankPyramid() = default;
    RankPyramid(std::span<const std::uint8_t> ranks, std::int32_t rows, std::int32_t cols);

    [[nodiscard]] std::span<const RankLevel> levels() const { return levels_; }

  private:
    std::vector<RankLevel> levels_;
};

}  // namespace waferglow

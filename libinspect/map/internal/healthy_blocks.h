// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of healthy dies over square blocks, and the smooth reference that they give: the inside of
// normalise_to_neighbourhood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow {

/// Healthy dies of each block, row-major: how many, and the sum of their intensities relative to the trend
/// surface.
struct BlockSums {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<float> count;
    std::vector<float> sum;

    BlockSums() = default;
    BlockSums(std::int32_t row_count, std::int32_t col_count)
        : rows(row_count), cols(col_count), count(cells()), sum(cells()) {}
    [[nodiscard]] std::size_t cells() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
    }
    [[nodiscard]] std::size_t cell(std::int32_t row, std::int32_t col) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
    }
};

/// Blocks of 5 x 5 make a neighbourhood.
inline constexpr std::int32_t kWindowBlocks = 5;

struct ReferenceSettings {
    double sigma = 0.0;         ///< relative scatter of healthy dies
    double min_healthy = 30.0;  ///< dies that a neighbourhood needs
    double slope_sigma = 0.0;   ///< what slope is expected of the reference, a block, 1 sigma
};

/// Takes the healthy dies away from blocks whose mean differs from the trend surface by more than 10 % and 4
/// sigmas of their noise, looking at squares of 1, 2, 4 and 8 blocks: regions of weak dies that noise hides
/// one by one.
void exclude_weak_regions(BlockSums& blocks, double sigma);

/// The healthy intensity at the middle of each block, relative to the trend surface: the value there of a
/// plane through the healthy dies of the neighbourhood. A plane, not a mean, so that one-sided neighbourhoods
/// at an edge are not biased by a slope; slopes beyond noise and `slope_sigma` are damped (ridge regression).
/// Where a neighbourhood holds fewer than `min_healthy` healthy dies, the answer of blocks twice as large, in
/// the end 1.
[[nodiscard]] std::vector<float> smooth_reference(const BlockSums& blocks, const ReferenceSettings& settings);

}  // namespace waferglow

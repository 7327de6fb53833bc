// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/normalise.h"

#include "libinspect/base/parallel.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/internal/healthy_blocks.h"
#include "libinspect/map/internal/hold_back_noise.h"
#include "libinspect/map/internal/robust.h"
#include "libinspect/map/large_vector.h"
#include "libinspect/map/trend_surface.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr std::size_t kTaskRows = 16;  // rows of blocks in a task
constexpr std::size_t kMaxSample = 60'000;
constexpr double kNarrowestCut = 0.01;
constexpr double kNarrowestFirstCut = 0.06;  // what the surface may leave of a smooth trend
constexpr double kWidestCut = 0.5;
constexpr double kSlopeOverMap = 0.05;  // of the reference against the surface, from middle to edge

/// How a grid is cut into blocks.
struct BlockLayout {
    std::int32_t side;
    std::int32_t rows;
    std::int32_t cols;

    BlockLayout(const DieGrid& grid, int radius)
        : side(std::max(1, (2 * radius + 1 + kWindowBlocks / 2) / kWindowBlocks)),
          rows((grid.rows + side - 1) / side),
          cols((grid.cols + side - 1) / side) {}
};

/// The reference at every die of a row: linear between the middles of blocks, and on beyond the outermost.
class ReferenceRows {
  public:
    ReferenceRows(const std::vector<float>& blocks, const BlockLayout& layout, std::int32_t die_cols)
        : blocks_(blocks),
          layout_(layout),
          above_(static_cast<std::size_t>(die_cols)),
          below_(above_),
          out_(above_) {}

    const std::vector<float>& at(std::int32_t row) {
        const float place = place_of(row);
        const std::int32_t upper = lower_block(place, layout_.rows);
        if (upper != upper_) {
            above_.swap(below_);
            if (upper_ < 0 || upper != upper_ + 1) spread(upper, above_);
            spread(std::min(upper + 1, layout_.rows - 1), below_);
            upper_ = upper;
        }
        const float t = place - static_cast<float>(upper);
        for (std::size_t col = 0; col < out_.size(); ++col)
            out_[col] = above_[col] + t * (below_[col] - above_[col]);
        return out_;
    }

  private:
    /// Position of a die in blocks, 0 at the middle of the first.
    [[nodiscard]] float place_of(std::int32_t die) const {
        return (static_cast<float>(die) + 0.5F) / static_cast<float>(layout_.side) - 0.5F;
    }
    static std::int32_t lower_block(float place, std::int32_t blocks) {
        return std::clamp(static_cast<std::int32_t>(place), 0, std::max(0, blocks - 2));
    }
    void spread(std::int32_t block_row, std::vector<float>& line) const {
        const float* from =
            blocks_.data() + static_cast<std::size_t>(block_row) * static_cast<std::size_t>(layout_.cols);
        const auto cols = static_cast<std::int32_t>(line.size());
        for (std::int32_t col = 0; col < cols; ++col) {
            const float place = place_of(col);
            const std::int32_t left = lower_block(place, layout_.cols);
            const float a = from[left];
            const float b = from[std::min(left + 1, layout_.cols - 1)];
            line[static_cast<std::size_t>(col)] = a + (place - static_cast<float>(left)) * (b - a);
        }
    }

    const std::vector<float>& blocks_;
    const BlockLayout& layout_;
    std::int32_t upper_ = -1;
    std::vector<float> above_;
    std::vector<float> below_;
    std::vector<float> out_;
};

/// Calls `body(reference, surface line, first block row, last block row)` for tasks of some rows of blocks.
template <class Body>
void over_tasks(const DieGrid& grid, const BlockLayout& layout, const std::vector<float>& reference,
                const Body& body) {
    parallel_blocks(static_cast<std::size_t>(layout.rows), kTaskRows,
                    [&](std::size_t begin, std::size_t end) {
                        ReferenceRows rows(reference, layout, grid.cols);
                        std::vector<float> surface(static_cast<std::size_t>(grid.cols));
                        body(rows, surface, static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end));
                    });
}

/// Sums of the dies that lie within `cut` of the reference.
BlockSums sum_healthy(std::span<const float> values, const DieGrid& grid, const BlockLayout& layout,
                      const TrendSurface& trend, const std::vector<float>& reference, float cut) {
    BlockSums sums(layout.rows, layout.cols);
    over_tasks(grid, layout, reference,
               [&](ReferenceRows& rows, std::vector<float>& surface, std::int32_t first, std::int32_t last) {
                   std::vector<float> count(surface.size());
                   std::vector<float> total(surface.size());
                   for (std::int32_t block = first; block < last; ++block) {
                       std::ranges::fill(count, 0.0F);
                       std::ranges::fill(total, 0.0F);
                       for (std::int32_t row = block * layout.side;
                            row < std::min((block + 1) * layout.side, grid.rows); ++row) {
                           trend.along_row(grid, row, surface);
                           const float* near = rows.at(row).data();
                           const float* line = values.data() + grid.cell({row, 0});
                           for (std::size_t col = 0; col < surface.size(); ++col) {
                               const float ratio = line[col] / surface[col];
                               const bool healthy = std::abs(ratio - near[col]) <= cut * near[col];
                               count[col] += healthy ? 1.0F : 0.0F;
                               total[col] += healthy ? ratio : 0.0F;
                           }
                       }
                       for (std::int32_t col = 0; col < grid.cols; ++col) {
                           const std::size_t cell = sums.cell(block, col / layout.side);
                           sums.count[cell] += count[static_cast<std::size_t>(col)];
                           sums.sum[cell] += total[static_cast<std::size_t>(col)];
                       }
                   }
               });
    return sums;
}

/// Scatter of healthy dies about the reference.
double scatter_of(std::span<const float> values, const DieGrid& grid, const BlockLayout& layout,
                  const TrendSurface& trend, const std::vector<float>& reference) {
    const auto cols = static_cast<std::size_t>(grid.cols);
    const std::size_t step = sampling_step(values.size(), kMaxSample, cols);
    std::vector<float> ratios;
    for (std::size_t cell = 0; cell < values.size(); cell += step) {
        if (!std::isfinite(values[cell])) continue;
        const auto row = static_cast<std::int32_t>(cell / cols);
        const auto col = static_cast<std::int32_t>(cell % cols);
        const auto block =
            static_cast<std::size_t>(row / layout.side) * static_cast<std::size_t>(layout.cols) +
            static_cast<std::size_t>(col / layout.side);
        const double expected = trend.at(grid, row, col) * static_cast<double>(reference[block]);
        const auto ratio = static_cast<float>(static_cast<double>(values[cell]) / expected);
        if (ratio < 2.0F) ratios.push_back(ratio);
    }
    return upper_spread(ratios, 1.0);
}

}  // namespace

void normalise_to_neighbourhood(std::span<const float> values, const DieGrid& grid,
                                const NormaliseSettings& settings, std::span<float> relative) {
    const TrendSurface trend = fit_trend_surface(values, grid);
    if (trend.level <= 0.0) {
        std::ranges::fill(relative, kNoData);
        return;
    }
    const BlockLayout layout(grid, settings.window_radius_dies);
    std::vector<float> reference(
        static_cast<std::size_t>(layout.rows) * static_cast<std::size_t>(layout.cols), 1.0F);
    double sigma = trend.sigma;
    const double slope = kSlopeOverMap * 2.0 * layout.side / std::max(grid.rows, grid.cols);
    for (int round = 0; round < settings.rounds; ++round) {
        if (round > 0) sigma = scatter_of(values, grid, layout, trend, reference);
        const double narrowest = round == 0 ? kNarrowestFirstCut : kNarrowestCut;
        const double cut = std::clamp(settings.healthy_sigmas * sigma, narrowest, kWidestCut);
        BlockSums healthy = sum_healthy(values, grid, layout, trend, reference, static_cast<float>(cut));
        exclude_weak_regions(healthy, sigma);
        reference = smooth_reference(
            healthy,
            {.sigma = sigma, .min_healthy = static_cast<double>(settings.min_healthy), .slope_sigma = slope});
        hold_back_noise(healthy,
                        {.sigma = sigma,
                         .min_healthy = static_cast<double>(settings.min_healthy),
                         .degree = trend.degree},
                        reference);
    }
    over_tasks(grid, layout, reference,
               [&](ReferenceRows& rows, std::vector<float>& surface, std::int32_t first, std::int32_t last) {
                   for (std::int32_t row = first * layout.side; row < std::min(last * layout.side, grid.rows);
                        ++row) {
                       trend.along_row(grid, row, surface);
                       const float* near = rows.at(row).data();
                       const float* line = values.data() + grid.cell({row, 0});
                       float* out = relative.data() + grid.cell({row, 0});
                       for (std::size_t col = 0; col < surface.size(); ++col)
                           out[col] = line[col] / (surface[col] * near[col]);
                   }
               });
}

std::vector<float> normalise_to_neighbourhood(std::span<const float> values, const DieGrid& grid,
                                              const NormaliseSettings& settings) {
    std::vector<float> relative = large_vector(values.size(), kNoData);
    normalise_to_neighbourhood(values, grid, settings, relative);
    return relative;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/normalise.h"

#include "libinspect/base/parallel.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/trend_surface.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>

namespace waferglow {
namespace {

constexpr std::size_t kBlockRows = 256;  // fixed, so that sums are the same for any number of threads
constexpr int kWindowLevels = 3;
constexpr float kMaxRatio = 8.0F;
/// Ratios of healthy dies as integers: running sums of them are exact, hence free of drift and of order.
constexpr float kFixedPoint = 1 << 20;

/// Calls `body(row_begin, row_end)` over blocks of rows.
template <class Body>
void over_rows(const DieGrid& grid, const Body& body) {
    parallel_blocks(static_cast<std::size_t>(grid.rows), kBlockRows, [&](std::size_t begin, std::size_t end) {
        body(static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end));
    });
}

void divide_by_surface(std::span<const float> values, const DieGrid& grid, const TrendSurface& surface,
                       std::vector<float>& ratio) {
    over_rows(grid, [&](std::int32_t begin, std::int32_t end) {
        for (std::int32_t row = begin; row < end; ++row) {
            const std::size_t first = grid.cell({row, 0});
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const std::size_t cell = first + static_cast<std::size_t>(col);
                ratio[cell] = values[cell] / static_cast<float>(surface.at(grid, row, col));
            }
        }
    });
}

/// Robust sigma of ratio / reference about 1, from at most some 200,000 cells at even steps.
double scatter_of(std::span<const float> ratio, std::span<const float> reference) {
    std::vector<float> deviations;
    const std::size_t step = std::max<std::size_t>(1, ratio.size() / 200'000) | 1U;
    for (std::size_t cell = 0; cell < ratio.size(); cell += step) {
        const float deviation = std::abs(ratio[cell] / reference[cell] - 1.0F);
        if (deviation < 0.5F) deviations.push_back(deviation);
    }
    if (deviations.empty()) return 0.0;
    const auto middle = deviations.begin() + static_cast<std::ptrdiff_t>(deviations.size() / 2);
    std::nth_element(deviations.begin(), middle, deviations.end());
    return 1.4826 * static_cast<double>(*middle);
}

/// Fixed-point ratio of healthy cells, 0 elsewhere.
void choose_healthy(std::span<const float> ratio, std::span<const float> reference, float cut,
                    std::vector<std::int32_t>& healthy) {
    parallel_blocks(ratio.size(), std::size_t{1} << 18U, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            const float deviation = std::abs(ratio[cell] / reference[cell] - 1.0F);
            const bool good = deviation <= cut && ratio[cell] > 0.0F && ratio[cell] < kMaxRatio;
            healthy[cell] = good ? static_cast<std::int32_t>(ratio[cell] * kFixedPoint + 0.5F) : 0;
        }
    });
}

/// Column sums of healthy cells and their number over a band of rows that slides down.
class Band {
  public:
    Band(std::span<const std::int32_t> healthy, const DieGrid& grid, int radius, std::int32_t first_row)
        : healthy_(healthy),
          grid_(grid),
          radius_(radius),
          sums_(static_cast<std::size_t>(grid.cols)),
          counts_(static_cast<std::size_t>(grid.cols)) {
        for (std::int32_t row = first_row - radius; row <= first_row + radius; ++row) add(row, 1);
    }
    void slide_to(std::int32_t row) {
        add(row - 1 - radius_, -1);
        add(row + radius_, 1);
    }
    [[nodiscard]] std::int64_t sum(std::int32_t col) const { return sums_[static_cast<std::size_t>(col)]; }
    [[nodiscard]] std::int32_t count(std::int32_t col) const {
        return counts_[static_cast<std::size_t>(col)];
    }

  private:
    void add(std::int32_t row, int sign) {
        if (row < 0 || row >= grid_.rows) return;
        const std::int32_t* line = healthy_.data() + grid_.cell({row, 0});
        for (std::size_t col = 0; col < sums_.size(); ++col) {
            sums_[col] += sign * line[col];
            counts_[col] += line[col] != 0 ? sign : 0;
        }
    }

    std::span<const std::int32_t> healthy_;
    const DieGrid& grid_;
    int radius_;
    std::vector<std::int64_t> sums_;
    std::vector<std::int32_t> counts_;
};

/// Sets `reference` to the mean of the healthy cells of the window around each cell where it is NaN and
/// enough of them are there. Returns whether some with a value stayed NaN.
bool fill_reference(std::span<const std::int32_t> healthy, std::span<const float> ratio, const DieGrid& grid,
                    int radius, int min_healthy, std::vector<float>& reference) {
    std::atomic<bool> left = false;
    over_rows(grid, [&](std::int32_t begin, std::int32_t end) {
        Band band(healthy, grid, radius, begin);
        bool block_left = false;
        for (std::int32_t row = begin; row < end; ++row) {
            if (row > begin) band.slide_to(row);
            std::int64_t sum = 0;
            std::int32_t count = 0;
            const auto take = [&](std::int32_t col, int sign) {
                if (col < 0 || col >= grid.cols) return;
                sum += sign * band.sum(col);
                count += sign * band.count(col);
            };
            for (std::int32_t col = 0; col < radius && col < grid.cols; ++col) take(col, 1);
            const std::size_t first = grid.cell({row, 0});
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                take(col + radius, 1);
                take(col - radius - 1, -1);
                float& target = reference[first + static_cast<std::size_t>(col)];
                if (!std::isnan(target)) continue;
                if (count >= min_healthy) {
                    target = static_cast<float>(static_cast<double>(sum) / (count * double{kFixedPoint}));
                } else if (std::isfinite(ratio[first + static_cast<std::size_t>(col)])) {
                    block_left = true;
                }
            }
        }
        if (block_left) left = true;
    });
    return left;
}

}  // namespace

std::vector<float> normalise_to_neighbourhood(std::span<const float> values, const DieGrid& grid,
                                              const NormaliseSettings& settings) {
    std::vector<float> ratio(values.size(), kNoData);
    const TrendSurface surface = fit_trend_surface(values, grid);
    if (surface.level <= 0.0) return ratio;
    divide_by_surface(values, grid, surface, ratio);
    std::vector<float> reference(values.size(), 1.0F);
    std::vector<std::int32_t> healthy(values.size());
    for (int round = 0; round < settings.rounds; ++round) {
        const double cut = std::clamp(settings.healthy_sigmas * scatter_of(ratio, reference), 1e-3, 0.75);
        choose_healthy(ratio, reference, static_cast<float>(cut), healthy);
        std::ranges::fill(reference, kNoData);
        int radius = settings.window_radius_dies;
        for (int level = 0; level < kWindowLevels; ++level, radius *= 2) {
            if (!fill_reference(healthy, ratio, grid, radius, settings.min_healthy, reference)) break;
        }
        std::ranges::replace_if(
            reference, [](float value) { return std::isnan(value); }, 1.0F);
    }
    parallel_blocks(ratio.size(), std::size_t{1} << 18U, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) ratio[cell] /= reference[cell];
    });
    return ratio;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a wafer into blocks, and finds the size at which blocks no longer know of each other.
#include "libinspect/base/error.h"
#include "libinspect/correlation/block_bootstrap.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostBlocks = 6000;  // more would only cost time
constexpr double kUncorrelated = 2.0;      // standard errors

struct Share {
    double part = 0.0;
    double whole = 0.0;
};

Share disagreement(const Confusion& c) {
    return {static_cast<double>(c.fp + c.fn), static_cast<double>(c.matched())};
}
Share overkill(const Confusion& c) {
    return {static_cast<double>(c.fp), static_cast<double>(c.fp + c.tn)};
}
Share escape(const Confusion& c) {
    return {static_cast<double>(c.fn), static_cast<double>(c.fn + c.tp)};
}

Confusion total_of(const std::vector<Confusion>& counts) {
    Confusion sum;
    for (const Confusion& c : counts) sum += c;
    return sum;
}

/// Correlation of residuals part - rate * whole between blocks side by side and one above the other, in
/// standard errors of independent blocks.
double neighbour_correlation(const BlockCounts& blocks, Share (*share_of)(const Confusion&)) {
    const Share all = share_of(total_of(blocks.counts));
    if (all.part <= 0.0 || all.whole <= 0.0) return 0.0;
    const auto width = static_cast<std::size_t>(blocks.block_cols);
    const auto height = static_cast<std::size_t>(blocks.place.back()) / width + 1;
    std::vector<double> residual(width * height, 0.0);  // 0 where there is no block: adds nothing below
    double square = 0.0;
    std::size_t used = 0;
    for (std::size_t i = 0; i < blocks.counts.size(); ++i) {
        const Share share = share_of(blocks.counts[i]);
        if (share.whole <= 0.0) continue;
        const double r = share.part - all.part / all.whole * share.whole;
        residual[static_cast<std::size_t>(blocks.place[i])] = r;
        square += r * r;
        ++used;
    }
    double product = 0.0;
    double pairs = 0.0;
    for (std::size_t i = 0; i < residual.size(); ++i) {
        if (residual[i] == 0.0) continue;
        if (i % width + 1 < width && residual[i + 1] != 0.0) {
            product += residual[i] * residual[i + 1];
            ++pairs;
        }
        if (i + width < residual.size() && residual[i + width] != 0.0) {
            product += residual[i] * residual[i + width];
            ++pairs;
        }
    }
    if (pairs == 0.0 || square <= 0.0) return 0.0;
    return product / (square / static_cast<double>(used)) / std::sqrt(pairs);
}

bool independent(const BlockCounts& blocks) {
    return neighbour_correlation(blocks, disagreement) < kUncorrelated &&
           neighbour_correlation(blocks, overkill) < kUncorrelated &&
           neighbour_correlation(blocks, escape) < kUncorrelated;
}

}  // namespace

BlockCounts count_blocks(const DieGrid& grid, std::span<const DieOutcome> outcomes, std::int32_t block_dies) {
    if (outcomes.size() != grid.cells() || block_dies < 1) {
        throw Error(ErrorKind::usage, fmt::format("{} outcomes for a grid of {} cells, blocks of {} dies",
                                                  outcomes.size(), grid.cells(), block_dies));
    }
    BlockCounts blocks{.block_dies = block_dies,
                       .block_cols = (grid.cols + block_dies - 1) / block_dies,
                       .place = {},
                       .counts = {}};
    std::vector<Confusion> line(static_cast<std::size_t>(blocks.block_cols));
    for (std::int32_t top = 0; top < grid.rows; top += block_dies) {
        std::ranges::fill(line, Confusion{});
        for (std::int32_t row = top; row < std::min(grid.rows, top + block_dies); ++row) {
            const std::span dies = outcomes.subspan(grid.cell({row, 0}), static_cast<std::size_t>(grid.cols));
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                add_outcome(line[static_cast<std::size_t>(col / block_dies)],
                            dies[static_cast<std::size_t>(col)]);
            }
        }
        for (std::int32_t i = 0; i < blocks.block_cols; ++i) {
            if (line[static_cast<std::size_t>(i)].matched() == 0) continue;
            blocks.place.push_back(top / block_dies * blocks.block_cols + i);
            blocks.counts.push_back(line[static_cast<std::size_t>(i)]);
        }
    }
    return blocks;
}

BlockCounts independent_blocks(const DieGrid& grid, std::span<const DieOutcome> outcomes) {
    const double cells = static_cast<double>(grid.cells());
    auto size = std::max(4, static_cast<std::int32_t>(std::sqrt(cells / static_cast<double>(kMostBlocks))));
    BlockCounts blocks = count_blocks(grid, outcomes, size);
    while (!independent(blocks)) {
        size += std::max(1, size / 2);
        BlockCounts larger = count_blocks(grid, outcomes, size);
        if (larger.counts.size() < kFewestBlocks) break;
        blocks = std::move(larger);
    }
    return blocks;
}

}  // namespace waferglow

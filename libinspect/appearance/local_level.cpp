// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/local_level.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace waferglow::appearance {
namespace {

constexpr std::int32_t kBlock = 6;
constexpr std::size_t kFewest = 12;  // dies of a block that count
constexpr float kMostDrift = 0.2F;

bool drift(float level) {
    return std::abs(level) <= kMostDrift;
}

}  // namespace

LocalLevel::LocalLevel(std::span<const DieIndex> dies) {
    if (dies.empty()) return;
    const auto [first_row, last_row] = std::ranges::minmax(dies, {}, &DieIndex::row);
    const auto [first_col, last_col] = std::ranges::minmax(dies, {}, &DieIndex::col);
    const std::int32_t rows = (last_row.row - first_row.row) / kBlock + 1;
    const std::int32_t cols = (last_col.col - first_col.col) / kBlock + 1;
    const auto index = [&](std::int32_t row, std::int32_t col) {
        return static_cast<std::size_t>(std::clamp(row, 0, rows - 1)) * static_cast<std::size_t>(cols) +
               static_cast<std::size_t>(std::clamp(col, 0, cols - 1));
    };
    const auto block_of = [&](DieIndex die) {
        return index((die.row - first_row.row) / kBlock, (die.col - first_col.col) / kBlock);
    };
    first_.assign(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols) + 1, 0);
    for (const DieIndex die : dies) ++first_[block_of(die) + 1];
    for (std::size_t b = 1; b < first_.size(); ++b) first_[b] += first_[b - 1];
    order_.resize(dies.size());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    around_.reserve(dies.size());
    for (std::size_t i = 0; i < dies.size(); ++i) {
        const DieIndex die = dies[i];
        order_[next[block_of(die)]++] = i;
        const double v = (die.row - first_row.row + 0.5) / kBlock - 0.5;
        const double u = (die.col - first_col.col + 0.5) / kBlock - 0.5;
        const auto row = static_cast<std::int32_t>(std::floor(v));
        const auto col = static_cast<std::int32_t>(std::floor(u));
        const auto fv = static_cast<float>(v - row);
        const auto fu = static_cast<float>(u - col);
        around_.push_back(
            {{index(row, col), index(row, col + 1), index(row + 1, col), index(row + 1, col + 1)},
             {(1.0F - fv) * (1.0F - fu), (1.0F - fv) * fu, fv * (1.0F - fu), fv * fu}});
    }
    level_.resize(first_.size() - 1);
}

std::vector<float> LocalLevel::of(std::span<const float> values) {
    members_.clear();
    std::ranges::copy_if(values, std::back_inserter(members_), [](float v) { return !std::isnan(v); });
    if (members_.empty()) return std::vector<float>(values.size(), 0.0F);
    const float all = upper_median(members_);
    const float whole = drift(all) ? all : 0.0F;
    for (std::size_t b = 0; b < level_.size(); ++b) {
        members_.clear();
        for (std::size_t i = first_[b]; i < first_[b + 1]; ++i) {
            if (!std::isnan(values[order_[i]])) members_.push_back(values[order_[i]]);
        }
        const float level = members_.size() < kFewest ? whole : upper_median(members_);
        level_[b] = drift(level) ? level : whole;
    }
    std::vector<float> levels;
    levels.reserve(values.size());
    for (const Around& a : around_) {
        float level = 0.0F;
        for (std::size_t k = 0; k < 4; ++k) level += a.share[k] * level_[a.block[k]];
        levels.push_back(level);
    }
    return levels;
}

}  // namespace waferglow::appearance

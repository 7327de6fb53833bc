// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/local_level.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace waferglow::appearance {
namespace {

constexpr std::int32_t kBlock = 6;
constexpr std::size_t kFewest = 12;  // dies of a block that count

struct Blocks {
    std::int32_t row0 = 0;
    std::int32_t col0 = 0;
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::vector<float> level;

    [[nodiscard]] std::size_t index(std::int32_t row, std::int32_t col) const {
        return static_cast<std::size_t>(std::clamp(row, 0, rows - 1)) * static_cast<std::size_t>(cols) +
               static_cast<std::size_t>(std::clamp(col, 0, cols - 1));
    }
    [[nodiscard]] float at(DieIndex die) const {
        const double v = (die.row - row0 + 0.5) / kBlock - 0.5;
        const double u = (die.col - col0 + 0.5) / kBlock - 0.5;
        const auto row = static_cast<std::int32_t>(std::floor(v));
        const auto col = static_cast<std::int32_t>(std::floor(u));
        const auto fv = static_cast<float>(v - row);
        const auto fu = static_cast<float>(u - col);
        const float above = (1.0F - fu) * level[index(row, col)] + fu * level[index(row, col + 1)];
        const float below = (1.0F - fu) * level[index(row + 1, col)] + fu * level[index(row + 1, col + 1)];
        return (1.0F - fv) * above + fv * below;
    }
};

}  // namespace

std::vector<float> local_level(std::span<const DieIndex> dies, std::span<const float> values) {
    std::vector<float> all;
    for (const float v : values) {
        if (!std::isnan(v)) all.push_back(v);
    }
    if (all.empty()) return std::vector<float>(dies.size(), 0.0F);
    const float whole = upper_median(all);
    const auto [first_row, last_row] = std::ranges::minmax(dies, {}, &DieIndex::row);
    const auto [first_col, last_col] = std::ranges::minmax(dies, {}, &DieIndex::col);
    Blocks blocks{.row0 = first_row.row, .col0 = first_col.col, .level = {}};
    blocks.rows = (last_row.row - first_row.row) / kBlock + 1;
    blocks.cols = (last_col.col - first_col.col) / kBlock + 1;
    std::vector<std::vector<float>> members(static_cast<std::size_t>(blocks.rows) *
                                            static_cast<std::size_t>(blocks.cols));
    for (std::size_t i = 0; i < dies.size(); ++i) {
        if (std::isnan(values[i])) continue;
        members[blocks.index((dies[i].row - blocks.row0) / kBlock, (dies[i].col - blocks.col0) / kBlock)]
            .push_back(values[i]);
    }
    for (std::vector<float>& block : members) {
        blocks.level.push_back(block.size() < kFewest ? whole : upper_median(block));
    }
    std::vector<float> levels;
    levels.reserve(dies.size());
    for (const DieIndex die : dies) levels.push_back(blocks.at(die));
    return levels;
}

}  // namespace waferglow::appearance

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/training_split.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace waferglow {
namespace {

constexpr double kBlocks = 200.0;

/// Fisher-Yates with the generator's own bits: std::shuffle may differ between libraries.
template <class Value>
void shuffle(std::vector<Value>& values, std::mt19937_64& random) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random() % i]);
}

}  // namespace

std::int32_t block_of(const DieGrid& grid, std::int32_t block_dies, std::size_t cell) {
    const auto columns = static_cast<std::size_t>(grid.cols);
    const auto row = static_cast<std::int32_t>(cell / columns);
    const auto col = static_cast<std::int32_t>(cell % columns);
    const std::int32_t across = (grid.cols + block_dies - 1) / block_dies;
    return (row / block_dies) * across + col / block_dies;
}

TrainingRecord draw_training_blocks(const DieGrid& grid, std::span<const std::size_t> cells,
                                    std::int64_t dies, std::uint64_t seed) {
    TrainingRecord record;
    record.block_dies = static_cast<std::int32_t>(
        std::clamp(std::round(std::sqrt(static_cast<double>(cells.size()) / kBlocks)), 4.0, 64.0));
    std::map<std::int32_t, std::int64_t> held;
    for (const std::size_t cell : cells) ++held[block_of(grid, record.block_dies, cell)];
    std::vector<std::int32_t> order;
    order.reserve(held.size());
    for (const auto& [block, count] : held) order.push_back(block);
    std::mt19937_64 random(seed);
    shuffle(order, random);
    std::int64_t taken = 0;
    for (const std::int32_t block : order) {
        if (taken > 0 && taken + held[block] > dies) continue;
        record.blocks.push_back(block);
        taken += held[block];
    }
    std::ranges::sort(record.blocks);
    return record;
}

std::vector<bool> trained_on(const TrainingRecord& record, const DieGrid& grid,
                             std::span<const std::size_t> cells) {
    std::vector<bool> trained(cells.size(), record.block_dies == 0);
    if (record.block_dies == 0) return trained;
    for (std::size_t i = 0; i < cells.size(); ++i)
        trained[i] = std::ranges::binary_search(record.blocks, block_of(grid, record.block_dies, cells[i]));
    return trained;
}

std::vector<int> deal_folds(std::span<const std::int32_t> groups, std::span<const std::uint8_t> bad,
                            int folds, std::uint64_t seed) {
    struct Group {
        std::int32_t number = 0;
        std::int64_t bad = 0;
        std::int64_t all = 0;
    };
    std::map<std::int32_t, Group> found;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        Group& group = found[groups[i]];
        group.number = groups[i];
        group.bad += bad[i] == 1;
        ++group.all;
    }
    std::vector<Group> order;
    order.reserve(found.size());
    for (const auto& [number, group] : found) order.push_back(group);
    std::mt19937_64 random(seed);
    shuffle(order, random);
    std::ranges::stable_sort(order, [](const Group& a, const Group& b) { return a.bad > b.bad; });
    std::vector<Group> sums(static_cast<std::size_t>(folds));
    std::map<std::int32_t, int> fold_of;
    for (const Group& group : order) {
        const auto least = std::ranges::min_element(sums, [](const Group& a, const Group& b) {
            return a.bad != b.bad ? a.bad < b.bad : a.all < b.all;
        });
        least->bad += group.bad;
        least->all += group.all;
        fold_of[group.number] = static_cast<int>(least - sums.begin());
    }
    std::vector<int> folds_of_rows(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) folds_of_rows[i] = fold_of[groups[i]];
    return folds_of_rows;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Which dies a model may learn from: whole blocks of neighbours, since a die next to one learnt from is no
// unseen die. The split is by (row, col) and a seed alone, so that it can be told again from what is stored.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// The dies of one wafer that a model was trained on: all cells of `blocks`, squares of `block_dies` numbered
/// row by row over the grid.
struct TrainingRecord {
    std::string wafer_id;
    std::int32_t block_dies = 0;
    std::vector<std::int32_t> blocks;  ///< rising; empty with block_dies 0: the whole wafer
    friend bool operator==(const TrainingRecord&, const TrainingRecord&) = default;
};

/// The number of the block that holds a cell.
[[nodiscard]] std::int32_t block_of(const DieGrid& grid, std::int32_t block_dies, std::size_t cell);

/// Draws blocks by `seed` that hold at most `dies` of `cells` (one block at least), and as many as fit; the
/// edge is chosen for some 200 blocks a wafer, 4 to 64 dies.
[[nodiscard]] TrainingRecord draw_training_blocks(const DieGrid& grid, std::span<const std::size_t> cells,
                                                  std::int64_t dies, std::uint64_t seed);

/// For each of `cells` whether the record holds it.
[[nodiscard]] std::vector<bool> trained_on(const TrainingRecord& record, const DieGrid& grid,
                                           std::span<const std::size_t> cells);

/// A fold from 0 to `folds` - 1 for each element of `groups`, the same for equal groups; groups are dealt out
/// so that the folds have about the same number of bad ones and of all. `bad`: 1 bad.
[[nodiscard]] std::vector<int> deal_folds(std::span<const std::int32_t> groups,
                                          std::span<const std::uint8_t> bad, int folds, std::uint64_t seed);

}  // namespace waferglow

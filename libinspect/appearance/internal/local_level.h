// SPDX-License-Identifier: GPL-3.0-or-later
// The level of the dies around each die of a tile. Internal to this room.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::appearance {

/// Medians over blocks of six by six dies, interpolated between their middles. Made once for the dies of a
/// tile; confined.
class LocalLevel {
  public:
    explicit LocalLevel(std::span<const DieIndex> dies);

    /// For each die the level of `values`, one a die (NaN: doesn't count): gains over a good die, less 1.
    /// Blocks with few dies take the median of all. A block, or all, whose median is off by more than light
    /// and colour drift over a wafer is a cluster of damaged dies and no level: 0 stands for that of all.
    [[nodiscard]] std::vector<float> of(std::span<const float> values);

  private:
    /// The four blocks around a die and their shares.
    struct Around {
        std::size_t block[4] = {};
        float share[4] = {};
    };
    std::vector<std::size_t> order_;  // dies, block by block
    std::vector<std::size_t> first_;  // in order_, of each block, and the end
    std::vector<Around> around_;      // of each die
    std::vector<float> members_;      // buffers
    std::vector<float> level_;
};

}  // namespace waferglow::appearance

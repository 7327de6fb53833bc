// SPDX-License-Identifier: GPL-3.0-or-later
// What a wafer file holds beside its large maps so that a viewer shows them before it has read them:
//     /entry/pyramid/<layer>  low, high, mean[row, col] float32 of cells of `factor` x `factor` dies (NaN: no
//                             value), sample: up to some 200,000 of the values, sorted
//     /entry/pyramid/bins     code[row, col] uint8: of each cell the bin that must not be overlooked
//                             (255: none)
// Grids below kPyramidCells have none: they are read as fast.
#pragma once

#include "libinspect/map/pyramid.h"
#include "libinspect/store/wafer_content.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

inline constexpr std::size_t kPyramidCells = 1'000'000;
/// Of the stored level: on the largest wafers planned for, the whole wafer in a window of some 1000 pixels.
inline constexpr std::int32_t kStoredFactor = 8;

struct StoredPyramid {
    ValueLevel level;
    std::vector<float> sample;
};

/// Nothing where the file has no pyramid of that layer. Throws as read_wafer_file does.
[[nodiscard]] std::optional<StoredPyramid> read_pyramid(const std::filesystem::path& path,
                                                        const std::string& layer);

/// `rank` holds bin codes, 255 where no die of the cell has a bin. Nothing where the file has none.
[[nodiscard]] std::optional<RankLevel> read_bin_pyramid(const std::filesystem::path& path);

/// Ranks of bin codes by what must not be overlooked: 0 none, then passing bins, then failing ones, each kind
/// from frequent to rare. Codes that `table` lacks count as failing.
[[nodiscard]] std::array<std::uint8_t, 256> bin_ranks(std::span<const StoredBin> table,
                                                      const std::array<std::int64_t, 256>& counts);

}  // namespace waferglow

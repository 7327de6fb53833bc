// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles that were taken at the same place in several channels, to be worked on together.
#pragma once

#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow {

/// Tiles of one position, in the order of the channels given; positions in ScanJob::tiles.
struct TileGroup {
    std::vector<std::size_t> tiles;
    std::optional<std::size_t> strongest;  ///< the tile of the first channel, where there is one
};

/// All tiles of a job by position, in the order of the first tile of each group. Tiles belong together that
/// lie within half a pitch of one of the channel `order.front()`; any other is a group of its own.
[[nodiscard]] std::vector<TileGroup> group_by_position(const ScanJob& job,
                                                       std::span<const std::size_t> order);

/// The same in the order of work: the groups of each pass, with the tiles of that pass alone, by the first of
/// them. `strongest` stays the tile of the first channel, be it of an earlier pass.
[[nodiscard]] std::vector<std::vector<TileGroup>> split_by_pass(const ScanJob& job,
                                                                const std::vector<TileGroup>& groups);

}  // namespace waferglow

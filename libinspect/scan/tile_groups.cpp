// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/tile_groups.h"

#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/position_index.h"

#include <algorithm>
#include <map>
#include <utility>

namespace waferglow {
namespace {

std::size_t first_tile(const TileGroup& group) {
    return std::ranges::min(group.tiles);
}

}  // namespace

std::vector<TileGroup> group_by_position(const ScanJob& job, std::span<const std::size_t> order) {
    if (order.empty()) return {};
    const std::vector<std::size_t> strongest = tiles_of(job, order.front());
    const PositionIndex index(positions_of(job, strongest),
                              0.5 * std::min(job.grid.pitch_x_um, job.grid.pitch_y_um));
    std::vector<TileGroup> groups;
    groups.reserve(strongest.size());
    for (const std::size_t tile : strongest) groups.push_back({{tile}, tile});
    for (const std::size_t channel : order.subspan(1)) {
        for (const std::size_t tile : tiles_of(job, channel)) {
            if (const auto found = index.find(job.tiles[tile].position)) {
                groups[*found].tiles.push_back(tile);
            } else {
                groups.push_back({{tile}, std::nullopt});
            }
        }
    }
    std::ranges::stable_sort(groups, {}, first_tile);
    return groups;
}

std::vector<std::vector<TileGroup>> split_by_pass(const ScanJob& job, const std::vector<TileGroup>& groups) {
    std::map<int, std::vector<TileGroup>> passes;
    for (const TileGroup& group : groups) {
        std::map<int, TileGroup> parts;
        for (const std::size_t tile : group.tiles) parts[job.tiles[tile].pass].tiles.push_back(tile);
        for (auto& [pass, part] : parts) {
            part.strongest = group.strongest;
            passes[pass].push_back(std::move(part));
        }
    }
    std::vector<std::vector<TileGroup>> split;
    for (auto& [pass, part] : passes) {
        std::ranges::stable_sort(part, {}, first_tile);
        split.push_back(std::move(part));
    }
    return split;
}

}  // namespace waferglow

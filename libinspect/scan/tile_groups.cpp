// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/tile_groups.h"

#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/position_index.h"

#include <algorithm>

namespace waferglow {

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
    const auto first = [](const TileGroup& group) { return std::ranges::min(group.tiles); };
    std::ranges::stable_sort(groups, {}, first);
    return groups;
}

}  // namespace waferglow

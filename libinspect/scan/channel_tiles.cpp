// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/channel_tiles.h"

namespace waferglow {

std::vector<std::size_t> tiles_of(const ScanJob& job, std::size_t channel) {
    std::vector<std::size_t> tiles;
    for (std::size_t i = 0; i < job.tiles.size(); ++i) {
        if (static_cast<std::size_t>(job.tiles[i].channel) == channel) tiles.push_back(i);
    }
    return tiles;
}

std::vector<StagePoint> positions_of(const ScanJob& job, std::span<const std::size_t> tiles) {
    std::vector<StagePoint> positions;
    positions.reserve(tiles.size());
    for (const std::size_t tile : tiles) positions.push_back(job.tiles[tile].position);
    return positions;
}

}  // namespace waferglow

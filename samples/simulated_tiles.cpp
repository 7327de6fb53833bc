// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/simulated_tiles.h"

#include "libinspect/base/parallel.h"

#include <fmt/format.h>

namespace waferglow::samples {

SimulatedTileSource::SimulatedTileSource(const simulated::SimulatedRecording& recording, TileStorage storage)
    : recording_(recording) {
    const simulated::RecordingSettings& settings = recording.settings();
    job_.wafer = settings.wafer;
    job_.grid = settings.grid;
    job_.layout = recording.layout();
    job_.camera = settings.camera;
    for (const simulated::ChannelSettings& channel : settings.channels)
        job_.channels.push_back(channel.channel);
    for (const simulated::PlannedTile& tile : recording.tiles()) {
        job_.tiles.push_back(
            {tile.index, tile.channel, tile.reported, fmt::format("simulated tile {}", tile.index)});
    }
    job_.dark = recording.dark_frame();
    job_.flat = recording.flat_frame();
    if (storage == TileStorage::rendered_on_demand) return;
    kept_.resize(job_.tiles.size());
    parallel_blocks(kept_.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) kept_[i] = recording.make_tile(i);
    });
}

Image& SimulatedTileSource::load(std::size_t tile, Image& scratch) {
    if (!kept_.empty()) return kept_[tile];
    scratch = recording_.make_tile(tile);
    return scratch;
}

}  // namespace waferglow::samples

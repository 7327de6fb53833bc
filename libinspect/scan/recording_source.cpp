// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/recording_source.h"

#include "libinspect/scan/dark_level.h"

#include <utility>

namespace waferglow {

RecordingSource::RecordingSource(Recording recording) : recording_(std::move(recording)) {
    job_.wafer = recording_.wafer;
    job_.grid = recording_.grid;
    job_.camera = recording_.camera;
    job_.channels = recording_.channels;
    job_.dark = read_dark(recording_);
    job_.flat = read_flat(recording_);
    job_.tiles.reserve(recording_.tiles.size());
    for (const TileEntry& tile : recording_.tiles) {
        job_.tiles.push_back({.index = tile.index,
                              .channel = tile.channel,
                              .position = tile.position,
                              .name = tile.file.generic_string()});
    }
    if (!job_.dark && job_.flat)
        job_.dark = Image(job_.camera.width_px, job_.camera.height_px, dark_level_of_tiles(*this));
}

Image& RecordingSource::load(std::size_t tile, Image& scratch) {
    read_tile(recording_, recording_.tiles[tile], scratch);
    return scratch;
}

}  // namespace waferglow

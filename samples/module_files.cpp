// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/module_files.h"

#include "libinspect/formats/recording.h"
#include "samples/module_truth.h"
#include "samples/recording_folder.h"

namespace waferglow::samples {

void write_module_files(const simulated::ModuleRecording& made, const std::filesystem::path& folder,
                        const WriteOptions& options) {
    make_recording_folder(folder);
    const simulated::ModuleSettings& s = made.settings();
    const std::span<const simulated::ModuleTile> tiles = made.tiles();
    Recording recording;
    recording.folder = folder;
    recording.module = s.module;
    recording.patterns = s.patterns;
    recording.camera = s.camera;
    for (const LitPattern& pattern : s.patterns)
        recording.channels.push_back(
            {.name = pattern.name, .kind = ChannelKind::lit, .exposure_ms = pattern.exposure_ms});
    for (const simulated::ModuleTile& tile : tiles)
        recording.tiles.push_back({tile.index, tile_file(tile.index), tile.pattern, tile.reported});

    write_tile_files(
        folder, tiles.size(), [&](std::size_t i) { return tiles[i].index; },
        [&](std::size_t i) { return made.make_tile(i); }, options);
    recording.dark = write_frame_file(folder, made.dark_frame(), "dark.tif");
    recording.flat = write_frame_file(folder, made.flat_frame(), "flat.tif");
    if (options.truth) write_module_truth(made, folder);
    write_recording(recording);
}

}  // namespace waferglow::samples

// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated recording as a source of tiles.
#include "samples/simulated_tiles.h"

#include "drivers/simulated/physics/presets.h"

using namespace waferglow;
using samples::SimulatedTileSource;
using samples::TileStorage;

TEST_CASE("a tile source hands out the recording's tiles, rendered or kept", "[samples]") {
    simulated::RecordingSettings settings = simulated::preset("example");
    settings.grid.rows = 21;
    settings.grid.cols = 17;
    settings.camera.width_px = 160;
    settings.camera.height_px = 120;
    const simulated::SimulatedRecording recording(settings);
    SimulatedTileSource on_demand(recording);
    SimulatedTileSource kept(recording, TileStorage::kept_in_memory);
    REQUIRE(on_demand.job().tiles.size() == recording.tiles().size());
    CHECK(on_demand.job().dark->pixels() == recording.dark_frame()->pixels());
    Image scratch;
    for (const std::size_t tile : {std::size_t{1}, recording.tiles().size() - 1}) {
        CHECK(on_demand.load(tile, scratch).pixels() == recording.make_tile(tile).pixels());
        CHECK(kept.load(tile, scratch).pixels() == recording.make_tile(tile).pixels());
    }
}

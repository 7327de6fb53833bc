// SPDX-License-Identifier: GPL-3.0-or-later
// What a listener is told while a wafer is inspected.
#include "drivers/simulated/physics/presets.h"
#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/inspect.h"
#include "samples/simulated_tiles.h"
#include "tests/formats/support.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

/// Tiles of which the first can't be read any more when it is measured.
class TornTiles : public samples::SimulatedTileSource {
  public:
    using SimulatedTileSource::SimulatedTileSource;
    void announce(std::span<const std::size_t> /*tiles*/, bool again) override { measuring_ = !again; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override {
        if (measuring_ && tile == 0) throw Error(ErrorKind::input, "torn");
        return SimulatedTileSource::load(tile, scratch);
    }

  private:
    bool measuring_ = false;  // pilots are announced before all tiles are
};

class Listener : public ProgressListener {
  public:
    void on_progress(const ScanProgress& progress) override { last[progress.stage] = progress; }
    std::map<std::string, ScanProgress> last;
};

}  // namespace

TEST_CASE("progress counts die measurements, not the dies that exist", "[scan]") {
    const simulated::SimulatedRecording recording(simulated::preset("example"));
    TornTiles tiles(recording);
    const test::TempFolder folder;
    Listener listener;
    const InspectOutcome outcome =
        inspect_source({.tiles = tiles, .tool = {}, .dark_origin = {}, .flat_origin = {}}, {},
                       {.output = folder / "w.h5", .keep_going = true, .progress = &listener});
    std::int64_t measured = 0;
    for (const Channel& channel : outcome.file.channels) {
        const std::vector<float>& sum = outcome.file.map.at(layer_name(channel, Quantity::sum)).values;
        measured += std::ranges::count_if(sum, [](float value) { return !std::isnan(value); });
    }
    REQUIRE(measured < 2 * outcome.file.map.presence().count());
    CHECK(listener.last.at("evaluate").dies_measured == measured);
    CHECK(listener.last.at("write").dies_measured == measured);
}

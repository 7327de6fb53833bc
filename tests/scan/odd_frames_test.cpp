// SPDX-License-Identifier: GPL-3.0-or-later
// Single frames that no other tile shows the dies of: no overlap, and one channel only. What a frame shows by
// itself and against those beside it is all there is.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/base/parallel.h"
#include "libinspect/scan/scan.h"
#include "samples/simulated_tiles.h"
#include "tests/scan/spoiled_source.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

using samples::SimulatedTileSource;
using samples::TileStorage;
using simulated::RecordingSettings;
using simulated::SimulatedRecording;

RecordingSettings alone(const char* preset) {
    RecordingSettings s = simulated::preset(preset);
    s.scan.overlap_x_um = s.scan.overlap_y_um = 0.0;
    s.channels.resize(1);
    return s;
}

RecordingSettings other_wafer(RecordingSettings s) {
    s.seed += 100;
    return s;
}

/// A wafer, and another of the same grid and pose.
class OddBench {
  public:
    explicit OddBench(const RecordingSettings& settings)
        : recording_(settings), alike_(other_wafer(settings)) {}

    [[nodiscard]] std::vector<std::size_t> refused(const std::map<std::size_t, Spoil>& spoilt,
                                                   std::vector<std::size_t> shown = {}) {
        SpoiledSource source(tiles_, nullptr, &alike_tiles_, spoilt);
        source.show(std::move(shown));
        const ScanResult scan = run_scan(source, {}, {}, {});
        std::vector<std::size_t> refused;
        for (std::size_t i = 0; i < scan.ledger.size(); ++i) {
            if (scan.ledger[i].status == TileStatus::dropped) refused.push_back(i);
        }
        return refused;
    }
    [[nodiscard]] std::size_t tiles() const { return tiles_.job().tiles.size(); }
    [[nodiscard]] TileSource& source() { return tiles_; }

  private:
    SimulatedRecording recording_;
    SimulatedRecording alike_;
    SimulatedTileSource tiles_{recording_, TileStorage::kept_in_memory};
    SimulatedTileSource alike_tiles_{alike_};
};

using Tiles = std::vector<std::size_t>;

}  // namespace

TEST_CASE("frames out of focus, mirrored or partly exposed are named with nothing to compare their dies with",
          "[scan][frames]") {
    OddBench bench(alone("small"));
    const std::size_t tile = GENERATE(0, 5, 9);
    const Spoil spoil = GENERATE(Spoil::blurred, Spoil::mirrored, Spoil::torn_exposure, Spoil::half_exposure);
    INFO(name_of(spoil) << " as tile " << tile);
    CHECK(bench.refused({{tile, spoil}}) == Tiles{tile});
}

TEST_CASE("a frame out of focus is named in either channel", "[scan][frames]") {
    OddBench bench(simulated::preset("example"));
    for (const std::size_t tile : {std::size_t{1}, bench.tiles() - 2})
        CHECK(bench.refused({{tile, Spoil::blurred}}) == Tiles{tile});
}

TEST_CASE("two exchanged frames are both named", "[scan][frames]") {
    OddBench bench(alone("small"));
    std::vector<std::size_t> shown(bench.tiles());
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = i;
    std::swap(shown[5], shown[6]);
    CHECK(bench.refused({}, shown) == Tiles{5, 6});
}

TEST_CASE("another wafer's frame is named where the light of the wafers varies", "[scan][frames]") {
    RecordingSettings settings = alone("small");
    settings.population.emission_map = 0.2;
    OddBench bench(settings);
    CHECK(bench.refused({}).empty());
    const std::size_t tile = 10;
    CHECK(bench.refused({{tile, Spoil::foreign_alike}}) == Tiles{tile});
}

TEST_CASE("a weak channel's torn frame is named where its dies can't be told apart one by one",
          "[scan][frames]") {
    OddBench bench(simulated::preset("dim"));
    const Spoil spoil = GENERATE(Spoil::torn_shifted, Spoil::torn_exposure);
    const std::size_t tile = bench.tiles() - 3;
    INFO(name_of(spoil));
    CHECK(bench.refused({{tile, spoil}}) == Tiles{tile});
}

TEST_CASE("several frames at fault in different ways are all named", "[scan][frames]") {
    OddBench bench(simulated::preset("small"));
    CHECK(bench.refused({{2, Spoil::blurred}, {9, Spoil::torn_shifted}, {12, Spoil::half_exposure}}) ==
          Tiles{2, 9, 12});
    CHECK(bench.refused({{1, Spoil::mirrored}, {6, Spoil::foreign_alike}, {10, Spoil::torn_exposure}}) ==
          Tiles{1, 6, 10});
}

TEST_CASE("the blur of each tile is that of the optics", "[scan][frames]") {
    RecordingSettings settings = simulated::preset("example");
    settings.optics.psf_sigma_px = GENERATE(0.7, 1.3);
    const SimulatedRecording recording(settings);
    SimulatedTileSource source(recording);
    const ThreadLimit limit(1);  // the sink below checks
    std::size_t seen = 0;
    (void)run_scan(
        source, {},
        [&](const TileRecord& record) {
            if (!record.blur.known()) return true;
            ++seen;
            CHECK(static_cast<double>(record.blur.x_px) == Approx(settings.optics.psf_sigma_px).margin(0.15));
            CHECK(static_cast<double>(record.blur.y_px) == Approx(settings.optics.psf_sigma_px).margin(0.15));
            return true;
        },
        {});
    CHECK(seen == source.job().tiles.size());
}

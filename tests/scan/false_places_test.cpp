// SPDX-License-Identifier: GPL-3.0-or-later
// Positions that are not true where tiles do not overlap, or are of one channel only: found by the rim of the
// wafer, by what goes on across borders, and by the other channels. And honest wafers that look a little so.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/base/error.h"
#include "libinspect/scan/inspect.h"
#include "libinspect/scan/scan.h"
#include "libinspect/store/journal.h"
#include "samples/simulated_tiles.h"
#include "tests/scan/spoiled_source.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

using namespace waferglow;

namespace {

using samples::SimulatedTileSource;
using samples::TileStorage;
using simulated::RecordingSettings;
using simulated::SimulatedRecording;

/// A recording whose tiles can be given other places and frames.
class Bench {
  public:
    explicit Bench(const RecordingSettings& settings) : recording_(settings) {}

    [[nodiscard]] SpoiledSource source(std::map<std::size_t, Spoil> spoilt = {}) {
        return {tiles_, nullptr, nullptr, std::move(spoilt)};
    }
    [[nodiscard]] const ScanJob& job() const { return tiles_.job(); }

  private:
    SimulatedRecording recording_;
    SimulatedTileSource tiles_{recording_, TileStorage::kept_in_memory};
};

RecordingSettings without_overlap(const char* preset, std::size_t channels) {
    RecordingSettings s = simulated::preset(preset);
    s.scan.overlap_x_um = s.scan.overlap_y_um = 0.0;
    s.channels.resize(channels);
    return s;
}

/// What the scan is refused for; empty where it is not.
std::string refusal_of(TileSource& source) {
    try {
        (void)run_scan(source, {}, {}, {});
    } catch (const ScanRefused& error) {
        return error.what();
    }
    return {};
}

template <class Move>
std::string refusal_of_places(Bench& bench, const Move& move) {
    SpoiledSource source = bench.source();
    for (ScanTile& tile : source.job_to_change().tiles) tile.position = move(tile);
    return refusal_of(source);
}

/// Each place of `channel` (all: -1) shows the frame that lies `back` places before.
std::string refusal_of_late(Bench& bench, int channel, std::size_t back) {
    const std::vector<ScanTile>& tiles = bench.job().tiles;
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const bool late = i >= back && tiles[i - back].channel == tiles[i].channel &&
                          (channel < 0 || tiles[i].channel == channel);
        shown.push_back(late ? i - back : i);
    }
    SpoiledSource source = bench.source();
    source.show(shown);
    return refusal_of(source);
}

std::vector<std::size_t> refused_tiles(TileSource& source) {
    const ScanResult scan = run_scan(source, {}, {}, {});
    std::vector<std::size_t> refused;
    for (std::size_t i = 0; i < scan.ledger.size(); ++i) {
        if (scan.ledger[i].status == TileStatus::dropped) refused.push_back(i);
    }
    return refused;
}

const std::string kWords = "tile positions are not true";

}  // namespace

TEST_CASE("one channel without overlap: positions reversed, exchanged or late are refused",
          "[scan][frames]") {
    const char* preset = GENERATE("small", "example", "tiny-dies");
    INFO(preset);
    Bench bench(without_overlap(preset, 1));
    using Catch::Contains;
    const auto place = [&bench](double xx, double xy, double yx, double yy) {
        return refusal_of_places(bench, [=](const ScanTile& tile) {
            const StagePoint p = tile.position;
            return StagePoint{xx * p.x + xy * p.y, yx * p.x + yy * p.y};
        });
    };
    CHECK_THAT(place(-1.0, 0.0, 0.0, 1.0), Contains(kWords));
    CHECK_THAT(place(1.0, 0.0, 0.0, -1.0), Contains(kWords));
    CHECK_THAT(place(-1.0, 0.0, 0.0, -1.0), Contains(kWords));
    CHECK_THAT(place(0.0, 1.0, 1.0, 0.0), Contains(kWords));
    CHECK_THAT(refusal_of_late(bench, -1, 1), Contains(kWords));
}

TEST_CASE("one channel without overlap: positions stretched or shrunk are refused", "[scan][frames]") {
    Bench bench(without_overlap("example", 1));
    for (const double scale : {0.9, 0.95, 1.03, 1.1}) {
        INFO(scale);
        CHECK_THAT(refusal_of_places(bench,
                                     [scale](const ScanTile& tile) {
                                         return StagePoint{scale * tile.position.x, scale * tile.position.y};
                                     }),
                   Catch::Contains(kWords));
    }
}

TEST_CASE("a channel whose places are whole pitches off the others' is refused", "[scan][frames]") {
    Bench bench(simulated::preset("small"));
    const double pitch_um = bench.job().grid.pitch_x_um;
    const int channel = GENERATE(0, 1);
    const double pitches = GENERATE(1.0, 4.0);
    INFO(pitches << " pitches, channel " << channel);
    CHECK_THAT(refusal_of_places(bench,
                                 [&](const ScanTile& tile) {
                                     const double by_um = tile.channel == channel ? pitches * pitch_um : 0.0;
                                     return StagePoint{tile.position.x + by_um, tile.position.y};
                                 }),
               Catch::Contains(kWords));
}

TEST_CASE("one channel of two a frame late without overlap is refused", "[scan][frames]") {
    Bench bench(without_overlap("small", 2));
    CHECK_THAT(refusal_of_late(bench, GENERATE(0, 1), 1), Catch::Contains(kWords));
}

TEST_CASE("dies that glow in the edge exclusion speak against no position", "[scan][frames]") {
    Bench bench(without_overlap("small", 1));
    SpoiledSource source = bench.source();
    SECTION("all around") {
        source.job_to_change().wafer.edge_exclusion_mm = 5.0;
    }
    SECTION("with a dead region in the middle") {
        source.job_to_change().wafer.edge_exclusion_mm = 5.0;
        source.kill_dies(StagePoint{5000.0, 0.0}, 9000.0);
    }
    CHECK(refused_tiles(source).empty());
}

TEST_CASE("a frame of another exposure is named without overlap, too", "[scan][frames]") {
    Bench bench(without_overlap("small", 2));
    const std::size_t tile = GENERATE(5, 9);
    SpoiledSource source = bench.source({{tile, Spoil::half_exposure}});
    CHECK(refused_tiles(source) == std::vector<std::size_t>{tile});
}

TEST_CASE("of the same image twice neither is believed where nothing tells which is true", "[scan][frames]") {
    RecordingSettings settings = without_overlap("small", 1);
    settings.scan.jitter_um = 120.0;  // else the lattice tells
    Bench bench(settings);
    std::vector<std::size_t> shown(bench.job().tiles.size());
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = i;
    shown[6] = 5;
    SpoiledSource source = bench.source();
    source.show(shown);
    CHECK(refused_tiles(source) == std::vector<std::size_t>{5, 6});
}

TEST_CASE("of the same image twice that is refused whose lattice or light tells it", "[scan][frames]") {
    Bench bench(without_overlap("small", 1));
    std::vector<std::size_t> shown(bench.job().tiles.size());
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = i;
    const std::size_t wrong = GENERATE(0, 6);
    shown[wrong] = 5;
    SpoiledSource source = bench.source();
    source.show(shown);
    CHECK(refused_tiles(source) == std::vector<std::size_t>{wrong});
}

TEST_CASE("a frame of which a part holds no signal is named", "[scan][frames]") {
    Bench bench(without_overlap("small", 1));
    SpoiledSource source = bench.source({{5, Spoil::no_signal}});
    const ScanResult scan = run_scan(source, {}, {}, {});
    CHECK(scan.ledger[5].status == TileStatus::dropped);
    CHECK_THAT(scan.ledger[5].message, Catch::Contains("no signal"));
}

TEST_CASE("a scan that is refused leaves no journal in the way of the next", "[scan][frames]") {
    Bench bench(without_overlap("small", 1));
    SpoiledSource source = bench.source();
    for (ScanTile& tile : source.job_to_change().tiles) tile.position.x *= -1.0;
    const std::filesystem::path output =
        std::filesystem::temp_directory_path() / fmt::format("waferglow_refused_{}.h5", ::getpid());
    CHECK_THROWS_AS((void)inspect_source({.tiles = source, .tool = {}, .dark_origin = {}, .flat_origin = {}},
                                         {}, {.output = output}),
                    ScanRefused);
    CHECK_FALSE(std::filesystem::exists(journal_path(output)));
    CHECK_FALSE(std::filesystem::exists(output));
}

TEST_CASE("a very dim wafer loses no tile", "[scan][frames]") {
    RecordingSettings settings = simulated::preset("small");
    settings.seed = 8;
    settings.channels[0].electrons_per_px = 20.0;
    settings.channels[1].electrons_per_px = 2.0;
    Bench bench(settings);
    SpoiledSource source = bench.source();
    CHECK(refused_tiles(source).empty());
}

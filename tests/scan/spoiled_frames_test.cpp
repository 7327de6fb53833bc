// SPDX-License-Identifier: GPL-3.0-or-later
// Single frames that are not what they claim to be, and positions that are not true: dies elsewhere keep
// their verdicts, or the scan is refused.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/scan.h"
#include "samples/simulated_tiles.h"
#include "tests/scan/spoiled_source.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

using namespace waferglow;

namespace {

using samples::SimulatedTileSource;
using samples::TileStorage;
using simulated::RecordingSettings;
using simulated::SimulatedRecording;

struct Inspected {
    ScanResult scan;
    std::vector<std::uint8_t> bins;
};

Inspected inspect(TileSource& source) {
    Inspected inspected{.scan = run_scan(source, {}, {}, {.keep_going = true, .stop = {}}), .bins = {}};
    inspected.bins = evaluate(inspected.scan.map, source.job().channels, {}).bins;
    return inspected;
}

/// A wafer, another of another pitch, and one of the same pitch with other defects.
class Bench {
  public:
    explicit Bench(const RecordingSettings& settings)
        : recording_(settings), foreign_(foreign(settings)), alike_(alike(settings)) {
        SpoiledSource clean = source({});
        sound_ = inspect(clean);
    }

    [[nodiscard]] SpoiledSource source(std::map<std::size_t, Spoil> spoilt) {
        return {tiles_, &foreign_tiles_, &alike_tiles_, std::move(spoilt)};
    }
    [[nodiscard]] const ScanJob& job() const { return tiles_.job(); }
    [[nodiscard]] const Inspected& sound() const { return sound_; }

    /// Share of the dies that none of `spoilt` shows whose verdict is not that of the sound wafer.
    [[nodiscard]] double changed_elsewhere(const Inspected& inspected,
                                           const std::map<std::size_t, Spoil>& spoilt) const {
        const std::set<std::size_t> shown = cells_shown(job(), spoilt);
        double dies = 0.0;
        double changed = 0.0;
        for (std::size_t cell = 0; cell < sound_.bins.size(); ++cell) {
            if (sound_.bins[cell] == kNoBinCode || shown.contains(cell)) continue;
            dies += 1.0;
            changed += inspected.bins[cell] != sound_.bins[cell] ? 1.0 : 0.0;
        }
        return changed / dies;
    }

  private:
    static RecordingSettings foreign(RecordingSettings s) {
        s.seed += 100;
        s.grid.pitch_x_um *= 1.21;
        s.grid.pitch_y_um *= 1.17;
        s.scan.pose.offset_x_um += 0.3 * s.grid.pitch_x_um;
        return s;
    }
    static RecordingSettings alike(RecordingSettings s) {
        s.seed += 100;
        return s;
    }

    SimulatedRecording recording_;
    SimulatedRecording foreign_;
    SimulatedRecording alike_;
    SimulatedTileSource tiles_{recording_, TileStorage::kept_in_memory};
    SimulatedTileSource foreign_tiles_{foreign_};
    SimulatedTileSource alike_tiles_{alike_};
    Inspected sound_;
};

Bench& small_wafer() {
    static Bench bench(simulated::preset("small"));
    return bench;
}

RecordingSettings fine_pitch() {
    RecordingSettings s = simulated::preset("small");
    s.seed = 11;
    s.grid = {.pitch_x_um = 300.0, .pitch_y_um = 260.0, .die_width_um = 200.0, .die_height_um = 170.0};
    s.camera = {.pixel_um = 25.0, .width_px = 320, .height_px = 256, .saturation_dn = 4095};
    s.scan.overlap_x_um = 700.0;
    s.scan.overlap_y_um = 600.0;
    s.scan.jitter_um = 10.0;
    return s;
}

std::vector<std::size_t> refused_tiles(const ScanResult& scan) {
    std::vector<std::size_t> refused;
    for (std::size_t i = 0; i < scan.ledger.size(); ++i) {
        if (scan.ledger[i].status == TileStatus::dropped) refused.push_back(i);
    }
    return refused;
}

/// Dies of the refused tile have no verdict, or the one that other tiles give them.
std::size_t wrong_verdicts(const Inspected& inspected, const Inspected& sound) {
    std::size_t wrong = 0;
    for (std::size_t cell = 0; cell < sound.bins.size(); ++cell) {
        if (inspected.bins[cell] != kNoBinCode && inspected.bins[cell] != sound.bins[cell]) ++wrong;
    }
    return wrong;
}

std::string refusal_of(Bench& bench, std::vector<std::size_t> shown) {
    SpoiledSource source = bench.source({});
    source.show(std::move(shown));
    try {
        (void)inspect(source);
    } catch (const Error& error) {
        return error.kind() == ErrorKind::job ? error.what() : "another kind of error";
    }
    return {};
}

/// Each position of a channel has the frame of the one before.
std::vector<std::size_t> one_frame_late(const ScanJob& job) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < job.tiles.size(); ++i)
        shown.push_back(i > 0 && job.tiles[i].channel == job.tiles[i - 1].channel ? i - 1 : i);
    return shown;
}

template <class Move>
std::string refusal_of_places(Bench& bench, const Move& move) {
    SpoiledSource source = bench.source({});
    for (ScanTile& tile : source.job_to_change().tiles) tile.position = move(tile.position);
    try {
        (void)inspect(source);
    } catch (const Error& error) {
        return error.kind() == ErrorKind::job ? error.what() : "another kind of error";
    }
    return {};
}

}  // namespace

TEST_CASE("one spoilt frame moves no verdict of dies elsewhere", "[scan][frames]") {
    Bench& bench = small_wafer();
    const std::size_t tile = GENERATE(0, 5, 9, 14, 20, 23, 31);
    for (const Spoil spoil : kSpoils) {
        const std::map<std::size_t, Spoil> spoilt{{tile, spoil}};
        SpoiledSource source = bench.source(spoilt);
        const Inspected inspected = inspect(source);
        INFO(name_of(spoil) << " as tile " << tile);
        CHECK(bench.changed_elsewhere(inspected, spoilt) < 0.01);
    }
}

TEST_CASE("a spoilt frame is named, and its dies have no verdict of its making", "[scan][frames]") {
    Bench& bench = small_wafer();
    const std::size_t tile = GENERATE(5, 9, 23);
    for (const Spoil spoil : kSpoils) {
        if (spoil == Spoil::missing) continue;
        SpoiledSource source = bench.source({{tile, spoil}});
        const Inspected inspected = inspect(source);
        INFO(name_of(spoil) << " as tile " << tile);
        CHECK(refused_tiles(inspected.scan) == std::vector<std::size_t>{tile});
        CHECK_FALSE(inspected.scan.ledger[tile].message.empty());
        CHECK(inspected.scan.complete);
        // The weak channel's tile decides ratios: dies without it are judged by the strong one alone.
        if (tile < 16) CHECK(wrong_verdicts(inspected, bench.sound()) <= 5);
    }
}

TEST_CASE("dies of a refused frame are taken from the tiles beside it", "[scan][frames]") {
    Bench& bench = small_wafer();
    SpoiledSource source = bench.source({{5, Spoil::overexposed}});
    const Inspected inspected = inspect(source);
    const ScanJob& job = bench.job();
    const double half_um = 0.5 * job.camera.width_px * job.camera.pixel_um;
    std::size_t shared = 0;
    for (std::int32_t row = 0; row < job.grid.rows; ++row) {
        for (std::int32_t col = 0; col < job.grid.cols; ++col) {
            const std::size_t cell = job.grid.cell({row, col});
            if (bench.sound().bins[cell] == kNoBinCode) continue;
            const WaferPoint p = job.grid.center({row, col});
            bool elsewhere = false;
            for (std::size_t i = 0; i < 16 && !elsewhere; ++i) {
                const StagePoint middle = job.tiles[i].position;
                elsewhere = i != 5 && std::abs(p.x - middle.x) < half_um - 450.0 &&
                            std::abs(p.y - middle.y) < half_um - 400.0;
            }
            if (!elsewhere) continue;
            ++shared;
            CHECK(inspected.bins[cell] != kNoBinCode);
        }
    }
    CHECK(shared > 4900);
}

TEST_CASE("three spoilt frames in a hundred, whatever they are", "[scan][frames]") {
    Bench bench(fine_pitch());
    const std::size_t tiles = bench.job().tiles.size();
    for (const Spoil spoil : kSpoils) {
        std::map<std::size_t, Spoil> spoilt;
        for (std::size_t tile = 7; tile < tiles; tile += 33) spoilt[tile] = spoil;
        SpoiledSource source = bench.source(spoilt);
        const Inspected inspected = inspect(source);
        INFO(name_of(spoil));
        CHECK(bench.changed_elsewhere(inspected, spoilt) < 0.01);
        std::vector<std::size_t> innocent = refused_tiles(inspected.scan);
        std::erase_if(innocent, [&spoilt](std::size_t tile) { return spoilt.contains(tile); });
        CHECK(innocent.empty());
    }
}

TEST_CASE("tile positions that are not true are refused", "[scan][frames]") {
    Bench& bench = small_wafer();
    const std::string words = "tile positions are not true";
    using Catch::Contains;
    CHECK_THAT(refusal_of(bench, one_frame_late(bench.job())), Contains(words));
    CHECK_THAT(refusal_of_places(bench, [](StagePoint) { return StagePoint{}; }), Contains(words));
    CHECK_THAT(refusal_of_places(bench, [](StagePoint p) { return StagePoint{p.y, p.x}; }), Contains(words));
    CHECK_THAT(refusal_of_places(bench, [](StagePoint p) { return StagePoint{-p.x, p.y}; }), Contains(words));
    CHECK_THAT(refusal_of_places(bench, [](StagePoint p) { return StagePoint{p.x, -p.y}; }), Contains(words));
    CHECK_THAT(refusal_of_places(bench,
                                 [](StagePoint p) {
                                     return StagePoint{1.1 * p.x, 1.1 * p.y};
                                 }),
               Contains(words));
}

TEST_CASE("one position that shows the frame of the one before loses that tile only", "[scan][frames]") {
    Bench& bench = small_wafer();
    std::vector<std::size_t> shown(bench.job().tiles.size());
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = i;
    shown[5] = 4;
    SpoiledSource source = bench.source({});
    source.show(shown);
    const Inspected inspected = inspect(source);
    CHECK(refused_tiles(inspected.scan) == std::vector<std::size_t>{5});
    CHECK(bench.changed_elsewhere(inspected, {{5, Spoil::foreign}}) < 0.01);
}

TEST_CASE("honest recordings lose no tile", "[scan][frames]") {
    RecordingSettings settings = simulated::preset("small");
    SECTION("as they are") {}
    SECTION("tiles that do not overlap") {
        settings.scan.overlap_x_um = settings.scan.overlap_y_um = 0.0;
    }
    SECTION("one channel") {
        settings.channels.resize(1);
    }
    SECTION("very dim") {
        settings.channels[0].electrons_per_px = 200.0;
        settings.channels[1].electrons_per_px = 8.0;
    }
    SECTION("strongly vignetted, no flat") {
        settings.optics.vignetting = 0.5;
        settings.flat_frames = 0;
    }
    SECTION("few photons and small dies") {
        settings = simulated::preset("dim");
    }
    SECTION("tiny dies") {
        settings = simulated::preset("tiny-dies");
    }
    SECTION("part of a wafer") {
        settings = simulated::preset("example");
    }
    const SimulatedRecording recording(settings);
    SimulatedTileSource source(recording);
    CHECK(refused_tiles(inspect(source).scan).empty());
}

TEST_CASE("a region of dead dies larger than a tile is a defect of the wafer", "[scan][frames]") {
    RecordingSettings settings = simulated::preset("small");
    SECTION("with overlap") {}
    SECTION("without") {
        settings.scan.overlap_x_um = settings.scan.overlap_y_um = 0.0;
    }
    const SimulatedRecording recording(settings);
    SimulatedTileSource tiles(recording);
    SpoiledSource source(tiles, nullptr, nullptr, {});
    source.kill_dies(source.job().tiles[5].position, 11000.0);
    const Inspected inspected = inspect(source);
    CHECK(refused_tiles(inspected.scan).empty());
    const DieGrid& grid = source.job().grid;
    const StagePoint middle = source.job().tiles[5].position;
    const std::size_t cell = grid.cell(grid.nearest({middle.x, middle.y}));
    CHECK(inspected.bins[cell] == static_cast<std::uint8_t>(Bin::dead));
}

TEST_CASE("frames are judged alike on any number of threads and after a resume", "[scan][frames]") {
    Bench& bench = small_wafer();
    const std::map<std::size_t, Spoil> spoilt{{5, Spoil::torn}, {23, Spoil::noise}};
    SpoiledSource source = bench.source(spoilt);
    std::vector<TileRecord> records;
    ScanResult one;
    {
        const ThreadLimit limit(1);
        one = run_scan(source, {},
                       [&records](const TileRecord& record) {
                           records.push_back(decode_tile_record(encode_tile_record(record)));
                           return true;
                       },
                       {});
    }
    const auto same = [&one](const ScanResult& other) {
        return other.ledger == one.ledger &&
               std::ranges::equal(other.map.layers(), one.map.layers(), [](const Layer& a, const Layer& b) {
                   return std::ranges::equal(a.values, b.values, [](float x, float y) {
                       return x == y || (std::isnan(x) && std::isnan(y));
                   });
               });
    };
    CHECK(same(run_scan(source, {}, {}, {})));
    records.resize(records.size() / 2);
    CHECK(same(run_scan(source, records, {}, {})));
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Simulated recordings in memory: plan, geometry, truth and EL fit together.
#include "drivers/simulated/physics/recording_generator.h"

#include "drivers/simulated/physics/presets.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

using waferglow::DieIndex;
using waferglow::Error;
using waferglow::Image;
using waferglow::StagePoint;
using waferglow::WaferPoint;
using waferglow::simulated::DieKind;
using waferglow::simulated::DieTruth;
using waferglow::simulated::ElMeasurement;
using waferglow::simulated::PlannedTile;
using waferglow::simulated::preset;
using waferglow::simulated::RecordingSettings;
using waferglow::simulated::SimulatedRecording;

/// Few dies, small tiles: quick in every build.
RecordingSettings quick() {
    RecordingSettings settings = preset("example");
    settings.grid.rows = 21;
    settings.grid.cols = 17;
    settings.camera.width_px = 160;
    settings.camera.height_px = 120;
    return settings;
}

template <class Visit>
void for_each_die(const SimulatedRecording& recording, Visit visit) {
    for (std::int32_t row = 0; row < recording.presence().rows(); ++row) {
        const auto span = recording.presence().reach(row);
        for (std::int32_t col = span.begin; col < span.end; ++col) visit(DieIndex{row, col});
    }
}

}  // namespace

TEST_CASE("every preset resolves and holds dies and tiles", "[simulated]") {
    for (const auto& info : waferglow::simulated::presets()) {
        INFO(info.name);
        const SimulatedRecording recording(preset(info.name));
        CHECK(recording.presence().count() > 0);
        CHECK(recording.tiles().size() >= recording.settings().channels.size());
    }
}

TEST_CASE("an unknown preset names the nearest", "[simulated]") {
    CHECK_THROWS_WITH(preset("exampel"), Catch::Contains("did you mean 'example'"));
}

TEST_CASE("every die lies wholly in a tile of every channel, wherever grid and stage really are",
          "[simulated]") {
    for (const char* name : {"example", "small", "dim", "tilted", "large-dies", "tiny-dies"}) {
        INFO(name);
        const SimulatedRecording recording(preset(name));
        const RecordingSettings& s = recording.settings();
        const auto truly = s.scan.pose.transform();
        const double half_x = 0.5 * s.camera.width_px * s.camera.pixel_um - 0.6 * s.grid.die_width_um;
        const double half_y = 0.5 * s.camera.height_px * s.camera.pixel_um - 0.6 * s.grid.die_height_um;
        const auto tiles = recording.tiles();
        long lost = 0;
        for_each_die(recording, [&](DieIndex die) {
            const StagePoint p = truly(s.grid.center(die));
            for (int channel = 0; channel < static_cast<int>(s.channels.size()); ++channel) {
                const bool seen = std::any_of(tiles.begin(), tiles.end(), [&](const PlannedTile& tile) {
                    return tile.channel == channel && std::abs(p.x - tile.true_middle.x) <= half_x &&
                           std::abs(p.y - tile.true_middle.y) <= half_y;
                });
                lost += seen ? 0 : 1;
            }
        });
        CHECK(lost == 0);
    }
}

TEST_CASE("tiles run as a serpentine, channel after channel, each near its reported place", "[simulated]") {
    const SimulatedRecording recording(preset("example"));
    const auto tiles = recording.tiles();
    REQUIRE(tiles.size() == 18);
    CHECK(tiles[0].reported == StagePoint{-5960.0, 4460.0});
    CHECK(tiles[2].reported == StagePoint{5960.0, 4460.0});
    CHECK(tiles[3].reported == StagePoint{5960.0, 0.0});
    CHECK(tiles[9].reported == tiles[0].reported);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        CHECK(tiles[i].index == static_cast<int>(i));
        CHECK(tiles[i].channel == (i < 9 ? 0 : 1));
        CHECK(std::abs(tiles[i].true_middle.x - tiles[i].reported.x) <= 5.0);
        CHECK(std::abs(tiles[i].true_middle.y - tiles[i].reported.y) <= 5.0);
        CHECK_FALSE(tiles[i].true_middle == tiles[i].reported);
    }
}

TEST_CASE("the corners of a round wafer are not visited", "[simulated]") {
    RecordingSettings settings = preset("small");
    settings.camera.width_px = settings.camera.height_px = 100;
    const SimulatedRecording recording(settings);
    double right = 0.0;
    double top = 0.0;
    for (const PlannedTile& tile : recording.tiles()) {
        right = std::max(right, tile.reported.x);
        top = std::max(top, tile.reported.y);
    }
    REQUIRE(std::hypot(right, top) > 25400.0 + std::hypot(2500.0, 2500.0));
    for (const PlannedTile& tile : recording.tiles()) {
        CHECK_FALSE((std::abs(tile.reported.x) == right && std::abs(tile.reported.y) == top));
    }
}

TEST_CASE("light lands on the true position: pose plus jitter of the tile", "[simulated]") {
    RecordingSettings settings = quick();
    settings.population.shares = {0, 0, 0, 0, 0, 0, 0, 0};
    settings.population.patterns = {.scratches = 0, .clusters = 0};
    settings.optics = {.psf_sigma_px = 0.8, .vignetting = 0.0, .stray = 0.0, .halo = 0.0};
    settings.scan.pose = {.rotation_rad = 5e-3, .scale = 1.0005, .offset_x_um = 61.0, .offset_y_um = -43.0};
    const SimulatedRecording recording(settings);
    // Independent of Transform and TileLattice: the contract's formula by hand.
    for (const std::size_t index : {std::size_t{0}, recording.tiles().size() / 2 - 1}) {
        const PlannedTile& tile = recording.tiles()[index];
        const auto light = recording.expected_electrons(index);
        int checked = 0;
        for_each_die(recording, [&](DieIndex die) {
            const double x_nominal = recording.settings().grid.x0_um + die.col * 200.0;
            const double y_nominal = recording.settings().grid.y0_um - die.row * 150.0;
            const double x = 1.0005 * (std::cos(5e-3) * x_nominal - std::sin(5e-3) * y_nominal) + 61.0;
            const double y = 1.0005 * (std::sin(5e-3) * x_nominal + std::cos(5e-3) * y_nominal) - 43.0;
            const double column = 79.5 + (x - tile.true_middle.x) / 10.0;
            const double row = 59.5 - (y - tile.true_middle.y) / 10.0;
            if (column < 11.0 || column > 148.0 || row < 9.0 || row > 110.0) return;
            double sum = 0.0;
            double sum_x = 0.0;
            double sum_y = 0.0;
            for (int j = static_cast<int>(row) - 7; j <= static_cast<int>(row) + 8; ++j) {
                for (int i = static_cast<int>(column) - 9; i <= static_cast<int>(column) + 10; ++i) {
                    // nearest die only: half a pitch around the centre
                    if (std::abs(i - column) > 10.0 || std::abs(j - row) > 7.5) continue;
                    const auto value = static_cast<double>(
                        light[static_cast<std::size_t>(j) * 160 + static_cast<std::size_t>(i)]);
                    sum += value;
                    sum_x += value * i;
                    sum_y += value * j;
                }
            }
            REQUIRE(sum_x / sum == Approx(column).margin(0.01));
            REQUIRE(sum_y / sum == Approx(row).margin(0.01));
            const double area_px = 12.0 * 8.0 * 1.0005 * 1.0005;
            REQUIRE(sum == Approx(893.0 * area_px * recording.truth(die).pl[0]).epsilon(1e-3));
            ++checked;
        });
        CHECK(checked > 5);
    }
}

TEST_CASE("a tile is the same whichever is made first", "[simulated]") {
    const SimulatedRecording first(quick());
    const SimulatedRecording second(quick());
    const std::size_t last = first.tiles().size() - 1;
    const Image tile_0 = first.make_tile(0);
    const Image tile_last = first.make_tile(last);
    CHECK(second.make_tile(last).pixels() == tile_last.pixels());
    CHECK(second.make_tile(0).pixels() == tile_0.pixels());
    RecordingSettings other = quick();
    other.seed = 2;
    CHECK(SimulatedRecording(other).make_tile(0).pixels() != tile_0.pixels());
}

TEST_CASE("EL agrees with the truth of each kind", "[simulated]") {
    RecordingSettings settings = preset("dim");
    settings.population.shares.bright = 0.002;
    const SimulatedRecording recording(settings);
    int failed = 0;
    for_each_die(recording, [&](DieIndex die) {
        const DieTruth truth = recording.truth(die);
        const ElMeasurement el = recording.el(die);
        REQUIRE(el.intensity == Approx(truth.el).epsilon(0.06));
        REQUIRE(el.wavelength_nm == Approx(truth.wavelength_nm).margin(0.2));
        failed += el.pass ? 0 : 1;
        switch (truth.kind) {
            case DieKind::missing:
                REQUIRE((!el.pass && el.ir_ua == 0.0));
                break;
            case DieKind::dead:
            case DieKind::open_contact:
            case DieKind::bright:
                REQUIRE((!el.pass && el.intensity == 0.0 && el.ir_ua < 1e-3));
                break;
            case DieKind::shunt:
                REQUIRE(el.ir_ua == Approx(5e6 / truth.shunt_ohm).epsilon(0.1));
                break;
            case DieKind::wavelength:
                REQUIRE_FALSE(el.pass);
                break;
            case DieKind::healthy:
                REQUIRE((el.pass && el.ir_ua < 1e-3));
                break;
            case DieKind::sidewall:
            case DieKind::particle:
                break;
        }
    });
    CHECK(failed > 300);
}

TEST_CASE("a spectrum peaks at the die's wavelength", "[simulated]") {
    RecordingSettings settings = quick();
    settings.spectra.share = 1.0;
    settings.population.shares = {0, 0, 0, 0, 0, 0, 0, 0};
    settings.population.patterns = {.scratches = 0, .clusters = 0};
    const SimulatedRecording recording(settings);
    const auto wavelengths = recording.wavelengths_nm();
    CHECK(wavelengths.front() == 400.0);
    CHECK(wavelengths.back() == Approx(525.0));
    CHECK(std::is_sorted(wavelengths.begin(), wavelengths.end()));
    const auto counts = recording.spectrum({3, 4});
    REQUIRE(counts.size() == wavelengths.size());
    // The mean of two half Gaussians lies sqrt(2 / pi) (long - short) right of their common peak.
    double sum = 0.0;
    double moment = 0.0;
    for (std::size_t i = 1; i + 1 < counts.size(); ++i) {
        const double step = 0.5 * (wavelengths[i + 1] - wavelengths[i - 1]);
        sum += (counts[i] - 50.0) * step;
        moment += (counts[i] - 50.0) * step * wavelengths[i];
    }
    const double expected = recording.truth({3, 4}).wavelength_nm + 0.797885 * (8.5 - 7.3);
    CHECK(moment / sum == Approx(expected).margin(0.15));
}

TEST_CASE("spectra are taken of the asked share of dies", "[simulated]") {
    RecordingSettings settings = preset("example");
    settings.spectra.share = 0.25;
    const SimulatedRecording recording(settings);
    double taken = 0.0;
    for_each_die(recording, [&](DieIndex die) { taken += recording.has_spectrum(die) ? 1.0 : 0.0; });
    CHECK(taken / static_cast<double>(recording.presence().count()) == Approx(0.25).margin(0.031));
}

TEST_CASE("a drawn pose differs by seed and stays within its limits", "[simulated]") {
    RecordingSettings settings = preset("example");
    settings.scan.random_pose = true;
    const auto first = waferglow::simulated::resolve(settings).scan.pose;
    settings.seed = 2;
    const auto second = waferglow::simulated::resolve(settings).scan.pose;
    CHECK_FALSE(first == second);
    CHECK(std::abs(second.rotation_rad) <= 2e-3);
    CHECK(std::abs(second.offset_x_um) <= 0.45 * 200.0);
}

TEST_CASE("recordings that can't be are refused", "[simulated]") {
    RecordingSettings settings = quick();
    settings.scan.overlap_x_um = 1600.0;
    CHECK_THROWS_AS(SimulatedRecording(settings), Error);
    settings = quick();
    settings.grid.pitch_x_um = -200.0;
    CHECK_THROWS_AS(SimulatedRecording(settings), Error);
    settings = quick();
    settings.channels.clear();
    CHECK_THROWS_AS(SimulatedRecording(settings), Error);
    settings = quick();
    settings.grid.cols = 0;
    CHECK_THROWS_AS(SimulatedRecording(settings), Error);
}

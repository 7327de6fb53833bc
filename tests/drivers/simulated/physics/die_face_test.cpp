// SPDX-License-Identifier: GPL-3.0-or-later
// Surfaces of simulated dies: what is drawn, what a camera sees of it, what it does to PL and EL.
#include "drivers/simulated/physics/die_face.h"

#include "drivers/simulated/physics/grain.h"
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

namespace {

using waferglow::DieIndex;
using waferglow::Error;
using waferglow::Image;
using waferglow::simulated::DieFace;
using waferglow::simulated::DieKind;
using waferglow::simulated::DieTruth;
using waferglow::simulated::face_classes;
using waferglow::simulated::FaceClass;
using waferglow::simulated::FaceClassInfo;
using waferglow::simulated::Grain;
using waferglow::simulated::preset;
using waferglow::simulated::RecordingSettings;
using waferglow::simulated::SimulatedRecording;

constexpr std::size_t kStrong = 0;  // channels of the presets with faces
constexpr std::size_t kReflected = 2;

/// Dies whose PL and wavelength are nominal, so that only surfaces set them apart.
RecordingSettings even_light(int rows, int cols) {
    RecordingSettings s = preset("appearance");
    s.grid.rows = rows;
    s.grid.cols = cols;
    s.population.shares = {0, 0, 0, 0, 0, 0, 0, 0};
    s.population.patterns.scratches = s.population.patterns.clusters = 0;
    s.population.emission_spread = s.population.srh_spread = s.population.channel_spread = 0.0;
    s.population.emission_map = s.population.wavelength_spread_nm = s.population.wavelength_map_nm = 0.0;
    s.face.scratches_per_thousand = 0.0;
    return s;
}

/// Every die has this damage.
RecordingSettings all_of(FaceClass face) {
    RecordingSettings s = even_light(12, 12);
    s.face.shares.fill(0.0);
    s.face.shares.at(static_cast<std::size_t>(face)) = 1.0;
    return s;
}

template <class Visit>
void for_each_die(const SimulatedRecording& recording, Visit visit) {
    for (std::int32_t row = 0; row < recording.settings().grid.rows; ++row) {
        for (std::int32_t col = 0; col < recording.settings().grid.cols; ++col) visit(DieIndex{row, col});
    }
}

}  // namespace

TEST_CASE("classes of damage come in the shares asked for", "[simulated]") {
    const SimulatedRecording recording(even_light(98, 96));
    std::map<FaceClass, int> counts;
    for_each_die(recording, [&](DieIndex die) { ++counts[recording.face(die).face()]; });
    const double dies = 98.0 * 96.0;
    for (const FaceClassInfo& info : face_classes()) {
        if (info.face == FaceClass::good || info.face == FaceClass::scratched) continue;
        INFO(info.name);
        const double expected = dies * info.share;
        CHECK(std::abs(counts[info.face] - expected) < 4.0 * std::sqrt(expected));
    }
}

TEST_CASE("some 3 % of the dies fail in EL while PL sees nothing of it", "[simulated]") {
    RecordingSettings settings = even_light(98, 96);
    settings.face.scratches_per_thousand = 1.0;
    const SimulatedRecording recording(settings);
    int unseen = 0;
    for_each_die(recording, [&](DieIndex die) {
        const bool bright = recording.truth(die).pl[kStrong] > 0.85;
        unseen += bright && !recording.el(die).pass ? 1 : 0;
    });
    CHECK(unseen / (98.0 * 96.0) == Approx(0.03).margin(0.008));
}

TEST_CASE("a surface off leaves the light of the dies as it is", "[simulated]") {
    RecordingSettings with = even_light(30, 30);
    RecordingSettings without = with;
    without.face.enabled = false;
    const SimulatedRecording a(with);
    const SimulatedRecording b(without);
    for_each_die(a, [&](DieIndex die) {
        if (a.face(die).face() != FaceClass::good) return;
        CHECK(a.truth(die).pl == b.truth(die).pl);
        CHECK(a.el(die).intensity == b.el(die).intensity);
    });
}

TEST_CASE("damage fails in EL as its class and size say", "[simulated]") {
    struct Row {
        FaceClass face;
        bool fails;
    };
    const Row row = GENERATE(values<Row>({{FaceClass::missing, true},
                                          {FaceClass::misplaced, true},
                                          {FaceClass::metal_missing, true},
                                          {FaceClass::metal_broken, true},
                                          {FaceClass::contact_residue, true},
                                          {FaceClass::metal_stain, false},
                                          {FaceClass::particle, false},
                                          {FaceClass::residue, false},
                                          {FaceClass::discoloured, false}}));
    INFO(name_of(row.face));
    const SimulatedRecording recording(all_of(row.face));
    for_each_die(recording, [&](DieIndex die) {
        CHECK(recording.face(die).fails == row.fails);
        CHECK(recording.el(die).pass != row.fails);
    });
}

TEST_CASE("chips and partial metal fail beyond the limits of their wafer", "[simulated]") {
    const SimulatedRecording chips(all_of(FaceClass::chipped));
    const SimulatedRecording metal(all_of(FaceClass::metal_partial));
    std::array<int, 2> failed{};
    for_each_die(chips, [&](DieIndex die) {
        const DieFace face = chips.face(die);
        const auto& limits = chips.faces().limits();
        const bool over =
            face.defect.area_share > limits.chip_share || face.defect.pad_share > limits.chip_pad_share;
        CHECK(chips.el(die).pass != over);
        failed[0] += over ? 1 : 0;
    });
    for_each_die(metal, [&](DieIndex die) {
        const bool over = metal.face(die).defect.pad_share > metal.faces().limits().metal_share;
        CHECK(metal.el(die).pass != over);
        failed[1] += over ? 1 : 0;
    });
    CHECK((failed[0] > 0 && failed[0] < 144));
    CHECK((failed[1] > 0 && failed[1] < 144));
}

TEST_CASE("a particle dims PL by its size", "[simulated]") {
    const SimulatedRecording recording(all_of(FaceClass::particle));
    double small = 0.0;
    double large = 1.0;
    for_each_die(recording, [&](DieIndex die) {
        const double share = recording.face(die).defect.area_share;
        const double pl = recording.truth(die).pl[kStrong];
        if (share < 0.005) small = std::max(small, 1.0 - pl);
        if (share > 0.05) large = std::min(large, 1.0 - pl);
    });
    CHECK(small < 0.02);
    CHECK(large > 0.1);
}

TEST_CASE("kinds that show at the surface have its damage", "[simulated]") {
    RecordingSettings settings = even_light(40, 40);
    settings.face.share_factor = 0.0;
    settings.population.shares.missing = 0.05;
    settings.population.shares.particle = 0.05;
    const SimulatedRecording recording(settings);
    for_each_die(recording, [&](DieIndex die) {
        const DieTruth truth = recording.truth(die);
        const FaceClass face = recording.face(die).face();
        CHECK((truth.kind == DieKind::missing) == (face == FaceClass::missing));
        CHECK((truth.kind == DieKind::particle) == (face == FaceClass::particle));
    });
}

TEST_CASE("under the lamp pads are bright, streets dark, and the channel's own flat evens the field",
          "[simulated]") {
    RecordingSettings settings = even_light(40, 40);
    settings.face.share_factor = settings.face.grain = settings.face.die_spread = 0.0;
    settings.face.trend = settings.face.lamp = 0.0;
    const SimulatedRecording recording(settings);
    const auto tile = std::find_if(recording.tiles().begin(), recording.tiles().end(),
                                   [](const auto& t) { return t.channel == static_cast<int>(kReflected); });
    REQUIRE(tile != recording.tiles().end());
    const auto index = static_cast<std::size_t>(tile - recording.tiles().begin());
    const std::vector<float> light = recording.expected_electrons(index);
    const Image flat = recording.flat_frame(kReflected).value();
    const Image dark = recording.dark_frame(kReflected).value();
    const auto& s = recording.settings();
    const auto lattice =
        waferglow::lattice_in_tile(s.grid, s.scan.pose, s.camera, recording.tiles()[index].true_middle);
    const auto at = [&](waferglow::PixelPoint p) {
        const auto x = static_cast<int>(std::lround(p.x));
        const auto y = static_cast<int>(std::lround(p.y));
        const double field = (flat.row(y)[x] - dark.row(y)[x]) / s.flat_electrons;
        const std::size_t i = static_cast<std::size_t>(y) * static_cast<std::size_t>(s.camera.width_px) +
                              static_cast<std::size_t>(x);
        return static_cast<double>(light[i]) / field / s.channels[kReflected].electrons_per_px;
    };
    int seen = 0;
    for_each_die(recording, [&](DieIndex die) {
        const waferglow::PixelPoint c = lattice.center(die);
        if (c.x < 40.0 || c.y < 40.0 || c.x > s.camera.width_px - 40.0 || c.y > s.camera.height_px - 40.0)
            return;
        ++seen;
        CHECK(at({c.x - 9.0, c.y}) == Approx(s.face.metal).epsilon(0.06));
        CHECK(at({c.x, c.y}) == Approx(1.0).epsilon(0.06));
        CHECK(at({c.x, c.y + 13.2}) == Approx(s.face.street).epsilon(0.08));
    });
    CHECK(seen > 100);
}

TEST_CASE("grain has unit variance everywhere and is correlated over a pixel or two", "[simulated]") {
    const double sigma = 0.75;
    const Grain grain(sigma);
    double squares = 0.0;
    double beside = 0.0;
    constexpr int kDraws = 40000;
    for (int i = 0; i < kDraws; ++i) {
        const double u = 0.37 + 10.0 * (i % 200);
        const double v = 0.11 + 10.0 * (i / 200);
        const double g = grain.at(7, u, v);
        squares += g * g;
        beside += g * grain.at(7, u + 1.0, v);
    }
    CHECK(squares / kDraws == Approx(1.0).epsilon(0.03));
    CHECK(beside / squares == Approx(std::exp(-1.0 / (4.0 * sigma * sigma))).margin(0.04));
}

TEST_CASE("damage has the more sigmas the larger it is, and none on good dies", "[simulated]") {
    const SimulatedRecording good(even_light(5, 5));
    const SimulatedRecording recording(all_of(FaceClass::chipped));
    for_each_die(good, [&](DieIndex die) {
        if (good.face(die).face() == FaceClass::good) CHECK(good.face_sigmas(die) == 0.0);
    });
    for_each_die(recording, [&](DieIndex die) {
        const double share = recording.face(die).defect.area_share;
        if (share > 0.05) CHECK(recording.face_sigmas(die) > 50.0);
        if (share > 0.002) CHECK(recording.face_sigmas(die) > 5.0);
    });
}

TEST_CASE("surfaces that make no sense are refused", "[simulated]") {
    RecordingSettings settings = even_light(5, 5);
    SECTION("a pad beside the die") {
        settings.face.pads.front().x_um = 30.0;
        CHECK_THROWS_WITH(SimulatedRecording(settings), Catch::Contains("reaches out of the die"));
    }
    SECTION("shares over 1") {
        settings.face.share_factor = 50.0;
        CHECK_THROWS_WITH(SimulatedRecording(settings), Catch::Contains("sum of all shares"));
    }
    SECTION("metal darker than the body") {
        settings.face.metal = 0.9;
        CHECK_THROWS_WITH(SimulatedRecording(settings), Catch::Contains("metal = 0.9"));
    }
}

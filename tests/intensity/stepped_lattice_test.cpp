// SPDX-License-Identifier: GPL-3.0-or-later
// Dies in stepper fields and in staggered rows: measured as exactly as in a uniform grid, with no field's
// edge dimmer or brighter than its middle.
#include "libinspect/intensity/measure.h"
#include "tests/intensity/scene.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr double kPitchX = 12.0;
constexpr double kPitchY = 11.0;
constexpr double kDieW = 9.5;
constexpr double kDieH = 8.6;
constexpr double kLight = 200'000.0;

/// Equal dies over all of the image and beyond, their lattice one pixel a micrometre.
test::Scene scene(const GridSteps& steps, double tilt_rad, double blur_px) {
    test::Scene s{.width = 420,
                  .height = 330,
                  .lattice = test::lattice(kPitchX, kPitchY, kDieW, kDieH, -20.3, -17.6, tilt_rad),
                  .rect = test::all_dies(44, 48),
                  .blur_px = blur_px,
                  .background = 300.0,
                  .light_of_die = [](DieIndex) { return kLight; }};
    s.lattice.steps = steps;
    s.lattice.pitch_x_um = kPitchX;
    s.lattice.pitch_y_um = kPitchY;
    return s;
}

struct Measured {
    TileMeasurements dies;
    int valid = 0;
    double worst = 0.0;  // relative error of a die's light
    double background = 0.0;
};

Measured measure(const test::Scene& s) {
    const Image tile = test::digitise(test::render(s), s.width);
    const PixelCorrection correction = make_correction(test::camera(s.width, s.height), nullptr, nullptr);
    const std::vector<PilotDies> pilots{{tile.view(), s.lattice, s.rect}};
    const WindowPlan plan = choose_windows(pilots, correction, {.dn_per_electron = 1.0});
    Measured measured;
    measure_tile(tile.view(), correction, s.lattice, s.rect, plan, measured.dies);
    for (std::size_t i = 0; i < measured.dies.size(); ++i) {
        if (measured.dies.valid[i] == 0) continue;
        ++measured.valid;
        measured.background += static_cast<double>(measured.dies.background[i]);
        measured.worst =
            std::max(measured.worst, std::abs(static_cast<double>(measured.dies.sum[i]) / kLight - 1.0));
    }
    measured.background /= measured.valid;
    return measured;
}

}  // namespace

TEST_CASE("equal dies measure equal at the edges of fields and in their middle", "[intensity]") {
    const double tilt = GENERATE(0.0, 0.004);
    const double blur = GENERATE(0.8, 1.3);
    const double gap = GENERATE(1.0, 4.0, 17.0);
    CAPTURE(tilt, blur, gap);
    const Measured uniform = measure(scene({}, tilt, blur));
    const Measured fields = measure(scene({.field_rows = 8,
                                           .field_cols = 10,
                                           .field_gap_x_um = gap,
                                           .field_gap_y_um = gap,
                                           .field_row0 = 3,
                                           .field_col0 = 6},
                                          tilt, blur));
    CHECK(uniform.valid > 800);
    CHECK(fields.valid > 600);
    CHECK(fields.worst < std::max(0.0025, 1.5 * uniform.worst));
}

TEST_CASE("equal dies measure equal in staggered rows", "[intensity]") {
    const double share = GENERATE(0.5, -0.3, 0.8);
    const double blur = GENERATE(0.6, 0.9, 1.2);
    CAPTURE(share, blur);
    const Measured uniform = measure(scene({}, 0.002, blur));
    const Measured rows = measure(scene({.stagger_x_um = share * kPitchX}, 0.002, blur));
    CHECK(rows.valid > 800);
    // The light of neighbours in staggered rows is modelled to so much where blur bridges streets of 2.4 px.
    constexpr double kExact = 0.007;
    CHECK(rows.worst < std::max(kExact, 2.0 * uniform.worst));
}

TEST_CASE("equal dies measure equal in staggered columns", "[intensity]") {
    const double share = GENERATE(0.5, -0.3, 0.8);
    const double blur = GENERATE(0.6, 0.9, 1.2);
    CAPTURE(share, blur);
    const Measured uniform = measure(scene({}, 0.002, blur));
    const Measured cols = measure(scene({.stagger_y_um = share * kPitchY}, 0.002, blur));
    CHECK(cols.valid > 750);
    constexpr double kExact = 0.007;
    CHECK(cols.worst < std::max(kExact, 2.0 * uniform.worst));
}

TEST_CASE("equal dies measure equal where rows and columns are staggered", "[intensity]") {
    const double blur = GENERATE(0.6, 0.9);
    const bool apart_in_x = GENERATE(true, false);
    CAPTURE(blur, apart_in_x);
    const auto narrow_dies = [&](const GridSteps& steps) {
        test::Scene s = scene(steps, 0.002, blur);
        (apart_in_x ? s.lattice.die_width_px : s.lattice.die_height_px) = 5.0;
        return s;
    };
    const Measured uniform = measure(narrow_dies({}));
    const Measured both = measure(narrow_dies({.stagger_x_um = apart_in_x ? 5.0 : 2.0, .stagger_y_um = 5.0}));
    CHECK(both.valid > 700);
    constexpr double kExact = 0.007;
    CHECK(both.worst < std::max(kExact, 2.0 * uniform.worst));
    CHECK(both.background == Approx(300.0).epsilon(0.05));
}

TEST_CASE("uneven dies of staggered columns keep their light to themselves", "[intensity]") {
    test::Scene s = scene({.stagger_y_um = 0.4 * kPitchY}, 0.002, 0.9);
    const auto light_of = [](DieIndex die) {
        return 0.5 + ((7 * die.row + 3 * die.col) % 11 + 11) % 11 * 0.1;
    };
    s.light_of_die = [&](DieIndex die) { return kLight * light_of(die); };
    const Measured measured = measure(s);
    double worst = 0.0;
    for (std::int32_t row = 8; row < 20; ++row) {
        for (std::int32_t col = 8; col < 20; ++col) {
            const auto light =
                static_cast<double>(measured.dies.sum[measured.dies.index({row, col})]) / kLight;
            worst = std::max(worst, std::abs(light / light_of({row, col}) - 1.0));
        }
    }
    CHECK(worst < 0.02);
}

TEST_CASE("dies staggered both ways without a street between them are refused", "[intensity]") {
    test::Scene s = scene({.stagger_x_um = 9.0, .stagger_y_um = 5.0}, 0.0, 0.6);
    s.lattice.die_height_px = 6.0;
    CHECK_THROWS_WITH(measure(s), Catch::Contains("staggered along both axes"));
}

TEST_CASE("a bright die does not lend its light across a street between fields", "[intensity]") {
    test::Scene s = scene({.field_cols = 10, .field_gap_x_um = 17.0}, 0.0, 1.3);
    const DieIndex bright{12, 19};  // the last one of its field
    s.light_of_die = [bright](DieIndex die) { return die == bright ? 5.0 * kLight : kLight; };
    const Measured measured = measure(s);
    const auto light = [&](DieIndex die) {
        return static_cast<double>(measured.dies.sum[measured.dies.index(die)]) / kLight;
    };
    CHECK(light(bright) == Approx(5.0).epsilon(0.01));
    CHECK(light({12, 20}) == Approx(1.0).epsilon(0.004));
    CHECK(light({12, 18}) == Approx(1.0).epsilon(0.02));
}

TEST_CASE("the same tile gives the same bytes, whatever was measured before", "[intensity]") {
    const test::Scene s = scene({.stagger_x_um = 6.0, .field_cols = 10, .field_gap_x_um = 5.0}, 0.003, 0.9);
    const Image tile = test::digitise(test::render(s), s.width);
    const PixelCorrection correction = make_correction(test::camera(s.width, s.height), nullptr, nullptr);
    const std::vector<PilotDies> pilots{{tile.view(), s.lattice, s.rect}};
    const WindowPlan plan = choose_windows(pilots, correction, {.dn_per_electron = 1.0});
    TileMeasurements fresh;
    measure_tile(tile.view(), correction, s.lattice, s.rect, plan, fresh);
    TileMeasurements used;
    const test::Scene other = scene({.stagger_x_um = -3.0}, -0.004, 0.9);
    measure_tile(tile.view(), correction, other.lattice, other.rect, plan, used);
    measure_tile(tile.view(), correction, s.lattice, s.rect, plan, used);
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        REQUIRE(fresh.valid[i] == used.valid[i]);
        if (fresh.valid[i] == 0) continue;
        REQUIRE(fresh.sum[i] == used.sum[i]);
        REQUIRE(fresh.background[i] == used.background[i]);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// A tile's numbers per die against statistics of known noise, and at the edges of what there is.
#include "libinspect/intensity/measure.h"

#include "libinspect/base/error.h"
#include "tests/intensity/measured_scene.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::test;

TEST_CASE("errors of the light have the size that the noise says", "[measure]") {
    const double light = GENERATE(300.0, 5'000.0, 60'000.0);
    test::Scene s = scene(light, 50.0);
    s.width = 700;
    s.height = 600;
    s.rect = test::all_dies(39, 42);
    s.blur_px = 0.7;
    const Image tile = exposed(s, 100.0);
    const Image dark(s.width, s.height, 100);
    const PixelCorrection correction = make_correction(test::camera(s.width, s.height), &dark, nullptr);
    TileMeasurements out;
    measure_tile(tile.view(), correction, s.lattice, s.rect, plan_of(s), out);
    double sum = 0.0;
    double sum2 = 0.0;
    double count = 0.0;
    for (std::size_t k = 0; k < out.size(); ++k) {
        if (out.valid[k] == 0) continue;
        const double pull = (value(out.sum, k) - kDnPerElectron * light) / value(out.noise, k);
        sum += pull;
        sum2 += pull * pull;
        count += 1.0;
    }
    REQUIRE(count > 1300);
    CAPTURE(light);
    CHECK(std::sqrt(sum2 / count) == Approx(1.0).margin(0.08));
    CHECK(sum / count == Approx(0.0).margin(0.15));
}

TEST_CASE("a background that rises from left to right is taken off where it is", "[measure]") {
    const test::Scene s = scene(20'000.0, 500.0);
    std::vector<double> light = test::render(s);
    for (int y = 0; y < s.height; ++y) {
        for (int x = 0; x < s.width; ++x) light[static_cast<std::size_t>(y * s.width + x)] += 0.5 * x;
    }
    const WindowPlan plan = plan_of(s);
    const TileMeasurements out = measured(s, test::digitise(light, s.width), plan);
    // The mean of a box is the value at its middle; boxes that the image cuts are one-sided, and cells are
    // held to four sigmas about theirs.
    REQUIRE(plan.smooth_cols <= 3);
    for (int col = 2 * plan.smooth_cols + 2; col < 18 - 2 * plan.smooth_cols; ++col) {
        const std::size_t k = out.index({9, col});
        REQUIRE(out.valid[k] != 0);
        CHECK(value(out.background, k) == Approx(500.0 + 0.5 * s.lattice.center({9, col}).x).margin(1.0));
        CHECK(value(out.sum, k) == Approx(20'000.0).epsilon(0.005));
    }
}

TEST_CASE("a particle that glows in a street moves nothing", "[measure]") {
    const test::Scene s = scene(40'000.0, 300.0);
    Image tile = exposed(s);
    const WindowPlan plan = plan_of(s);
    const TileMeasurements clean = measured(s, tile, plan);
    const PixelPoint a = s.lattice.center({9, 9});
    const PixelPoint b = s.lattice.center({10, 10});
    tile.row(static_cast<int>(0.5 * (a.y + b.y)))[static_cast<int>(0.5 * (a.x + b.x))] = 60'000;
    const TileMeasurements out = measured(s, tile, plan);
    for (std::size_t k = 0; k < out.size(); ++k) {
        if (out.valid[k] == 0) continue;
        CHECK(std::abs(value(out.sum, k) - value(clean.sum, k)) < 0.5 * value(clean.noise, k));
        CHECK(value(out.noise, k) < 1.3 * value(clean.noise, k));
    }
}

TEST_CASE("non-uniformity is the variation within the die, not that of noise", "[measure]") {
    const test::Scene s = scene(0.0, 100.0);
    std::vector<double> light = test::render(s);
    const auto paint = [&](DieIndex die, double left, double right) {
        const PixelPoint c = s.lattice.center(die);
        for (int y = static_cast<int>(c.y) - 4; y <= static_cast<int>(c.y) + 4; ++y) {
            for (int x = static_cast<int>(c.x) - 5; x <= static_cast<int>(c.x) + 5; ++x)
                light[static_cast<std::size_t>(y * s.width + x)] += x < c.x ? left : right;
        }
    };
    paint({5, 5}, 2400.0, 1600.0);  // a fifth above and below the mean
    paint({5, 8}, 2000.0, 2000.0);
    std::mt19937_64 random(3);
    const Image tile =
        test::expose(light, s.width, {.dn_per_electron = kDnPerElectron, .offset_dn = 0.0}, random);
    const TileMeasurements out = measured(s, tile, plan_of(s));
    CHECK(value(out.nonuniformity, out.index({5, 5})) == Approx(0.2).margin(0.015));
    CHECK(value(out.nonuniformity, out.index({5, 8})) < 0.015);
    CHECK(std::isnan(out.nonuniformity[out.index({5, 11})]));  // dark: nothing can be said
}

TEST_CASE("defective pixels are counted in the windows they lie in", "[measure]") {
    const test::Scene s = scene(20'000.0, 300.0);
    const WindowPlan plan = plan_of(s);
    Image dark(s.width, s.height, 10);
    const PixelPoint c = s.lattice.center({6, 7});
    const auto mark = [&](double dx, double dy) {
        dark.row(static_cast<int>(c.y + dy))[static_cast<int>(c.x + dx)] = 900;
    };
    mark(0.0, 0.0);
    mark(3.0, -2.0);
    mark(0.5 * plan.x.pitch_px, 0.5 * plan.y.pitch_px);  // where streets cross
    mark(-3.0 * plan.x.pitch_px, 0.0);                   // another die
    const PixelCorrection correction = make_correction(test::camera(s.width, s.height), &dark, nullptr);
    REQUIRE(correction.defects().size() == 4);
    Image tile = exposed(s, 10.0);
    correction.patch(tile);
    TileMeasurements out;
    measure_tile(tile.view(), correction, s.lattice, s.rect, plan, out);
    CHECK(out.hot_px[out.index({6, 7})] == 2);
    CHECK(out.hot_px[out.index({6, 4})] == 1);
    std::int32_t all = 0;
    for (const std::int32_t count : out.hot_px) all += count;
    CHECK(all == 3);
}

TEST_CASE("dies beyond the image spill light unless the layout says that there is none", "[measure]") {
    test::Scene s = scene(0.0, 100.0);
    s.lattice = test::lattice(17.0, 16.0, 15.5, 9.0, 12.0, 12.0);
    s.blur_px = 1.2;
    s.width = 12 + 17 * 9 + 10;  // ten columns; the eleventh would begin where the image ends
    s.rect = test::all_dies(17, 10);
    constexpr double kLight = 200'000.0;
    s.light_of_die = [](DieIndex) { return kLight; };
    const Image tile = test::digitise(test::render(s), s.width);
    WindowChoice choice = plan_of(s).choice;
    choice.margin_x_px = 0.5;
    choice.guard_x_px = 0.2;
    const WindowPlan plan = plan_windows(s.lattice, choice);
    const DieGrid grid{.rows = 17,
                       .cols = 11,
                       .x0_um = -850.0,
                       .y0_um = 800.0,
                       .pitch_x_um = 170.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 155.0,
                       .die_height_um = 90.0};
    Wafer wafer;
    wafer.diameter_mm = 50.0;
    std::vector<LayoutCell> cells;
    for (std::int32_t row = 0; row < grid.rows; ++row) cells.push_back({{row, 10}, CellKind::none, ""});
    const DiePresence none(grid, wafer, WaferLayout(grid, cells));
    const DiePresence full(grid, wafer);
    const auto last = [&](const DiePresence* presence) {
        const TileMeasurements out = measured(s, tile, plan, presence);
        const std::size_t k = out.index({8, 9});
        REQUIRE(out.valid[k] != 0);
        return value(out.sum, k) / kLight;
    };
    CHECK(last(&none) == Approx(1.0).margin(0.003));
    CHECK(last(nullptr) == last(&full));
    CHECK(last(&full) < last(&none) - 0.005);
}

TEST_CASE("no dies, and dies outside of the image, give no numbers", "[measure]") {
    test::Scene s = scene(20'000.0, 300.0);
    const Image tile = exposed(s);
    const WindowPlan plan = plan_of(s);
    s.rect = {3, 3, 0, 5};
    CHECK(measured(s, tile, plan).size() == 0);
    s.rect = {60, 62, 70, 75};
    const TileMeasurements out = measured(s, tile, plan);
    REQUIRE(out.size() == 10);
    for (std::size_t k = 0; k < out.size(); ++k) {
        CHECK(out.valid[k] == 0);
        CHECK(std::isnan(out.sum[k]));
        CHECK(std::isnan(out.noise[k]));
        CHECK(out.saturated_px[k] == 0);
    }
}

TEST_CASE("a tile of another size than the camera's is refused with both", "[measure]") {
    const test::Scene s = scene(0.0, 0.0);
    const Image tile(s.width, s.height - 1);
    CHECK_THROWS_WITH(measured(s, tile, plan_of(s)),
                      Catch::Contains("331 x 286") && Catch::Contains("331 x 287"));
}

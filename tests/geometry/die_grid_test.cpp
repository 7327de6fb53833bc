// SPDX-License-Identifier: GPL-3.0-or-later
// Die grids: what is refused, which dies exist (against brute force over corners), and the largest centred
// grid.
#include "libinspect/geometry/die_grid.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/layout.h"
#include "tests/geometry/properties.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace waferglow;
using Catch::Contains;

namespace {

Wafer wafer_of(double diameter_mm, double edge_exclusion_mm) {
    Wafer wafer;
    wafer.diameter_mm = diameter_mm;
    wafer.edge_exclusion_mm = edge_exclusion_mm;
    return wafer;
}

DieGrid small_grid() {
    return {.rows = 5,
            .cols = 4,
            .x0_um = -300.0,
            .y0_um = 400.0,
            .pitch_x_um = 200.0,
            .pitch_y_um = 150.0,
            .die_width_um = 120.0,
            .die_height_um = 80.0};
}

/// The definition, corner by corner: the whole rectangle lies inside diameter/2 minus edge exclusion.
bool fits(const DieGrid& grid, const Wafer& wafer, DieIndex die) {
    const WaferPoint c = grid.center(die);
    for (const double sx : {-0.5, 0.5}) {
        for (const double sy : {-0.5, 0.5}) {
            const double x = c.x + sx * grid.die_width_um;
            const double y = c.y + sy * grid.die_height_um;
            if (std::hypot(x, y) > wafer.usable_radius_um()) return false;
        }
    }
    return true;
}

std::int64_t count_by_definition(const DieGrid& grid, const Wafer& wafer) {
    std::int64_t count = 0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) count += fits(grid, wafer, {row, col}) ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("a grid that can't be is refused by the field at fault") {
    const auto refused = [](auto&& change) {
        DieGrid grid = small_grid();
        change(grid);
        try {
            validate(grid);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK_THAT(refused([](DieGrid& g) { g.rows = 0; }), Contains("rows = 0"));
    CHECK_THAT(refused([](DieGrid& g) { g.cols = -3; }), Contains("cols = -3"));
    CHECK_THAT(refused([](DieGrid& g) { g.rows = g.cols = 100'000; }), Contains("rows * cols"));
    CHECK_THAT(refused([](DieGrid& g) { g.pitch_x_um = -200.0; }), Contains("pitch_x_um = -200"));
    CHECK_THAT(refused([](DieGrid& g) { g.pitch_y_um = 0.0; }), Contains("pitch_y_um = 0"));
    CHECK_THAT(refused([](DieGrid& g) { g.x0_um = std::nan(""); }), Contains("x0_um = nan"));
    CHECK_THAT(refused([](DieGrid& g) { g.y0_um = std::numeric_limits<double>::infinity(); }),
               Contains("y0_um = inf"));
    CHECK_THAT(refused([](DieGrid& g) { g.die_width_um = 201.0; }), Contains("die_width_um = 201"));
    CHECK_THAT(refused([](DieGrid& g) { g.die_height_um = std::nan(""); }), Contains("die_height_um = nan"));
    CHECK_NOTHROW(validate(small_grid()));
}

TEST_CASE("die (0, 0) is the upper left: columns run right, rows run down") {
    const DieGrid grid = small_grid();
    CHECK(grid.center({0, 0}) == WaferPoint{-300.0, 400.0});
    CHECK(grid.center({4, 3}) == WaferPoint{300.0, -200.0});
}

TEST_CASE("a dense layer holds a row's dies side by side") {
    const DieGrid grid = small_grid();
    CHECK(grid.cells() == 20);
    CHECK(grid.cell({2, 3}) == 11);
}

TEST_CASE("the die nearest to a centre, and to anything in its cell, is that die") {
    CHECK(rc::check([] {
        const DieGrid grid = small_grid();
        const DieIndex die{*rc::gen::inRange(0, grid.rows), *rc::gen::inRange(0, grid.cols)};
        const WaferPoint c = grid.center(die);
        const WaferPoint p{c.x + *number_between(-99.9, 99.9), c.y + *number_between(-74.9, 74.9)};
        RC_ASSERT(grid.nearest(p) == die);
    }));
}

TEST_CASE("points far off the grid are nearest to no die of it") {
    const DieGrid grid = small_grid();
    for (const double far : {1e6, -1e6, 1e300, -1e300}) {
        CHECK_FALSE(grid.contains(grid.nearest({far, 0.0})));
        CHECK_FALSE(grid.contains(grid.nearest({0.0, far})));
    }
}

TEST_CASE("a die that sticks out by a corner does not exist") {
    // One die in the middle with its corners 50 um from the centre, on discs a little larger and smaller.
    const DieGrid grid{.rows = 1,
                       .cols = 1,
                       .pitch_x_um = 100.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 60.0,
                       .die_height_um = 80.0};
    CHECK(DiePresence(grid, wafer_of(0.1001, 0.0)).count() == 1);
    CHECK(DiePresence(grid, wafer_of(0.0999, 0.0)).count() == 0);
}

TEST_CASE("edge exclusion takes dies away") {
    const DieGrid grid{.rows = 1,
                       .cols = 1,
                       .pitch_x_um = 100.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 60.0,
                       .die_height_um = 80.0};
    CHECK(DiePresence(grid, wafer_of(0.2, 0.049)).exists({0, 0}));
    CHECK_FALSE(DiePresence(grid, wafer_of(0.2, 0.051)).exists({0, 0}));
}

TEST_CASE("dies outside of the grid don't exist") {
    const DiePresence presence(small_grid(), wafer_of(50.8, 3.0));
    CHECK(presence.count() == 20);
    for (const DieIndex die : {DieIndex{-1, 0}, DieIndex{0, -1}, DieIndex{5, 0}, DieIndex{0, 4}}) {
        CHECK_FALSE(presence.exists(die));
    }
}

TEST_CASE("presence agrees with the definition for every die, wherever the grid lies") {
    CHECK(rc::check([] {
        const Wafer wafer = wafer_of(*number_between(2.0, 6.0), *number_between(0.0, 0.5));
        DieGrid grid{.rows = *rc::gen::inRange(1, 40),
                     .cols = *rc::gen::inRange(1, 40),
                     .x0_um = *number_between(-4000.0, 1000.0),
                     .y0_um = *number_between(-1000.0, 4000.0),
                     .pitch_x_um = *number_between(50.0, 400.0),
                     .pitch_y_um = *number_between(50.0, 400.0)};
        grid.die_width_um = grid.pitch_x_um * *number_between(0.1, 1.0);
        grid.die_height_um = grid.pitch_y_um * *number_between(0.1, 1.0);
        const DiePresence presence(grid, wafer);
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                RC_ASSERT(presence.exists({row, col}) == fits(grid, wafer, {row, col}));
            }
        }
        RC_ASSERT(presence.count() == count_by_definition(grid, wafer));
    }));
}

TEST_CASE("a pitch too large for the wafer is refused") {
    CHECK_THROWS_WITH(centered_grid(wafer_of(50.8, 3.0), 60'000.0, 60'000.0, 50'000.0, 50'000.0),
                      Contains("no die of 50000 x 50000 um fits"));
}

TEST_CASE("a centred grid is valid, and its outermost rows and columns hold dies") {
    const Wafer wafer = wafer_of(50.8, 2.0);
    const DieGrid grid = centered_grid(wafer, 700.0, 450.0, 650.0, 400.0);
    CHECK_NOTHROW(validate(grid));
    const DiePresence presence(grid, wafer);
    CHECK(presence.reach(0).size() > 0);
    CHECK(presence.reach(grid.rows - 1).size() > 0);
    const auto has = [&](std::int32_t col) {
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            if (presence.exists({row, col})) return true;
        }
        return false;
    };
    CHECK(has(0));
    CHECK(has(grid.cols - 1));
}

TEST_CASE("a centred grid lies symmetric about the wafer's centre") {
    const DieGrid grid = centered_grid(wafer_of(100.0, 3.0), 1300.0, 900.0, 1200.0, 850.0);
    const WaferPoint last = grid.center({grid.rows - 1, grid.cols - 1});
    CHECK(grid.x0_um == Approx(-last.x));
    CHECK(grid.y0_um == Approx(-last.y));
}

TEST_CASE("no other centring holds more dies") {
    CHECK(rc::check([] {
        const Wafer wafer = wafer_of(50.8, *number_between(0.0, 5.0));
        const double pitch_x = *number_between(500.0, 6000.0);
        const double pitch_y = *number_between(500.0, 6000.0);
        const double width = 0.9 * pitch_x;
        const double height = 0.8 * pitch_y;
        const std::int64_t best =
            DiePresence(centered_grid(wafer, pitch_x, pitch_y, width, height), wafer).count();
        for (const double shift_x : {0.0, 0.5}) {
            for (const double shift_y : {0.0, 0.5}) {
                constexpr std::int32_t kSide = 121;
                const DieGrid wide{.rows = kSide,
                                   .cols = kSide,
                                   .x0_um = (shift_x - kSide / 2) * pitch_x,
                                   .y0_um = (kSide / 2 - shift_y) * pitch_y,
                                   .pitch_x_um = pitch_x,
                                   .pitch_y_um = pitch_y,
                                   .die_width_um = width,
                                   .die_height_um = height};
                RC_ASSERT(count_by_definition(wide, wafer) <= best);
            }
        }
    }));
}

TEST_CASE("fine grids hold as many dies as the area says") {
    // Dies of one pitch on a disc of radius R: about pi R^2 / pitch^2, less half a perimeter's worth of cut
    // cells.
    struct Size {
        int inches;
        double edge_exclusion_mm;
        double pitch_um;
        double millions;
    };
    for (const Size& size :
         {Size{2, 2.0, 100.0, 0.17}, Size{4, 3.0, 100.0, 0.69}, Size{6, 3.0, 100.0, 1.6}}) {
        Wafer wafer = standard_wafer(size.inches);
        wafer.edge_exclusion_mm = size.edge_exclusion_mm;
        const DieGrid grid = centered_grid(wafer, size.pitch_um, size.pitch_um, size.pitch_um, size.pitch_um);
        const double count = static_cast<double>(DiePresence(grid, wafer).count());
        CHECK(count / 1e6 == Approx(size.millions).epsilon(0.03));
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Dies chosen by area and by value.
#include "app/gui/presenters/review/selection.h"

#include "tests/gui/wafers.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

TEST_CASE("a rectangle chooses the dies whose centres it holds", "[gui]") {
    const DieMap map = square_map(10);  // centres at -450, -350, ..., 450
    const std::vector<WaferPoint> area{{-400.0, 100.0}, {0.0, 100.0}, {0.0, 400.0}, {-400.0, 400.0}};
    const MaskPtr mask = select_area(map.grid(), map.presence(), area);
    CHECK(mask->count == 4 * 3);
    CHECK(mask->selected[map.grid().cell({1, 1})] == 1);  // (-350, 350)
    CHECK(mask->selected[map.grid().cell({1, 0})] == 0);
}

TEST_CASE("a lasso that crosses itself leaves out what it surrounds twice", "[gui]") {
    const DieMap map = square_map(20);
    const auto ring = [](double r) { return std::vector<WaferPoint>{{-r, -r}, {r, -r}, {r, r}, {-r, r}}; };
    std::vector<WaferPoint> area = ring(800.0);
    for (const WaferPoint& p :
         {WaferPoint{-800, -800}, {-300, -300}, {300, -300}, {300, 300}, {-300, 300}, {-300, -300}})
        area.push_back(p);
    const MaskPtr mask = select_area(map.grid(), map.presence(), area);
    CHECK(mask->selected[map.grid().cell({10, 10})] == 0);
    CHECK(mask->selected[map.grid().cell({10, 4})] == 1);
}

TEST_CASE("an area outside of the wafer chooses nothing", "[gui]") {
    const DieMap map = square_map(10);
    CHECK(select_area(map.grid(), map.presence(), std::vector<WaferPoint>{{1e6, 1e6}, {2e6, 1e6}, {2e6, 2e6}})
              ->count == 0);
    CHECK(select_area(map.grid(), map.presence(), {})->count == 0);
}

TEST_CASE("a range has its ends and never a die without a value", "[gui]") {
    const DieMap map = square_map(4);
    std::vector<float> values(16, kNoData);
    values[3] = 1.0F;
    values[4] = 2.0F;
    values[5] = 3.0F;
    const LayerPtr layer = layer_of(map.grid(), values);
    CHECK(select_range(*layer, map.grid(), {1.0F, 2.0F})->count == 2);
    CHECK(select_range(*layer, map.grid(), {-1e30F, 1e30F})->count == 3);
    CHECK(select_both(*layer, {0.0F, 9.0F}, *layer, {2.5F, 9.0F}, map.grid())->count == 1);
}

TEST_CASE("a bin chooses its dies; one that no die has chooses none", "[gui]") {
    const DieMap map = square_map(4);
    std::vector<std::uint8_t> codes(16, 1);
    codes[7] = 2;
    codes[8] = kNoBinCode;
    const BinPtr bins =
        make_bin_data(codes, {{1, "good", {}, true, "", 0}, {2, "dead", {}, false, "", 0}}, map.grid());
    CHECK(select_bin(*bins, 1, map.grid())->count == 14);
    CHECK(select_bin(*bins, 2, map.grid())->count == 1);
    CHECK(select_bin(*bins, 9, map.grid())->count == 0);
    CHECK(yield_of(*bins) == Approx(14.0 / 15.0));
}

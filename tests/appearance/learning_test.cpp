// SPDX-License-Identifier: GPL-3.0-or-later
// Placing tiles and learning the golden die, against where the dies really were drawn.
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "tests/appearance/learnt_wafer.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;
using Catch::Contains;

namespace {

/// Where the dies of a tile lie against where the stage says they do, px.
PixelPoint moved(const test::ReflectedWafer::Tile& tile) {
    return {tile.truth.origin.x - tile.told.origin.x, tile.truth.origin.y - tile.told.origin.y};
}

/// Pads on one half of the die only: whatever balances light is pulled by them.
test::ReflectedSettings lopsided() {
    test::ReflectedSettings s = test::quick_wafer();
    s.pads = {{-9.0, 0.0, 11.0, 15.0}};
    s.fingers = {};
    s.kinds = {"particle"};
    return s;
}

ReflectedTile view_of(const test::ReflectedWafer::Tile& tile) {
    return {tile.image.view(), tile.told, tile.dies};
}

}  // namespace

TEST_CASE("Streets and edges place a tile to a tenth of a pixel, whatever the metal") {
    const test::ReflectedWafer wafer(lopsided());
    for (int t = 0; t < 3; ++t) {
        const test::ReflectedWafer::Tile tile = wafer.tile(t);
        const PlacedTile placed = place_by_edges(view_of(tile), *wafer.correction());
        REQUIRE(placed.placed);
        CHECK(placed.moved.x == Approx(moved(tile).x).margin(0.1));
        CHECK(placed.moved.y == Approx(moved(tile).y).margin(0.1));
    }
}

TEST_CASE("A tile is found from up to half a pitch away") {
    test::ReflectedSettings settings = lopsided();
    settings.jitter_px = 0.0;
    const test::ReflectedWafer wafer(settings);
    test::ReflectedWafer::Tile tile = wafer.tile(0);
    tile.told.origin.x += 0.45 * settings.pitch_x_px;
    tile.told.origin.y -= 0.45 * settings.pitch_y_px;
    const PlacedTile placed = place_by_edges(view_of(tile), *wafer.correction());
    REQUIRE(placed.placed);
    CHECK(placed.moved.x == Approx(-0.45 * settings.pitch_x_px).margin(0.2));
    CHECK(placed.moved.y == Approx(0.45 * settings.pitch_y_px).margin(0.2));
}

TEST_CASE("A tile without a grid can't be placed, and says so") {
    const test::ReflectedWafer wafer(test::quick_wafer());
    test::ReflectedWafer::Tile tile = wafer.tile(0);
    std::uint32_t state = 1;
    for (std::uint16_t& v : tile.image.pixels()) {
        state = state * 1664525U + 1013904223U;
        v = static_cast<std::uint16_t>(2000U + (state >> 24U));
    }
    const PlacedTile placed = place_by_edges(view_of(tile), *wafer.correction());
    CHECK_FALSE(placed.placed);
    CHECK_THAT(placed.fault, Contains("no die grid"));
}

TEST_CASE("The golden die places tiles to a few hundredths of a pixel") {
    const test::RenderedWafer wafer(lopsided());
    const AppearanceModel model = wafer.learn();
    std::vector<double> x, y;
    for (const auto& tile : wafer.tiles) {
        const PlacedTile placed = place_by_golden(view_of(tile), *model.correction, model.dead, model.phases);
        REQUIRE(placed.placed);
        x.push_back(placed.moved.x - moved(tile).x);
        y.push_back(placed.moved.y - moved(tile).y);
    }
    const auto [left, right] = std::ranges::minmax(x);
    const auto [above, below] = std::ranges::minmax(y);
    CHECK(right - left < 0.05);
    CHECK(below - above < 0.05);
    // All together may be off by what the edges are, not by what the pads would pull.
    CHECK(std::abs(x.front()) < 0.1);
    CHECK(std::abs(y.front()) < 0.1);
}

TEST_CASE("A tenth of bad dies and a whole cluster of them do the golden die no harm") {
    test::ReflectedSettings settings = test::quick_wafer();
    settings.bad_share = 0.0;
    const AppearanceModel clean = test::RenderedWafer(settings).learn();
    settings.bad_share = 0.1;
    settings.cluster_tile = 4;
    const AppearanceModel spoiled = test::RenderedWafer(settings).learn();
    double worst = 0.0;
    for (std::size_t i = 0; i < clean.golden.light.size(); ++i) {
        worst =
            std::max(worst, std::abs(static_cast<double>(spoiled.golden.light[i] - clean.golden.light[i])) /
                                static_cast<double>(clean.golden.spread[i]));
    }
    CHECK(worst < 1.3);  // sigmas of a pixel, of some ten thousand medians; the first pad differs by some ten
    CHECK(spoiled.regions.parts.size() == clean.regions.parts.size());
}

TEST_CASE("Learning gives the same on one thread and on several") {
    const test::RenderedWafer wafer(test::quick_wafer());
    AppearanceModel one;
    {
        const ThreadLimit limit(1);
        one = wafer.learn();
    }
    const AppearanceModel several = wafer.learn();
    CHECK(one.golden.light == several.golden.light);
    CHECK(one.golden.spread == several.golden.spread);
    CHECK(one.weights.of == several.weights.of);
    CHECK(one.kept_from == several.kept_from);
}

TEST_CASE("Without a pilot tile that shows the grid there is an error that says so") {
    const test::ReflectedWafer wafer(test::quick_wafer());
    test::ReflectedWafer::Tile tile = wafer.tile(0);
    std::ranges::fill(tile.image.pixels(), std::uint16_t{1000});
    const ReflectedTile pilot = view_of(tile);
    const AppearanceSetup setup{.camera = wafer.camera(), .correction = wafer.correction(), .settings = {}};
    CHECK_THROWS_WITH(learn_appearance({&pilot, 1}, setup), Contains("in none of 1 pilot tiles"));
}

TEST_CASE("A rate of false alarms that makes no sense is refused by name") {
    const test::ReflectedWafer wafer(test::quick_wafer());
    AppearanceSetup setup{.camera = wafer.camera(), .correction = wafer.correction(), .settings = {}};
    setup.settings.false_alarms_per_million = 0.0;
    CHECK_THROWS_WITH(learn_appearance({}, setup), Contains("false_alarms_per_million"));
}

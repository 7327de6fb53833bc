// SPDX-License-Identifier: GPL-3.0-or-later
// What the wafer map shows, by its pixels.
#include "app/gui/presenters/wafer/map_scene.h"

#include "tests/gui/wafers.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

MapScene scene_of(const DieMap& map, std::vector<float> values, double low, double high) {
    MapScene scene;
    scene.grid = map.grid();
    scene.layer = layer_of(map.grid(), std::move(values));
    scene.values.low = low;
    scene.values.high = high;
    scene.values.outlier_low = low;
    scene.values.outlier_high = high;
    return scene;
}

std::ptrdiff_t count_of(const std::vector<std::uint32_t>& pixels, std::uint32_t argb) {
    return std::ranges::count(pixels, argb);
}

}  // namespace

TEST_CASE("one dark die stays visible at any reduction, wherever it lies", "[gui]") {
    constexpr std::int32_t kSide = 997;  // no multiple of any cell
    const DieMap map = square_map(kSide);
    const std::vector<float> healthy(map.grid().cells(), 1.0F);
    const std::uint32_t dark = color_table(ColorMap::viridis).front();
    for (const int size_px : {31, 64, 113, 250, 499, 996}) {
        for (const DieIndex die : {DieIndex{0, 0}, {996, 996}, {500, 3}, {333, 777}}) {
            auto values = healthy;
            values[map.grid().cell(die)] = 0.0F;
            const auto pixels = paint_all(scene_of(map, values, 0.5, 1.5), size_px);
            CAPTURE(size_px, die.row, die.col);
            // A cell that is read may be somewhat larger than a pixel.
            CHECK(count_of(pixels, dark) >= 1);
            CHECK(count_of(pixels, dark) <= 4);
            CHECK(count_of(pixels, 0) == 0);
        }
    }
}

TEST_CASE("an outlier shows at its place", "[gui]") {
    const DieMap map = square_map(1000);
    std::vector<float> values(map.grid().cells(), 1.0F);
    // In the middle of a pixel of 10 dies: the cells of 8 dies that are read move it by at most 4.
    values[map.grid().cell({255, 755})] = 0.0F;
    const auto pixels = paint_all(scene_of(map, values, 0.5, 1.5), 100);
    const auto at = std::ranges::find(pixels, color_table(ColorMap::viridis).front()) - pixels.begin();
    CHECK(at / 100 == 25);
    CHECK(at % 100 == 75);
}

TEST_CASE("each emphasis shows its own of the values of a pixel", "[gui]") {
    const DieMap map = square_map(64);
    std::vector<float> values(map.grid().cells());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = (i / 64 + i % 64) % 2 == 0 ? 0.25F : 0.75F;
    MapScene scene = scene_of(map, values, 0.0, 1.0);
    const ColorTable& colors = scene.values.colors;
    const auto shown = [&](Emphasis emphasis) {
        scene.values.emphasis = emphasis;
        return paint_all(scene, 8).at(27);
    };
    CHECK(shown(Emphasis::lowest) == colors[64]);
    CHECK(shown(Emphasis::highest) == colors[192]);
    CHECK(shown(Emphasis::mean) == colors[128]);
    CHECK(shown(Emphasis::outliers) == colors[128]);
}

TEST_CASE("dies without a value leave the wafer bare, and a mean passes over them", "[gui]") {
    const DieMap map = square_map(64);
    std::vector<float> values(map.grid().cells(), kNoData);
    for (std::int32_t row = 0; row < 32; ++row) {
        for (std::int32_t col = 0; col < 64; col += 2) values[map.grid().cell({row, col})] = 0.5F;
    }
    const MapScene scene = scene_of(map, values, 0.0, 1.0);
    const auto pixels = paint_all(scene, 16);
    CHECK(pixels.front() == scene.values.colors[128]);
    CHECK(pixels.back() == 0);
}

TEST_CASE("a die that covers many pixels has one colour, and its street none", "[gui]") {
    DieMap map = square_map(4);
    DieGrid grid = map.grid();
    grid.die_width_um = grid.die_height_um = 80.0;
    std::vector<float> values(grid.cells(), 0.5F);
    values[grid.cell({1, 2})] = 1.0F;
    MapScene scene = scene_of(map, values, 0.0, 1.0);
    scene.grid = grid;
    const auto pixels = paint_all(scene, 400);
    CHECK(count_of(pixels, scene.values.colors[255]) == 80 * 80);
    CHECK(pixels[150 * 400 + 250] == scene.values.colors[255]);
    CHECK(pixels[100 * 400 + 250] == 0);
}

TEST_CASE("a failing die hides passing ones, however many", "[gui]") {
    const DieMap map = square_map(800);
    std::vector<std::uint8_t> bins(map.grid().cells(), 1);
    bins[map.grid().cell({401, 399})] = 2;
    MapScene scene;
    scene.grid = map.grid();
    scene.bins =
        make_bin_data(bins, {{1, "good", {}, true, "", 0}, {2, "dead", {}, false, "", 0}}, map.grid());
    scene.bin_argb[1] = 0xFF00FF00U;
    scene.bin_argb[2] = 0xFF000000U;
    const auto pixels = paint_all(scene, 50);
    CHECK(count_of(pixels, 0xFF000000U) == 1);
    CHECK(count_of(pixels, 0xFF00FF00U) == 50 * 50 - 1);
}

TEST_CASE("a selection keeps its colours, the rest is faint", "[gui]") {
    const DieMap map = square_map(100);
    MapScene scene = scene_of(map, std::vector<float>(map.grid().cells(), 0.5F), 0.0, 1.0);
    std::vector<std::uint8_t> selected(map.grid().cells(), 0);
    std::fill_n(selected.begin(), 50 * 100, std::uint8_t{1});
    scene.mask = make_mask(selected, map.grid());
    CHECK(scene.mask->count == 5000);
    const auto pixels = paint_all(scene, 10);
    CHECK(pixels.front() == scene.values.colors[128]);
    CHECK(pixels.back() >> 24U == 0x3F);
}

TEST_CASE("a pyramid alone stands in for a layer that is still being read", "[gui]") {
    const DieMap map = square_map(64);
    const LayerPtr whole = layer_of(map.grid(), std::vector<float>(map.grid().cells(), 0.5F));
    auto coarse = std::make_shared<LayerData>();
    coarse->pyramid = whole->pyramid;
    MapScene scene = scene_of(map, std::vector<float>(map.grid().cells(), 0.5F), 0.0, 1.0);
    scene.layer = coarse;
    for (const int size_px : {8, 64, 200})
        CHECK(count_of(paint_all(scene, size_px), scene.values.colors[128]) == size_px * size_px);
}

TEST_CASE("the pyramid's extremes are those of its dies", "[gui]") {
    constexpr std::int32_t kRows = 37;
    constexpr std::int32_t kCols = 53;
    std::vector<float> values(static_cast<std::size_t>(kRows) * kCols);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = i % 11 == 0 ? kNoData : static_cast<float>(i * 7919 % 1009);
    const ValuePyramid pyramid(values, kRows, kCols);
    for (const ValueLevel& level : pyramid.levels()) {
        for (std::int32_t row = 0; row < level.rows; ++row) {
            for (std::int32_t col = 0; col < level.cols; ++col) {
                float low = INFINITY;
                float high = -INFINITY;
                for (std::int32_t r = row * level.factor; r < std::min(kRows, (row + 1) * level.factor);
                     ++r) {
                    for (std::int32_t c = col * level.factor; c < std::min(kCols, (col + 1) * level.factor);
                         ++c) {
                        low = std::fmin(
                            low, values[static_cast<std::size_t>(r) * kCols + static_cast<std::size_t>(c)]);
                        high = std::fmax(
                            high, values[static_cast<std::size_t>(r) * kCols + static_cast<std::size_t>(c)]);
                    }
                }
                const std::size_t cell =
                    static_cast<std::size_t>(row) * static_cast<std::size_t>(level.cols) +
                    static_cast<std::size_t>(col);
                REQUIRE(level.low[cell] == low);
                REQUIRE(level.high[cell] == high);
            }
        }
    }
}

TEST_CASE("dies in fields and brick rows are painted where they lie, whatever the zoom", "[gui]") {
    DieMap map = square_map(40);
    DieGrid grid = map.grid();
    grid.die_width_um = grid.die_height_um = 60.0;
    grid.steps = {.stagger_x_um = 50.0,
                  .field_rows = 8,
                  .field_cols = 10,
                  .field_gap_x_um = 140.0,
                  .field_gap_y_um = 230.0,
                  .field_row0 = 3,
                  .field_col0 = 6};
    std::vector<float> values(grid.cells(), 1.0F);
    const DieIndex dark{21, 27};
    values[grid.cell(dark)] = 0.0F;
    MapScene scene = scene_of(map, values, 0.5, 1.5);
    scene.grid = grid;
    scene.layer = layer_of(grid, values);
    const WaferPoint at = grid.center(dark);
    for (const double um_per_px : {2.0, 9.0, 40.0, 130.0}) {
        const int size_px = 120;
        const UprightView view{at.x - 0.5 * size_px * um_per_px, at.y + 0.5 * size_px * um_per_px, um_per_px,
                               size_px, size_px};
        std::vector<std::uint32_t> pixels(static_cast<std::size_t>(size_px) * size_px);
        paint(scene, view, pixels);
        const auto first = std::ranges::find(pixels, color_table(ColorMap::viridis).front());
        CAPTURE(um_per_px);
        REQUIRE(first != pixels.end());
        const auto pixel = first - pixels.begin();
        const double x_um = view.left_um + (static_cast<double>(pixel % size_px) + 0.5) * um_per_px;
        const double y_um = view.top_um - (static_cast<double>(pixel / size_px) + 0.5) * um_per_px;
        CHECK(std::abs(x_um - at.x) <= 55.0 + 2.0 * um_per_px);
        CHECK(std::abs(y_um - at.y) <= 55.0 + 2.0 * um_per_px);
    }
}

TEST_CASE("dies of staggered columns are painted where they lie", "[gui]") {
    const DieMap map = square_map(20);
    DieGrid grid = map.grid();
    grid.steps.stagger_y_um = 0.4 * grid.pitch_y_um;
    for (const DieIndex dark : {DieIndex{9, 8}, DieIndex{9, 9}}) {
        std::vector<float> values(grid.cells(), 1.0F);
        values[grid.cell(dark)] = 0.0F;
        MapScene scene = scene_of(map, values, 0.5, 1.5);
        scene.grid = grid;
        scene.layer = layer_of(grid, values);
        const WaferPoint at = grid.center(dark);
        const double um_per_px = 0.05 * grid.pitch_x_um;
        const int size_px = 101;
        const UprightView view{at.x - 0.5 * size_px * um_per_px, at.y + 0.5 * size_px * um_per_px, um_per_px,
                               size_px, size_px};
        std::vector<std::uint32_t> pixels(static_cast<std::size_t>(size_px) * size_px);
        paint(scene, view, pixels);
        double sum_y = 0.0;
        double count = 0.0;
        for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel) {
            if (pixels[pixel] != color_table(ColorMap::viridis).front()) continue;
            sum_y += static_cast<double>(pixel / size_px);
            count += 1.0;
        }
        CAPTURE(dark.col);
        CHECK(count > 0.0);
        CHECK(sum_y / count == Approx(50.0).margin(1.5));
    }
}

TEST_CASE("test structures and marks are painted as such where they are large enough", "[gui]") {
    const DieMap plain = square_map(20);
    const std::vector<LayoutCell> cells{{{10, 5}, CellKind::pcm, ""}, {{10, 7}, CellKind::none, ""}};
    const DieMap map(plain.wafer(), plain.grid(), WaferLayout(plain.grid(), cells));
    std::vector<float> values(map.grid().cells(), 1.0F);
    values[map.grid().cell({10, 5})] = kNoData;
    values[map.grid().cell({10, 7})] = kNoData;
    MapScene scene = scene_of(map, values, 0.5, 1.5);
    CHECK(count_of(paint_all(scene, 200), 0) == 200);  // two cells of 10 x 10 pixels
    scene.others = make_other_cells(map);
    REQUIRE(scene.others != nullptr);
    const auto pixels = paint_all(scene, 200);
    CHECK(count_of(pixels, 0) == 100);
    CHECK(count_of(pixels, 0xFF8A94A6U) == 100);
    CHECK(make_other_cells(plain) == nullptr);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Wafer maps of a report: each die at its place, in the colour of its value or bin.
#include "libinspect/report/color_scale.h"
#include "libinspect/report/internal/el_charts.h"
#include "libinspect/report/internal/wafer_map_figure.h"
#include "tests/report/drawing.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// 20 x 20 dies a millimetre apart on a wafer of 40 mm.
DieMap map_of_dies() {
    const DieGrid grid{.rows = 20,
                       .cols = 20,
                       .x0_um = -9500.0,
                       .y0_um = 9500.0,
                       .pitch_x_um = 1000.0,
                       .pitch_y_um = 1000.0,
                       .die_width_um = 900.0,
                       .die_height_um = 900.0};
    Wafer wafer;
    wafer.diameter_mm = 40.0;
    return {wafer, grid};
}

Layer ramp(const DieMap& map) {
    Layer layer{.name = "light", .unit = "", .title = "Light", .values = {}};
    for (std::size_t cell = 0; cell < map.grid().cells(); ++cell)
        layer.values.push_back(static_cast<float>(cell));
    return layer;
}

/// Colour of the map's picture at a place of the wafer; nothing where it is transparent. The picture
/// shows 1.01 times the wafer's diameter.
std::optional<std::uint32_t> color_at(const Figure& figure, WaferPoint p, double shown_um = 40'400.0) {
    const PictureShape picture = shapes_of<PictureShape>(figure).at(0);
    const Raster& raster = picture.raster;
    const auto x = static_cast<int>((p.x / shown_um + 0.5) * raster.width);
    const auto y = static_cast<int>((0.5 - p.y / shown_um) * raster.height);
    const std::uint8_t index = raster.pixels[static_cast<std::size_t>(y * raster.width + x)];
    if (index == 0) return std::nullopt;
    return raster.palette.at(index);
}

/// The largest difference of a channel, of 255.
int difference(std::uint32_t a, std::uint32_t b) {
    int most = 0;
    for (const unsigned shift : {0U, 8U, 16U})
        most = std::max(
            most, std::abs(static_cast<int>(a >> shift & 0xFFU) - static_cast<int>(b >> shift & 0xFFU)));
    return most;
}

}  // namespace

TEST_CASE("dies of a layer's map have the colours of their values, those without are blank", "[wafer_map]") {
    const DieMap map = map_of_dies();
    Layer layer = ramp(map);
    layer.values[map.grid().cell({7, 3})] = kNoData;
    const Figure figure = layer_map_figure(map, layer, {.width_pt = 240.0, .pixels = 900});
    for (std::int32_t row = 0; row < 20; ++row) {
        for (std::int32_t col = 0; col < 20; ++col) {
            const auto color = color_at(figure, map.grid().center({row, col}));
            CAPTURE(row, col);
            if (row == 7 && col == 3) {
                CHECK_FALSE(color);
                continue;
            }
            REQUIRE(color);
            // Half a per cent of the dies lies beyond each end of the scale.
            const double share = (static_cast<double>(row * 20 + col) - 2.0) / 395.0;
            CHECK(difference(*color, viridis(share)) <= 6);
        }
    }
    CHECK_FALSE(color_at(figure, {15'000.0, 0.0}));
    CHECK(figure.alt == "Wafer map of Light");
}

TEST_CASE("a lone die that differs from all others sets the scale and shows", "[wafer_map]") {
    const DieMap map = map_of_dies();
    Layer layer = ramp(map);
    std::ranges::fill(layer.values, 0.0F);
    layer.values[map.grid().cell({4, 16})] = 3.0F;
    const Figure figure = layer_map_figure(map, layer, {.pixels = 12});  // some five dies a pixel
    const Raster raster = shapes_of<PictureShape>(figure).at(0).raster;
    const auto brightest = std::ranges::max(raster.pixels);
    CHECK(raster.palette.at(brightest) == viridis(1.0));
    CHECK(std::ranges::count(raster.pixels, brightest) == 1);
}

TEST_CASE("dies of a bin map have the colours of their bins", "[wafer_map]") {
    const DieMap map = map_of_dies();
    std::vector<std::uint8_t> bins(map.grid().cells(), 1);
    bins[map.grid().cell({0, 0})] = 4;
    bins[map.grid().cell({19, 5})] = kNoBinCode;
    const std::vector<StoredBin> table{{1, "good", {10, 200, 30}, true, "", 398},
                                       {4, "leaky", {213, 94, 0}, false, "", 1}};
    const Figure figure = bin_map_figure(map, bins, table, {.pixels = 900});
    CHECK(color_at(figure, map.grid().center({0, 0})) == 0xD55E00U);
    CHECK(color_at(figure, map.grid().center({0, 1})) == 0x0AC81EU);
    CHECK_FALSE(color_at(figure, map.grid().center({19, 5})));
}

TEST_CASE("where a pixel covers several dies the failing one shows, the rarer bin first", "[wafer_map]") {
    const DieMap map = map_of_dies();
    std::vector<std::uint8_t> bins(map.grid().cells(), 1);
    bins[0] = 4;
    bins[1] = 7;
    const std::vector<StoredBin> table{{1, "good", {10, 200, 30}, true, "", 300},
                                       {4, "leaky", {213, 94, 0}, false, "", 99},
                                       {7, "dead", {1, 1, 1}, false, "", 1}};
    const Figure figure = bin_map_figure(map, bins, table, {.pixels = 1});
    CHECK(color_at(figure, {0.0, 0.0}) == 0x010101U);
    bins[1] = 1;
    CHECK(color_at(bin_map_figure(map, bins, table, {.pixels = 1}), {0.0, 0.0}) == 0xD55E00U);
}

TEST_CASE("test structures lie under no die and have a grey of their own", "[wafer_map]") {
    const DieMap plain = map_of_dies();
    const std::vector<LayoutCell> cells{{{10, 10}, CellKind::pcm, ""}, {{3, 3}, CellKind::none, ""}};
    const DieMap map(plain.wafer(), plain.grid(), WaferLayout(plain.grid(), cells));
    const std::vector<std::uint8_t> bins(map.grid().cells(), 1);
    const Figure figure =
        bin_map_figure(map, bins, {{1, "good", {10, 200, 30}, true, "", 398}}, {.pixels = 900});
    CHECK(color_at(figure, map.grid().center({10, 10})) == 0x8A94A6U);
    CHECK_FALSE(color_at(figure, map.grid().center({3, 3})));
}

TEST_CASE("marks lie at their dies, on a blank wafer", "[wafer_map]") {
    const DieMap map = map_of_dies();
    const Figure figure =
        marked_map_figure(map, {{{0, 19}, ink::kAlarm, "escape"}, {{399}, ink::kPlum, "overkill"}},
                          {.width_pt = 226.0, .ruler = false});
    const std::vector<DotsShape> dots = shapes_of<DotsShape>(figure);
    REQUIRE(dots.size() == 2);
    const double pt_per_um = 224.0 / 40'400.0;
    CHECK(dots[0].centers[1].x - dots[0].centers[0].x == Approx(19'000.0 * pt_per_um).epsilon(1e-3));
    CHECK(dots[0].centers[0].y == Approx(dots[0].centers[1].y));
    CHECK(dots[1].centers[0].y - dots[0].centers[0].y == Approx(19'000.0 * pt_per_um).epsilon(1e-3));
    CHECK(dots[0].centers[0].x == Approx(112.0 - 9'500.0 * pt_per_um).margin(0.5));
    CHECK(shapes_of<PictureShape>(figure).empty());
}

TEST_CASE("a grid that covers little of the wafer is shown alone, with its place on the ruler",
          "[wafer_map]") {
    DieGrid grid = map_of_dies().grid();
    grid.rows = grid.cols = 5;
    grid.x0_um = 10'000.0;
    Wafer wafer;
    wafer.diameter_mm = 100.0;
    const DieMap map(wafer, grid);
    Layer layer = ramp(map);
    const Figure figure = layer_map_figure(map, layer, {});
    CHECK(says(figure, "12"));  // mm, of the grid's middle column
    CHECK(says(figure, "8"));
    const Raster raster = shapes_of<PictureShape>(figure).at(0).raster;
    const auto blank = static_cast<double>(std::ranges::count(raster.pixels, 0));
    CHECK(blank / static_cast<double>(raster.pixels.size()) < 0.25);  // streets and a margin of a hundredth
}

TEST_CASE("a card crops eleven dies about its own, cells beyond the grid blank", "[wafer_map]") {
    const DieMap map = map_of_dies();
    Layer layer = ramp(map);
    for (float& v : layer.values) v *= 1.3F / 399.0F;
    const Figure figure = die_card_figure(
        map, {.die = {2, 18}, .headline = "row 2", .layers = {&layer}, .lines = {"bin leaky"}}, 115.0);
    const Raster raster = shapes_of<PictureShape>(figure).at(0).raster;
    REQUIRE(raster.width == 11);
    REQUIRE(raster.height == 11);
    for (int y = 0; y < 11; ++y) {
        for (int x = 0; x < 11; ++x) {
            const std::uint8_t index = raster.pixels[static_cast<std::size_t>(y * 11 + x)];
            const DieIndex die{2 + y - 5, 18 + x - 5};
            CAPTURE(x, y);
            REQUIRE((index != 0) == map.grid().contains(die));
            if (index == 0) continue;
            const double share = static_cast<double>(die.row * 20 + die.col) / 399.0;
            CHECK(difference(raster.palette.at(index), viridis(share)) <= 4);
        }
    }
    CHECK(says(figure, "row 2"));
    CHECK(says(figure, "bin leaky"));
}

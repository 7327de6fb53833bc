// SPDX-License-Identifier: GPL-3.0-or-later
// Dies as pixels against asking every pixel which dies cover it.
#include "libinspect/report/die_raster.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace waferglow;

namespace {

Wafer wafer() {
    Wafer w;
    w.diameter_mm = 100.0;
    return w;
}

/// Dies of 80 x 60 um a pitch of 100 x 100 um apart, about the middle of the wafer.
DieMap map_of(std::int32_t rows, std::int32_t cols, const std::vector<LayoutCell>& cells = {}) {
    const DieGrid grid{.rows = rows,
                       .cols = cols,
                       .x0_um = -50.0 * (cols - 1),
                       .y0_um = 50.0 * (rows - 1),
                       .pitch_x_um = 100.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 80.0,
                       .die_height_um = 60.0};
    return {wafer(), grid, cells.empty() ? WaferLayout{} : WaferLayout(grid, cells)};
}

std::uint32_t color_of(std::size_t cell) {
    return 0xFF000000U + static_cast<std::uint32_t>(cell) + 1U;
}

DieInk plain_ink(std::size_t cell) {
    return {color_of(cell), 1.0F};
}

std::uint32_t at(const std::vector<std::uint32_t>& pixels, const RasterView& view, int x, int y) {
    return pixels[static_cast<std::size_t>(y * view.size_px + x)];
}

}  // namespace

TEST_CASE("where streets show, a pixel has the colour of the die that covers its middle", "[die_raster]") {
    const DieMap map = map_of(5, 4);
    const RasterView view{.um_per_px = 3.7, .size_px = 150};
    const auto pixels = rasterise_dies(map, view, plain_ink);
    REQUIRE(pixels.size() == 150U * 150U);
    for (int y = 0; y < view.size_px; ++y) {
        for (int x = 0; x < view.size_px; ++x) {
            // Row 0 of the picture is the top of the wafer plane.
            const WaferPoint p{(x + 0.5 - 75.0) * 3.7, (75.0 - y - 0.5) * 3.7};
            std::uint32_t expected = 0;
            for (std::int32_t row = 0; row < 5; ++row) {
                for (std::int32_t col = 0; col < 4; ++col) {
                    const WaferPoint c = map.grid().center({row, col});
                    if (std::abs(p.x - c.x) < 40.0 && std::abs(p.y - c.y) < 30.0)
                        expected = color_of(map.grid().cell({row, col}));
                }
            }
            CAPTURE(x, y);
            REQUIRE(at(pixels, view, x, y) == expected);
        }
    }
}

TEST_CASE("streets narrower than asked are filled", "[die_raster]") {
    const DieMap map = map_of(5, 5);
    const auto empty_inside = [&](double um_per_px) {
        const RasterView view{.um_per_px = um_per_px, .size_px = static_cast<int>(500.0 / um_per_px)};
        const auto pixels = rasterise_dies(map, view, plain_ink);
        return std::ranges::count(pixels, 0U);
    };
    CHECK(empty_inside(5.0) > 0);   // streets of 4 and 8 px
    CHECK(empty_inside(6.25) > 0);  // 3.2 px
    CHECK(empty_inside(10.0) == 0);
}

TEST_CASE("of the dies that share a pixel the weightiest shows, wherever it stands in the order",
          "[die_raster]") {
    const DieMap map = map_of(40, 40);
    const RasterView view{.um_per_px = 500.0, .size_px = 8};  // 25 dies a pixel
    std::set<std::size_t> heavy;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::size_t row = i / 8 * 5 + i % 5;
        const std::size_t col = i % 8 * 5 + i % 3;
        heavy.insert(row * 40 + col);
    }
    const auto pixels = rasterise_dies(map, view, [&](std::size_t cell) -> DieInk {
        return {color_of(cell), heavy.contains(cell) ? 5.0F : 1.0F};
    });
    std::set<std::uint32_t> seen(pixels.begin(), pixels.end());
    for (const std::size_t cell : heavy) CHECK(seen.contains(color_of(cell)));
    CHECK(seen.size() == heavy.size());
}

TEST_CASE("a die far smaller than a pixel shows", "[die_raster]") {
    const DieMap map = map_of(1, 1);
    const auto pixels = rasterise_dies(map, {.um_per_px = 50'000.0, .size_px = 3}, plain_ink);
    CHECK(std::ranges::count(pixels, color_of(0)) == 1);
    CHECK(pixels[4] == color_of(0));
}

TEST_CASE("dies beyond the view are cut or left out", "[die_raster]") {
    const DieMap map = map_of(3, 3);
    const RasterView view{.center_x_um = 100.0, .center_y_um = 0.0, .um_per_px = 10.0, .size_px = 12};
    const auto pixels = rasterise_dies(map, {view.center_x_um, 0.0, 10.0, 12, 0.0}, plain_ink);
    std::set<std::uint32_t> seen(pixels.begin(), pixels.end());
    // The view is 120 um wide about the middle die of the right column: parts of those above and below it.
    CHECK(seen.contains(color_of(5)));
    CHECK_FALSE(seen.contains(color_of(3)));
    CHECK_FALSE(seen.contains(color_of(4)));
    CHECK(rasterise_dies(map, {.center_x_um = 1e6, .um_per_px = 10.0, .size_px = 5}, plain_ink) ==
          std::vector<std::uint32_t>(25, 0));
}

TEST_CASE("ink of no colour paints nothing, however weighty", "[die_raster]") {
    const DieMap map = map_of(2, 2);
    const auto pixels =
        rasterise_dies(map, {.um_per_px = 100.0, .size_px = 2}, [](std::size_t cell) -> DieInk {
            return cell == 0 ? DieInk{0, 100.0F} : plain_ink(cell);
        });
    CHECK(pixels == std::vector<std::uint32_t>{0, color_of(1), color_of(2), color_of(3)});
}

TEST_CASE("test structures and marks show where they lie, and are counted", "[die_raster]") {
    const DieMap map = map_of(3, 3,
                              {{{0, 0}, CellKind::pcm, ""},
                               {{1, 1}, CellKind::mark, ""},
                               {{2, 2}, CellKind::none, ""},
                               {{2, 0}, CellKind::pcm, ""}});
    const auto other = [](CellKind kind) -> DieInk {
        if (kind == CellKind::none) return {};
        return {kind == CellKind::pcm ? 0xFFAAAAAAU : 0xFFBBBBBBU, 0.0F};
    };
    const RasterView view{.um_per_px = 100.0, .size_px = 3};
    const auto pixels = rasterise_dies(map, view, plain_ink, other);
    CHECK(pixels == std::vector<std::uint32_t>{0xFFAAAAAAU, color_of(1), color_of(2), color_of(3),
                                               0xFFBBBBBBU, color_of(5), 0xFFAAAAAAU, color_of(7), 0});
    CHECK(rasterise_dies(map, view, plain_ink)[4] == 0);
    const std::map<CellKind, std::int64_t> counts = count_other_cells(map);
    CHECK(counts ==
          std::map<CellKind, std::int64_t>{{CellKind::pcm, 2}, {CellKind::mark, 1}, {CellKind::none, 1}});
    CHECK(count_other_cells(map_of(3, 3)).empty());
}

TEST_CASE("cells off the wafer are no test structures", "[die_raster]") {
    const DieGrid grid{.rows = 1,
                       .cols = 3,
                       .x0_um = -60'000.0,
                       .y0_um = 0.0,
                       .pitch_x_um = 60'000.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 80.0,
                       .die_height_um = 60.0};
    const std::vector<LayoutCell> cells{{{0, 0}, CellKind::pcm, ""}, {{0, 1}, CellKind::pcm, ""}};
    const DieMap map(wafer(), grid, WaferLayout(grid, cells));
    CHECK(count_other_cells(map).at(CellKind::pcm) == 1);
}

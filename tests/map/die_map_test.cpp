// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/die_map.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace waferglow;

namespace {

DieMap small_map() {
    Wafer wafer = standard_wafer(2);
    wafer.id = "W1";
    return {wafer, DieGrid{.rows = 4,
                           .cols = 3,
                           .x0_um = -100.0,
                           .y0_um = 150.0,
                           .pitch_x_um = 100.0,
                           .pitch_y_um = 100.0,
                           .die_width_um = 50.0,
                           .die_height_um = 50.0}};
}

}  // namespace

TEST_CASE("a layer starts without data and keeps what was put in", "[map]") {
    DieMap map = small_map();
    Layer& layer = map.add("pl", "DN", "light");
    CHECK(layer.values.size() == 12);
    CHECK(std::isnan(layer.values[7]));
    layer.values[7] = 3.0F;
    CHECK(map.add("pl", "ignored", "ignored").values[7] == 3.0F);
    CHECK(map.layers().size() == 1);
}

TEST_CASE("an unknown layer is refused with the nearest name", "[map]") {
    DieMap map = small_map();
    map.add("pl_low_rel", "", "");
    CHECK_THROWS_WITH(map.at("pl_lwo_rel"), Catch::Matchers::Contains("'pl_low_rel'"));
    CHECK(map.find("pl_lwo_rel") == nullptr);
}

TEST_CASE("a removed layer is gone, the others stay", "[map]") {
    DieMap map = small_map();
    map.add("a", "", "");
    map.add("b", "", "");
    map.remove("a");
    CHECK(map.find("a") == nullptr);
    CHECK(map.find("b") != nullptr);
}

TEST_CASE("the layers of a channel are named after it", "[map]") {
    DieMap map = small_map();
    add_channel_layers(map, {{.name = "pl_low"}});
    for (const char* name : {"pl_low", "pl_low_background", "pl_low_noise", "pl_low_nonuniformity",
                             "pl_low_saturated_px", "pl_low_hot_px"}) {
        CHECK(map.find(name) != nullptr);
    }
    CHECK(relative_layer_name({.name = "pl_low"}) == "pl_low_rel");
}

TEST_CASE("what layers hold of cells that are no dies can be taken away") {
    Wafer wafer;
    wafer.diameter_mm = 5.0;
    const DieGrid grid{.rows = 3,
                       .cols = 3,
                       .x0_um = -1000.0,
                       .y0_um = 1000.0,
                       .pitch_x_um = 1000.0,
                       .pitch_y_um = 1000.0,
                       .die_width_um = 900.0,
                       .die_height_um = 900.0};
    const std::vector<LayoutCell> cells{{{1, 1}, CellKind::pcm, ""}, {{2, 0}, CellKind::none, ""}};
    DieMap map(wafer, grid, WaferLayout(grid, cells));
    std::ranges::fill(map.add("a", "", "").values, 1.0F);
    map.clear_absent();
    for (std::size_t cell = 0; cell < grid.cells(); ++cell)
        CHECK(std::isnan(map.at("a").values[cell]) == (cell == 4 || cell == 6));
}

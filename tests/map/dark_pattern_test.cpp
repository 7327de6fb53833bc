// SPDX-License-Identifier: GPL-3.0-or-later
// Dark cells that recur are found among dead dies, and nothing is found where none do.
#include "libinspect/map/dark_pattern.h"

#include "libinspect/map/channel_layers.h"

#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

const std::vector<Channel> kChannels{{.name = "pl", .excitation_w_cm2 = 1.0, .exposure_ms = 1.0}};

/// A wafer of 60 x 66 dies, `dead` of them dark at random.
DieMap lit_wafer(double dead, unsigned seed, const GridSteps& steps = {}) {
    Wafer wafer;
    wafer.diameter_mm = 50.8;
    DieGrid grid{.rows = 60,
                 .cols = 66,
                 .x0_um = -13'000.0,
                 .y0_um = 11'800.0,
                 .pitch_x_um = 400.0,
                 .pitch_y_um = 400.0,
                 .die_width_um = 300.0,
                 .die_height_um = 300.0};
    grid.steps = steps;
    DieMap map(wafer, grid);
    Layer& light = map.add(relative_layer_name(kChannels.front()), "", "");
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform;
    map.presence().for_each(
        [&](DieIndex die) { light.values[grid.cell(die)] = uniform(random) < dead ? 0.0F : 1.0F; });
    return map;
}

std::set<std::pair<std::int32_t, std::int32_t>> darken(DieMap& map, std::int32_t rows, std::int32_t cols) {
    std::set<std::pair<std::int32_t, std::int32_t>> dark;
    Layer& light = *map.find(relative_layer_name(kChannels.front()));
    map.presence().for_each([&](DieIndex die) {
        if (die.row % rows != 3 || die.col % cols != 5) return;
        light.values[map.grid().cell(die)] = 0.0F;
        dark.emplace(die.row, die.col);
    });
    return dark;
}

}  // namespace

TEST_CASE("dark cells of every block are told apart from dead dies") {
    DieMap map = lit_wafer(0.02, 1);
    const auto dark = darken(map, 8, 11);
    const DarkPattern pattern = find_dark_pattern(map, kChannels);
    CHECK(pattern.rows == 8);
    CHECK(pattern.cols == 11);
    std::set<std::pair<std::int32_t, std::int32_t>> found;
    for (const DieIndex& die : pattern.cells) found.emplace(die.row, die.col);
    CHECK(found == dark);
    CHECK_THAT(describe(pattern), Catch::Contains("every 8 rows and 11 columns"));

    const WaferLayout layout = with_pattern(map, pattern);
    std::size_t structures = 0;
    for (const CellKind kind : layout.kinds()) structures += kind == CellKind::pcm ? 1 : 0;
    CHECK(structures == dark.size());
}

TEST_CASE("the fields of the grid are the blocks where it has any") {
    const GridSteps steps{.field_rows = 8,
                          .field_cols = 11,
                          .field_gap_x_um = 10.0,
                          .field_gap_y_um = 10.0,
                          .field_row0 = 2,
                          .field_col0 = 4};
    DieMap map = lit_wafer(0.02, 2, steps);
    const auto dark = darken(map, 8, 11);
    CHECK(find_dark_pattern(map, kChannels).cells.size() == dark.size());
}

TEST_CASE("dead dies at random, a dead cluster and dark wafers make no pattern") {
    for (const double dead : {0.0, 0.02, 0.2, 0.9})
        CHECK(find_dark_pattern(lit_wafer(dead, 3), kChannels).cells.empty());
    DieMap map = lit_wafer(0.01, 4);
    Layer& light = *map.find(relative_layer_name(kChannels.front()));
    map.presence().for_each([&](DieIndex die) {
        if (die.row > 20 && die.row < 32 && die.col > 20 && die.col < 36)
            light.values[map.grid().cell(die)] = 0.0F;
    });
    CHECK(find_dark_pattern(map, kChannels).cells.empty());
    CHECK(describe({}).empty());
}

TEST_CASE("dies that were not measured are not dark") {
    DieMap map = lit_wafer(0.0, 5);
    Layer& light = *map.find(relative_layer_name(kChannels.front()));
    darken(map, 8, 11);
    for (float& value : light.values)
        if (value == 0.0F) value = kNoData;
    CHECK(find_dark_pattern(map, kChannels).cells.empty());
    CHECK(find_dark_pattern(map, {}).cells.empty());
}

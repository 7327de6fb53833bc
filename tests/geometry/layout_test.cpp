// SPDX-License-Identifier: GPL-3.0-or-later
// Which dies exist: against the definition, corner by corner, on wafers with flats and notch, with fields,
// staggers and cells that are no dies.
#include "libinspect/geometry/layout.h"

#include "libinspect/base/error.h"
#include "tests/geometry/properties.h"

#include <array>
#include <cmath>
#include <vector>

using namespace waferglow;
using Catch::Contains;

namespace {

struct Corner {
    double x;
    double y;
};

std::array<Corner, 4> corners_of(const DieGrid& grid, DieIndex die) {
    const WaferPoint c = grid.center(die);
    const double x = 0.5 * grid.die_width_um;
    const double y = 0.5 * grid.die_height_um;
    return {{{c.x - x, c.y - y}, {c.x + x, c.y - y}, {c.x - x, c.y + y}, {c.x + x, c.y + y}}};
}

/// The contract: the whole rectangle inside of the disc and of every flat, and outside of the notch.
bool fits(const DieGrid& grid, const Wafer& wafer, DieIndex die) {
    const double r = 500.0 * wafer.diameter_mm;
    const double edge = 1000.0 * wafer.edge_exclusion_mm;
    const double flat = 1000.0 * wafer.flat_exclusion_mm.value_or(wafer.edge_exclusion_mm);
    const auto middle_of = [&](double length_mm) {
        return std::sqrt(r * r - 250'000.0 * length_mm * length_mm);
    };
    for (const Corner& p : corners_of(grid, die)) {
        if (std::hypot(p.x, p.y) > r - edge) return false;
        if (wafer.primary_flat_mm > 0.0 && -p.y > middle_of(wafer.primary_flat_mm) - flat) return false;
        if (wafer.secondary_flat_mm > 0.0 && p.x > middle_of(wafer.secondary_flat_mm) - flat) return false;
        const double tip = r - 1000.0 * wafer.notch_depth_mm - edge;
        if (wafer.notch_depth_mm > 0.0 && -p.y - tip > std::abs(p.x)) return false;
    }
    if (wafer.notch_depth_mm <= 0.0) return true;
    // A V points up: its tip may lie in a rectangle whose corners are all outside of it.
    const WaferPoint c = grid.center(die);
    const double tip = r - 1000.0 * wafer.notch_depth_mm - edge;
    return !(std::abs(c.x) <= 0.5 * grid.die_width_um && c.y - 0.5 * grid.die_height_um < -tip);
}

std::int64_t count_by_definition(const DieGrid& grid, const Wafer& wafer) {
    std::int64_t count = 0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) count += fits(grid, wafer, {row, col}) ? 1 : 0;
    }
    return count;
}

Wafer six_inch() {
    Wafer wafer = standard_wafer(6);
    wafer.edge_exclusion_mm = 3.0;
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

GridSteps any_steps(double pitch_x_um, double pitch_y_um) {
    GridSteps steps{.field_rows = *rc::gen::inRange(1, 12),
                    .field_cols = *rc::gen::inRange(1, 12),
                    .field_gap_x_um = *number_between(0.0, 3.0 * pitch_x_um),
                    .field_gap_y_um = *number_between(0.0, 3.0 * pitch_y_um)};
    steps.field_row0 = *rc::gen::inRange(0, steps.field_rows);
    steps.field_col0 = *rc::gen::inRange(0, steps.field_cols);
    if (*rc::gen::arbitrary<bool>())
        steps.stagger_x_um = *number_between(-0.9, 0.9) * pitch_x_um;
    else
        steps.stagger_y_um = *number_between(-0.9, 0.9) * pitch_y_um;
    return steps;
}

DieGrid any_grid() {
    DieGrid grid{.rows = *rc::gen::inRange(1, 40),
                 .cols = *rc::gen::inRange(1, 40),
                 .x0_um = *number_between(-4000.0, 1000.0),
                 .y0_um = *number_between(-1000.0, 4000.0),
                 .pitch_x_um = *number_between(50.0, 400.0),
                 .pitch_y_um = *number_between(50.0, 400.0)};
    grid.die_width_um = grid.pitch_x_um * *number_between(0.1, 1.0);
    grid.die_height_um = grid.pitch_y_um * *number_between(0.1, 1.0);
    return grid;
}

}  // namespace

TEST_CASE("no die lies beyond the 57.5 mm flat of a 6 inch wafer") {
    const Wafer wafer = six_inch();
    const DieGrid grid = centered_grid(wafer, 500.0, 400.0, 450.0, 350.0);
    const DiePresence presence(grid, wafer);
    CHECK(presence.count() == count_by_definition(grid, wafer));
    const double lowest_um = -1000.0 * (69.271 - 3.0);  // the flat's distance as published, and the exclusion
    presence.for_each([&](DieIndex die) { REQUIRE(grid.center(die).y - 175.0 >= lowest_um - 0.5); });
    Wafer round = wafer;
    round.primary_flat_mm = 0.0;
    CHECK(DiePresence(grid, round).count() > presence.count() + 400);
}

TEST_CASE("a flat exclusion of its own replaces the edge exclusion at flats only") {
    Wafer wafer = six_inch();
    const DieGrid grid = centered_grid(wafer, 500.0, 400.0, 450.0, 350.0);
    wafer.flat_exclusion_mm = 8.0;
    CHECK(DiePresence(grid, wafer).count() == count_by_definition(grid, wafer));
    CHECK(DiePresence(grid, wafer).count() < DiePresence(grid, six_inch()).count());
    wafer.flat_exclusion_mm = 0.0;
    CHECK(DiePresence(grid, wafer).count() > DiePresence(grid, six_inch()).count());
}

TEST_CASE("the notch takes a V out of the lowest rows") {
    Wafer wafer = standard_wafer(8);
    wafer.edge_exclusion_mm = 2.0;
    wafer.notch_depth_mm = 5.0;
    const DieGrid grid = centered_grid(wafer, 300.0, 300.0, 280.0, 280.0);
    const DiePresence presence(grid, wafer);
    CHECK(presence.count() == count_by_definition(grid, wafer));
    CHECK(presence.runs(grid.nearest({0.0, -97'000.0}).row).size() == 2);
    CHECK_FALSE(presence.exists(grid.nearest({0.0, -96'000.0})));
    CHECK(presence.exists(grid.nearest({0.0, -91'000.0})));
}

TEST_CASE("the 12 inch wafer has a notch") {
    const Wafer wafer = standard_wafer_of_diameter(300.0);
    CHECK(wafer.notch_depth_mm == 1.0);
    CHECK(wafer.primary_flat_mm == 0.0);
    CHECK(standard_wafer(12) == wafer);
}

TEST_CASE("presence agrees with the definition whatever flats, notch, fields and staggers there are") {
    CHECK(rc::check([] {
        Wafer wafer;
        wafer.diameter_mm = *number_between(2.0, 6.0);
        wafer.edge_exclusion_mm = *number_between(0.0, 0.5);
        wafer.primary_flat_mm = *number_between(0.0, 0.6) * wafer.diameter_mm;
        wafer.secondary_flat_mm = *number_between(0.0, 0.6) * wafer.diameter_mm;
        wafer.notch_depth_mm = *number_between(0.0, 0.09) * wafer.diameter_mm;
        if (*rc::gen::arbitrary<bool>()) wafer.flat_exclusion_mm = *number_between(0.0, 0.5);
        DieGrid grid = any_grid();
        if (*rc::gen::arbitrary<bool>()) grid.steps = any_steps(grid.pitch_x_um, grid.pitch_y_um);
        const DiePresence presence(grid, wafer);
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col)
                RC_ASSERT(presence.exists({row, col}) == fits(grid, wafer, {row, col}));
        }
        RC_ASSERT(presence.count() == count_by_definition(grid, wafer));
    }));
}

TEST_CASE("dies lie where the contract puts them, and the nearest die to each is itself") {
    CHECK(rc::check([] {
        DieGrid grid = any_grid();
        const GridSteps s = grid.steps = any_steps(grid.pitch_x_um, grid.pitch_y_um);
        const DieIndex die{*rc::gen::inRange(-50, 50), *rc::gen::inRange(-50, 50)};
        const auto field = [](int index, int first, int count) {
            return std::floor(static_cast<double>(index + first) / count) -
                   std::floor(static_cast<double>(first) / count);
        };
        const double x = grid.x0_um + die.col * grid.pitch_x_um +
                         field(die.col, s.field_col0, s.field_cols) * s.field_gap_x_um +
                         (die.row % 2 != 0 ? s.stagger_x_um : 0.0);
        const double y = grid.y0_um - die.row * grid.pitch_y_um -
                         field(die.row, s.field_row0, s.field_rows) * s.field_gap_y_um +
                         (die.col % 2 != 0 ? s.stagger_y_um : 0.0);
        const WaferPoint c = grid.center(die);
        RC_ASSERT(std::abs(c.x - x) < 1e-6);
        RC_ASSERT(std::abs(c.y - y) < 1e-6);
        const WaferPoint inside{x + *number_between(-0.49, 0.49) * grid.die_width_um,
                                y + *number_between(-0.49, 0.49) * grid.die_height_um};
        RC_ASSERT(grid.nearest(c) == die);
        RC_ASSERT(grid.nearest(inside) == die);
    }));
}

TEST_CASE("the extent of a grid holds all its cells and no more") {
    CHECK(rc::check([] {
        DieGrid grid = any_grid();
        grid.steps = any_steps(grid.pitch_x_um, grid.pitch_y_um);
        const WaferRect extent = extent_of(grid);
        double left = 1e9;
        double top = -1e9;
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                left = std::min(left, grid.center({row, col}).x - 0.5 * grid.pitch_x_um);
                top = std::max(top, grid.center({row, col}).y + 0.5 * grid.pitch_y_um);
            }
        }
        RC_ASSERT(extent.left == Approx(left));
        RC_ASSERT(extent.top == Approx(top));
    }));
}

TEST_CASE("steps that can't be are refused by the field at fault") {
    const auto refused = [](const GridSteps& steps) {
        DieGrid grid = small_grid();
        grid.steps = steps;
        try {
            validate(grid);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK_THAT(refused({.stagger_x_um = 200.0}), Contains("stagger_x_um = 200"));
    CHECK_THAT(refused({.stagger_y_um = std::nan("")}), Contains("stagger_y_um = nan"));
    CHECK_THAT(refused({.stagger_x_um = 100.0, .stagger_y_um = 75.0}), Contains("overlap"));
    CHECK_THAT(refused({.field_gap_x_um = 40.0}), Contains("field_cols = 0"));
    CHECK_THAT(refused({.field_rows = 8, .field_gap_y_um = -1.0}), Contains("field_gap_y_um = -1"));
    CHECK_THAT(refused({.field_cols = 4, .field_col0 = 4}), Contains("field_col0 = 4"));
    CHECK(refused({.stagger_x_um = 100.0, .field_rows = 8, .field_cols = 4, .field_gap_x_um = 40.0}) ==
          "accepted");
}

TEST_CASE("a layout without cells is plain, and all cells are dies") {
    const DieGrid grid = small_grid();
    const WaferLayout layout(grid, std::vector<LayoutCell>{});
    CHECK(layout.plain());
    CHECK(layout == WaferLayout());
    CHECK(layout.kind(7) == CellKind::die);
    CHECK(layout.group(7) == WaferLayout::kNoGroup);
}

TEST_CASE("cells of a layout that can't be are refused") {
    const DieGrid grid = small_grid();
    const auto make = [&](const std::vector<LayoutCell>& cells) { return WaferLayout(grid, cells); };
    CHECK_THROWS_WITH(make({{{5, 0}, CellKind::pcm, ""}}), Contains("(5, 0)"));
    CHECK_THROWS_WITH(make({{{1, 1}, CellKind::pcm, ""}, {{1, 1}, CellKind::mark, ""}}), Contains("twice"));
    CHECK_THROWS_WITH(WaferLayout(grid, {CellKind::pcm}, {}, {}), Contains("1 kinds"));
    CHECK_THROWS_WITH(WaferLayout(grid, {}, std::vector<std::uint8_t>(20, 1), {"A"}),
                      Contains("does not exist"));
}

TEST_CASE("test structures, marks and empty cells are no dies") {
    const DieGrid grid = small_grid();
    const WaferLayout layout(grid, std::vector<LayoutCell>{{{1, 1}, CellKind::pcm, ""},
                                                           {{1, 2}, CellKind::mark, ""},
                                                           {{3, 0}, CellKind::none, ""},
                                                           {{2, 2}, CellKind::die, "B"},
                                                           {{2, 3}, CellKind::die, "A"}});
    CHECK(layout.group_names().size() == 2);
    CHECK(layout.group_names()[layout.group(grid.cell({2, 2}))] == "B");
    CHECK(layout.group(grid.cell({0, 0})) == WaferLayout::kNoGroup);
    const DiePresence presence(grid, standard_wafer(2), layout);
    CHECK(presence.count() == 17);
    CHECK(presence.runs(1).size() == 2);
    CHECK(presence.reach(1) == ColumnSpan{0, 4});
    CHECK(presence.reach(3) == ColumnSpan{1, 4});
    CHECK_FALSE(presence.exists({1, 1}));
    CHECK_FALSE(presence.exists({1, 2}));
    CHECK(presence.exists({1, 3}));
    std::int64_t visited = 0;
    presence.for_each([&](DieIndex die) { visited += presence.exists(die) ? 1 : 100; });
    CHECK(visited == 17);
}

TEST_CASE("an area holds a die where an existing one lies in it") {
    const DieGrid grid = small_grid();
    const WaferLayout layout(grid, std::vector<LayoutCell>{{{0, 0}, CellKind::pcm, ""}});
    const DiePresence presence(grid, standard_wafer(2), layout);
    CHECK_FALSE(holds_a_die(grid, presence, {-350.0, -250.0, 350.0, 450.0}));
    CHECK(holds_a_die(grid, presence, {-350.0, -50.0, 350.0, 450.0}));
    CHECK_FALSE(holds_a_die(grid, presence, {5000.0, 6000.0, 0.0, 500.0}));
}

TEST_CASE("a centred grid with fields fits the wafer and is about as large as it") {
    const Wafer wafer = six_inch();
    const GridSteps steps{.field_rows = 8, .field_cols = 10, .field_gap_x_um = 40.0, .field_gap_y_um = 40.0};
    const DieGrid grid = centered_grid(wafer, 300.0, 200.0, 260.0, 160.0, steps);
    CHECK_NOTHROW(validate(grid));
    const WaferRect extent = extent_of(grid);
    CHECK(extent.left == Approx(-extent.right));
    CHECK(extent.bottom == Approx(-extent.top));
    CHECK(extent.right - extent.left == Approx(144'000.0).margin(700.0));
    CHECK(extent.top - extent.bottom == Approx(144'000.0).margin(500.0));
}

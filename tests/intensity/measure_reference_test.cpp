// SPDX-License-Identifier: GPL-3.0-or-later
// All numbers of a die with each instruction set: against a plain double-precision reference, and against the
// truth of rendered dies.
#include "tests/each_target.h"
#include "tests/intensity/measured_scene.h"
#include "tests/intensity/plain_light.h"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// Sums over the pixels of one die, as windows.h and strips.h say which they are.
struct PlainDie {
    bool valid = false;
    double window = 0.0;
    double weight2 = 0.0;
    double street = 0.0, street2 = 0.0, street_px = 0.0;
    double core = 0.0, core2 = 0.0, core_px = 0.0;
};

PlainDie plain_die(const Image& tile, const TileLattice& lattice, const WindowPlan& plan, DieIndex index) {
    const PixelPoint c = lattice.center(index);
    const double hx = plan.x.window_half_px;
    const double hy = plan.y.window_half_px;
    PlainDie die;
    die.valid = c.x - hx >= -0.5 && c.x + hx <= tile.width() - 0.5 && c.y - hy >= -0.5 &&
                c.y + hy <= tile.height() - 0.5;
    if (!die.valid) return die;
    const kernel::RowClasses rows(kernel::RowStep(c.y, hy), plan.y, plan.streets_y);
    // A cell that the image cuts is cut on both sides alike.
    const double cell = std::min({0.5 * plan.x.pitch_px, c.x + 0.5, tile.width() - 0.5 - c.x});
    for (int y = 0; y < tile.height(); ++y) {
        const bool street_row = y >= rows.street.begin && y < rows.street.end;
        const bool core_row = y >= rows.core.begin && y < rows.core.end;
        for (int x = 0; x < tile.width(); ++x) {
            const double away = std::abs(x - c.x);
            const double value = tile.row(y)[x];
            const double weight = test::plain_weight(x - c.x, hx) * test::plain_weight(y - c.y, hy);
            die.window += weight * value;
            die.weight2 += weight * weight;
            if (away <= cell && (street_row || (core_row && away >= plan.x.street_begin_px))) {
                die.street += value;
                die.street2 += value * value;
                die.street_px += 1.0;
            }
            if (core_row && away <= plan.x.core_half_px) {
                die.core += value;
                die.core2 += value * value;
                die.core_px += 1.0;
            }
        }
    }
    return die;
}

/// The dies of a tile, and sums over the box of those around one.
struct PlainTile {
    DieRect rect;
    std::vector<PlainDie> dies;
    const WindowPlan* plan;

    PlainTile(const Image& tile, const TileLattice& lattice, const DieRect& of, const WindowPlan& p)
        : rect(of), plan(&p) {
        for (int row = rect.row_begin; row < rect.row_end; ++row) {
            for (int col = rect.col_begin; col < rect.col_end; ++col)
                dies.push_back(plain_die(tile, lattice, p, {row, col}));
        }
    }
    [[nodiscard]] const PlainDie& at(int row, int col) const {
        return dies[static_cast<std::size_t>((row - rect.row_begin) * rect.cols() + col - rect.col_begin)];
    }
    template <class Of>
    [[nodiscard]] double around(DieIndex die, const Of& of) const {
        double sum = 0.0;
        for (int row = std::max(rect.row_begin, die.row - plan->smooth_rows);
             row < std::min(rect.row_end, die.row + plan->smooth_rows + 1); ++row) {
            for (int col = std::max(rect.col_begin, die.col - plan->smooth_cols);
                 col < std::min(rect.col_end, die.col + plan->smooth_cols + 1); ++col)
                sum += of(DieIndex{row, col});
        }
        return sum;
    }
    [[nodiscard]] double background(DieIndex die) const {
        return around(die, [&](DieIndex d) { return at(d.row, d.col).street; }) / pixels(die);
    }
    [[nodiscard]] double pixels(DieIndex die) const {
        return around(die, [&](DieIndex d) { return at(d.row, d.col).street_px; });
    }
    /// Mean square of the street pixels about the background of their own cell's box.
    [[nodiscard]] double variance(DieIndex die) const {
        return around(die,
                      [&](DieIndex d) {
                          const PlainDie& s = at(d.row, d.col);
                          if (!s.valid) return 0.0;
                          const double b = background(d);
                          return s.street2 - 2.0 * b * s.street + s.street_px * b * b;
                      }) /
               pixels(die);
    }
};

}  // namespace

TEST_CASE("light, background, noise and non-uniformity agree with a plain reference", "[measure]") {
    test::Scene s = scene(0.0, 300.0);
    s.light_of_die = [](DieIndex die) { return 40'000.0 * (1.0 + 0.1 * (die.col % 3)); };
    // One die a row, fewer than a vector, and all of them.
    s.rect.col_end = GENERATE(1, 3, 20);
    const Image tile = exposed(s);
    const WindowPlan plan = plan_of(s);
    const PlainTile truth(tile, s.lattice, s.rect, plan);
    test::on_each_target([&] {
        const TileMeasurements out = measured(s, tile, plan);
        for (int row = 0; row < s.rect.row_end; ++row) {
            for (int col = 0; col < s.rect.col_end; ++col) {
                const std::size_t k = out.index({row, col});
                const PlainDie& die = truth.at(row, col);
                CAPTURE(row, col, s.rect.col_end);
                REQUIRE((out.valid[k] != 0) == die.valid);
                if (!die.valid) {
                    for (const auto* values : {&out.sum, &out.background, &out.noise, &out.nonuniformity})
                        CHECK(std::isnan((*values)[k]));
                    continue;
                }
                const double b = truth.background({row, col});
                const double variance = truth.variance({row, col});
                const double area = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
                const double light = die.window - area * b;  // windows are wide: all of it
                REQUIRE(value(out.background, k) == Approx(b).epsilon(2e-5));
                REQUIRE(value(out.sum, k) == Approx(light).epsilon(2e-4));
                const double of_background =
                    variance * (die.weight2 + area * area / truth.pixels({row, col}));
                REQUIRE(value(out.noise, k) ==
                        Approx(std::sqrt(kDnPerElectron * light + of_background)).epsilon(1e-3));
                const double n = die.core_px;
                const double bright = die.core / n - b;
                const double spread = (die.core2 - die.core * die.core / n) / (n - 1.0);
                const double expected = variance + kDnPerElectron * bright;
                const double uneven = std::sqrt(std::max(0.0, spread - expected)) / bright;
                REQUIRE(value(out.nonuniformity, k) == Approx(uneven).margin(2e-3));
            }
        }
    });
}

TEST_CASE("neighbours, fields and staggers are separated alike with each instruction set", "[measure]") {
    const GridSteps steps =
        GENERATE(GridSteps{}, GridSteps{.stagger_x_um = 8.0},
                 GridSteps{.field_rows = 5, .field_cols = 6, .field_gap_x_um = 1.0, .field_gap_y_um = 1.0});
    test::Scene s = scene(0.0, 100.0);
    s.lattice.die_width_px = 13.9;
    s.lattice.die_height_px = 13.3;
    s.lattice.steps = steps;
    s.lattice.pitch_x_um = 17.3;
    s.lattice.pitch_y_um = 15.9;
    s.blur_px = 1.4;
    constexpr double kLight = 300'000.0;
    s.light_of_die = [](DieIndex die) {
        return (die.row * 5 + die.col * 3) % 11 == 0 ? 0.3 * kLight : kLight;
    };
    const Image tile = test::digitise(test::render(s), s.width);
    WindowChoice choice = plan_of(s).choice;
    choice.margin_x_px = choice.margin_y_px = 1.0;
    const WindowPlan plan = plan_windows(s.lattice, choice);
    REQUIRE(plan.x.most(&AxisPlan::Window::neighbour) > 1e-3);
    test::on_each_target([&] {
        const TileMeasurements out = measured(s, tile, plan);
        int valid = 0;
        for (int row = 0; row < s.rect.row_end; ++row) {
            for (int col = 0; col < s.rect.col_end; ++col) {
                const std::size_t k = out.index({row, col});
                if (out.valid[k] == 0) continue;
                ++valid;
                CAPTURE(row, col, steps.stagger_x_um, steps.field_cols);
                REQUIRE(value(out.sum, k) == Approx(s.light_of_die({row, col})).margin(0.01 * kLight));
            }
        }
        CHECK(valid > 250);
    });
}

TEST_CASE("a cell that holds a pixel more than its pitch has whole ones has all of its street", "[measure]") {
    // Of whole vectors of 4, 8 and 16 columns no column is left over.
    test::Scene s = scene(0.0, 100.0);
    s.lattice = test::lattice(16.4, 15.9, 13.0, 12.8, 3.1, 2.3);
    s.blur_px = 1.4;
    constexpr double kLight = 300'000.0;
    s.light_of_die = [](DieIndex) { return kLight; };
    const Image tile = test::digitise(test::render(s), s.width);
    WindowChoice choice = plan_of(s).choice;
    choice.margin_x_px = choice.margin_y_px = 0.9;
    const WindowPlan plan = plan_windows(s.lattice, choice);
    test::on_each_target([&] {
        const TileMeasurements out = measured(s, tile, plan);
        for (std::size_t k = 0; k < out.size(); ++k) {
            if (out.valid[k] == 0) continue;
            REQUIRE(value(out.sum, k) == Approx(kLight).epsilon(0.003));
            REQUIRE(value(out.background, k) == Approx(100.0).margin(2.0));
        }
    });
}

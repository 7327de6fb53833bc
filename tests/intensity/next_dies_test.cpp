// SPDX-License-Identifier: GPL-3.0-or-later
// Light across the wider streets between fields against summing over small steps.
#include "libinspect/intensity/internal/next_dies.h"

#include "tests/intensity/plain_light.h"
#include "tests/intensity/scene.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using kernel::NextDies;

namespace {

constexpr double kPitch = 12.0;
constexpr double kDie = 10.0;
constexpr double kBlur = 1.1;

TileLattice lattice(const GridSteps& steps) {
    TileLattice l = test::lattice(kPitch, kPitch, kDie, kDie, 0.0, 0.0);
    l.steps = steps;
    l.pitch_x_um = l.pitch_y_um = 2.0 * kPitch;  // two micrometres a pixel
    return l;
}

WindowPlan plan_of(const TileLattice& l) {
    return plan_windows(l, {.margin_x_px = 0.5, .margin_y_px = 0.5, .blur_x_px = kBlur, .blur_y_px = kBlur});
}

/// Light in the window of a die so far away.
double light_from(const AxisPlan& axis, double distance) {
    double sum = 0.0;
    for (double d = -axis.window_half_px; d < axis.window_half_px; d += 0.01)
        sum += test::plain_light(d + distance, kDie, kBlur);
    return sum;
}

constexpr std::size_t kAbove = static_cast<std::size_t>(-1);

}  // namespace

TEST_CASE("in a uniform or staggered grid the next dies are a pitch away", "[next_dies]") {
    for (const GridSteps& steps :
         {GridSteps{}, GridSteps{.stagger_x_um = 12.0}, GridSteps{.field_cols = 5}}) {
        const TileLattice l = lattice(steps);
        const NextDies next(l, test::all_dies(4, 6), plan_of(l));
        CHECK_FALSE(next.has_fields());
        CHECK(next.above(kAbove) == 1.0F);
        CHECK(next.below(3) == 1.0F);
    }
}

TEST_CASE("across a wider street less light arrives, from a field's own dies all", "[next_dies]") {
    const double gap_px = GENERATE(0.4, 1.5);
    const TileLattice l = lattice({.field_cols = 3, .field_gap_x_um = 2.0 * gap_px, .field_col0 = 1});
    const WindowPlan plan = plan_of(l);
    const DieRect rect{-2, 2, -4, 9};
    const NextDies next(l, rect, plan);
    REQUIRE(next.has_fields());
    const double across = light_from(plan.x, kPitch + gap_px) / light_from(plan.x, kPitch);
    CHECK(across < 0.8);
    for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
        const auto c = static_cast<std::size_t>(col - rect.col_begin);
        const bool first = (col + 1 + 30) % 3 == 0;  // column 0 is the second of its field
        const bool last = (col + 1 + 30) % 3 == 2;
        CAPTURE(gap_px, col);
        CHECK(static_cast<double>(next.before()[c]) == Approx(first ? across : 1.0).margin(0.002));
        CHECK(static_cast<double>(next.after()[c]) == Approx(last ? across : 1.0).margin(0.002));
    }
    // A vector may read past the last column.
    CHECK(next.before()[static_cast<std::size_t>(rect.cols()) + 15] == 1.0F);
    for (std::size_t row = kAbove; row != 5; ++row) CHECK(next.above(row) == 1.0F);
}

TEST_CASE("rows of fields are told apart from the one above the rectangle to the one below", "[next_dies]") {
    const TileLattice l = lattice({.field_rows = 4, .field_gap_y_um = 2.0, .field_row0 = 0});
    const WindowPlan plan = plan_of(l);
    const NextDies next(l, {4, 8, 0, 3}, plan);  // one whole field
    const double across = light_from(plan.y, kPitch + 1.0) / light_from(plan.y, kPitch);
    CHECK(static_cast<double>(next.above(0)) == Approx(across).margin(0.002));
    CHECK(static_cast<double>(next.below(3)) == Approx(across).margin(0.002));
    CHECK(static_cast<double>(next.below(kAbove)) == Approx(across).margin(0.002));
    CHECK(static_cast<double>(next.above(4)) == Approx(across).margin(0.002));
    for (std::size_t row = 0; row < 3; ++row) CHECK(next.below(row) == 1.0F);
    for (std::size_t row = 1; row < 4; ++row) CHECK(next.above(row) == 1.0F);
    CHECK(next.above(kAbove) == 1.0F);
    for (std::size_t col = 0; col < 3; ++col) CHECK(next.before()[col] == 1.0F);
}

TEST_CASE("sharp dies spill nothing a pitch away, and nothing farther", "[next_dies]") {
    const TileLattice l = lattice({.field_cols = 2, .field_gap_x_um = 4.0});
    const WindowPlan plan = plan_windows(l, {.margin_x_px = 0.0, .margin_y_px = 0.0});
    const NextDies next(l, test::all_dies(1, 4), plan);
    CHECK(next.before()[0] == 0.0F);
    CHECK(next.before()[1] == 1.0F);
}

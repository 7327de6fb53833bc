// SPDX-License-Identifier: GPL-3.0-or-later
// Streets between fields that are wider or narrower than told, from where the cells of tiles lie.
#include "libinspect/registration/internal/steps_check.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Matchers::Contains;

namespace {

constexpr std::int32_t kRows = 20;
constexpr std::int32_t kCols = 30;

/// Where the dies of a tile lie against the grid, in pitches.
struct Places {
    double drift = 0.0;   ///< a column, of a pose that is not yet exact
    double street = 0.0;  ///< wider than told
    double edge = 0.0;    ///< by which dies beside a street seem to lie towards it, which is dark
};

DieCells cells_of(const Places& places, const GridSteps& steps) {
    DieCells cells;
    for (std::int32_t row = 0; row < kRows; ++row) {
        for (std::int32_t col = 0; col < kCols; ++col) {
            const std::int32_t in_field = (col + steps.field_col0) % steps.field_cols;
            const std::int32_t field = (col + steps.field_col0) / steps.field_cols;
            const double lean = in_field == 0                      ? places.edge
                                : in_field == steps.field_cols - 1 ? -places.edge
                                                                   : 0.0;
            const double phase = 2.0 * std::numbers::pi * (places.drift * col + places.street * field + lean);
            cells.row.push_back(row);
            cells.col.push_back(col);
            cells.x_r.push_back(static_cast<float>(std::cos(phase)));
            cells.x_q.push_back(static_cast<float>(std::sin(phase)));
            cells.y_r.push_back(1.0F);
            cells.y_q.push_back(0.0F);
        }
    }
    return cells;
}

DieGrid grid_of(const GridSteps& steps) {
    return {.rows = 400,
            .cols = 400,
            .pitch_x_um = 200.0,
            .pitch_y_um = 150.0,
            .die_width_um = 120.0,
            .die_height_um = 80.0,
            .steps = steps};
}

const GridSteps kFields{
    .field_rows = 10, .field_cols = 8, .field_gap_x_um = 40.0, .field_gap_y_um = 40.0, .field_col0 = 3};

}  // namespace

TEST_CASE("a street between fields that is wider than told is measured beside a drift", "[steps]") {
    const StepsMisfit misfit = steps_misfit(cells_of({.drift = 0.002, .street = 0.06}, kFields), kFields);
    REQUIRE(misfit.street_x);
    CHECK(misfit.street_x->wider == Approx(0.06).margin(1e-4));
    REQUIRE(misfit.street_y);
    CHECK(misfit.street_y->wider == Approx(0.0).margin(1e-4));
}

TEST_CASE("dies that lean towards a dark street make it no wider", "[steps]") {
    const StepsMisfit misfit = steps_misfit(cells_of({.edge = 0.05}, kFields), kFields);
    REQUIRE(misfit.street_x);
    CHECK(misfit.street_x->wider == Approx(0.0).margin(1e-4));
}

TEST_CASE("a tile that shows one field tells nothing of streets", "[steps]") {
    GridSteps wide = kFields;
    wide.field_cols = 100;
    wide.field_col0 = 0;
    CHECK_FALSE(steps_misfit(cells_of({.drift = 0.002}, wide), wide).street_x);
}

TEST_CASE("a wrong field_gap_x_um is refused with the width that tiles show", "[steps]") {
    const StepsMisfit off = steps_misfit(cells_of({.street = -0.06}, kFields), kFields);
    const StepsMisfit even = steps_misfit(cells_of({}, kFields), kFields);
    CHECK_THROWS_WITH(check_steps(std::vector{off, off, off}, grid_of(kFields)),
                      Contains("12.0 um narrower than field_gap_x_um = 40"));
    CHECK_NOTHROW(check_steps(std::vector{off, even, even, even}, grid_of(kFields)));
    StepsMisfit noisy = off;
    noisy.street_x->variance = 0.01;
    CHECK_NOTHROW(check_steps(std::vector(8, noisy), grid_of(kFields)));
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The die lattice in an image, against the transforms it is made of and against brute force.
#include "libinspect/geometry/tile_lattice.h"

#include "tests/geometry/properties.h"

#include <cmath>

using namespace waferglow;

namespace {

constexpr CameraInfo kCamera{.pixel_um = 10.0, .width_px = 640, .height_px = 480};

DieGrid grid_of(double pitch_x_um, double pitch_y_um) {
    return {.rows = 200,
            .cols = 150,
            .x0_um = -9000.0,
            .y0_um = 8000.0,
            .pitch_x_um = pitch_x_um,
            .pitch_y_um = pitch_y_um,
            .die_width_um = 0.6 * pitch_x_um,
            .die_height_um = 0.5 * pitch_y_um};
}

GridPose small_pose() {
    return {.rotation_rad = *number_between(-0.02, 0.02),
            .scale = *number_between(0.999, 1.001),
            .offset_x_um = *number_between(-100.0, 100.0),
            .offset_y_um = *number_between(-100.0, 100.0)};
}

StagePoint any_middle() {
    return {*number_between(-12'000.0, 12'000.0), *number_between(-12'000.0, 12'000.0)};
}

bool inside(PixelPoint p, double inset_px) {
    return p.x >= inset_px && p.y >= inset_px && p.x <= kCamera.width_px - 1 - inset_px &&
           p.y <= kCamera.height_px - 1 - inset_px;
}

}  // namespace

TEST_CASE("the lattice puts each die where the transforms put it") {
    CHECK(rc::check([] {
        const DieGrid grid = grid_of(*number_between(30.0, 300.0), *number_between(30.0, 300.0));
        const GridPose pose = small_pose();
        const StagePoint middle = any_middle();
        const TileLattice lattice = lattice_in_tile(grid, pose, kCamera, middle);
        const DieIndex die{*rc::gen::inRange(0, grid.rows), *rc::gen::inRange(0, grid.cols)};
        const StagePoint on_stage = pose.transform()(grid.center(die));
        const PixelPoint expected =
            stage_to_pixel(middle, kCamera.pixel_um, kCamera.width_px, kCamera.height_px)(on_stage);
        const PixelPoint actual = lattice.center(die);
        RC_ASSERT(std::hypot(actual.x - expected.x, actual.y - expected.y) < 1e-6);
    }));
}

TEST_CASE("dies in the image are as large as the pose scales them") {
    const GridPose pose{.scale = 1.25};
    const TileLattice lattice = lattice_in_tile(grid_of(200.0, 160.0), pose, kCamera, {0.0, 0.0});
    CHECK(lattice.die_width_px == Approx(15.0));
    CHECK(lattice.die_height_px == Approx(10.0));
}

TEST_CASE("the die nearest to a pixel near its centre is that die") {
    CHECK(rc::check([] {
        const DieGrid grid = grid_of(150.0, 120.0);
        const TileLattice lattice = lattice_in_tile(grid, small_pose(), kCamera, any_middle());
        const DieIndex die{*rc::gen::inRange(-50, 250), *rc::gen::inRange(-50, 250)};
        const PixelPoint c = lattice.center(die);
        RC_ASSERT(lattice.nearest({c.x + *number_between(-5.0, 5.0), c.y + *number_between(-5.0, 5.0)}) ==
                  die);
    }));
}

TEST_CASE("the rectangle of a tile holds every die in it and is the smallest that does but for corners") {
    CHECK(rc::check([] {
        const DieGrid grid = grid_of(*number_between(60.0, 400.0), *number_between(60.0, 400.0));
        const TileLattice lattice = lattice_in_tile(grid, small_pose(), kCamera, any_middle());
        const double inset_px = *number_between(-20.0, 60.0);
        const DieRect rect = dies_in_tile(lattice, grid, kCamera, inset_px);
        DieRect tight{.row_begin = grid.rows, .row_end = 0, .col_begin = grid.cols, .col_end = 0};
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                if (!inside(lattice.center({row, col}), inset_px)) continue;
                RC_ASSERT(row >= rect.row_begin && row < rect.row_end);
                RC_ASSERT(col >= rect.col_begin && col < rect.col_end);
                tight = {std::min(tight.row_begin, row), std::max(tight.row_end, row + 1),
                         std::min(tight.col_begin, col), std::max(tight.col_end, col + 1)};
            }
        }
        // At 20 mrad a corner reaches at most 640 * 0.02 = 13 px past the true edge: no more than one die
        // here.
        if (!tight.empty()) {
            RC_ASSERT(tight.row_begin - rect.row_begin <= 3 && rect.row_end - tight.row_end <= 3);
            RC_ASSERT(tight.col_begin - rect.col_begin <= 3 && rect.col_end - tight.col_end <= 3);
        }
    }));
}

TEST_CASE("a straight lattice gives exactly the dies in the tile") {
    CHECK(rc::check([] {
        const DieGrid grid = grid_of(*number_between(60.0, 400.0), *number_between(60.0, 400.0));
        const TileLattice lattice = lattice_in_tile(grid, {}, kCamera, any_middle());
        std::size_t count = 0;
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col)
                count += inside(lattice.center({row, col}), 4.0) ? 1 : 0;
        }
        RC_ASSERT(dies_in_tile(lattice, grid, kCamera, 4.0).cells() == count);
    }));
}

TEST_CASE("a tile beside the grid holds no die") {
    const DieGrid grid = grid_of(100.0, 100.0);
    const TileLattice lattice = lattice_in_tile(grid, {}, kCamera, {100'000.0, 0.0});
    CHECK(dies_in_tile(lattice, grid, kCamera, 0.0).empty());
    CHECK(dies_in_tile(lattice, grid, kCamera, 0.0).cells() == 0);
}

TEST_CASE("an inset of half the image leaves no die") {
    const DieGrid grid = grid_of(100.0, 100.0);
    const TileLattice lattice = lattice_in_tile(grid, {}, kCamera, {0.0, 0.0});
    CHECK(dies_in_tile(lattice, grid, kCamera, 300.0).empty());
}

TEST_CASE("fields and staggers lie in the image where the transforms put them, and are found again") {
    CHECK(rc::check([] {
        DieGrid grid = grid_of(*number_between(60.0, 300.0), *number_between(60.0, 300.0));
        grid.steps = {.field_rows = 7,
                      .field_cols = 9,
                      .field_gap_x_um = *number_between(0.0, 200.0),
                      .field_gap_y_um = *number_between(0.0, 200.0),
                      .field_row0 = 3,
                      .field_col0 = 2};
        const double stagger = *number_between(-0.9, 0.9);
        const bool rows = *rc::gen::arbitrary<bool>();
        (rows ? grid.steps.stagger_x_um : grid.steps.stagger_y_um) =
            stagger * (rows ? grid.pitch_x_um : grid.pitch_y_um);
        const GridPose pose = small_pose();
        const StagePoint middle = any_middle();
        const TileLattice lattice = lattice_in_tile(grid, pose, kCamera, middle);
        const DieIndex die{*rc::gen::inRange(-20, grid.rows), *rc::gen::inRange(-20, grid.cols)};
        const PixelPoint expected = stage_to_pixel(middle, kCamera.pixel_um, kCamera.width_px,
                                                   kCamera.height_px)(pose.transform()(grid.center(die)));
        const PixelPoint actual = lattice.center(die);
        RC_ASSERT(std::hypot(actual.x - expected.x, actual.y - expected.y) < 1e-6);
        RC_ASSERT(lattice.nearest(actual) == die);
        const DieRect rect = dies_in_tile(lattice, grid, kCamera, 0.0);
        const bool in_rect = die.row >= rect.row_begin && die.row < rect.row_end &&
                             die.col >= rect.col_begin && die.col < rect.col_end;
        if (grid.contains(die) && inside(actual, 0.0)) RC_ASSERT(in_rect);
        const ColumnSpan even = lattice.even_columns(die.col);
        RC_ASSERT(even.contains(die.col));
        if (even.contains(die.col + 1)) {
            const PixelPoint next = lattice.center({die.row, die.col + 1});
            RC_ASSERT(std::abs(next.x - actual.x - lattice.along_col.x) < 1e-6);
            RC_ASSERT(std::abs(next.y - actual.y - lattice.along_col.y) < 1e-6);
        }
    }));
}

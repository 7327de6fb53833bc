// SPDX-License-Identifier: GPL-3.0-or-later
// The pose of grids with stepper fields and staggered rows, on rendered scans of known truth: as exact as
// that of uniform ones, and never off by a pitch.
#include "libinspect/registration/pose.h"
#include "tests/registration/scene.h"

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

using scene::hash01;
using scene::make_scene;
using scene::Scene;
using scene::SceneTile;

constexpr double kRotation = 1e-4;
constexpr double kScale = 60e-6;
constexpr double kOffsetPx = 0.15;

/// 3 x 3 tiles of 420 x 320 px on a grid that goes on beyond all of them: no edge tells whole pitches.
Scene endless_scene(const GridSteps& steps) {
    Scene scene = make_scene(12, 11, 8, 7, 140, 140, 420, 320);
    scene.grid.steps = steps;
    const CenterSpan span = center_span_of(scene.grid);
    scene.grid.x0_um -= span.middle.x;
    scene.grid.y0_um -= span.middle.y;
    return scene;
}

PoseEstimate pose_of(const Scene& scene, const std::vector<SceneTile>& tiles,
                     const WaferLayout& layout = {}) {
    const DiePresence presence(scene.grid, scene.wafer, layout);
    const DiePresence cells(scene.grid, scene.wafer);
    RegistrationSetup setup{.grid = scene.grid, .presence = &presence, .camera = scene.camera};
    if (!layout.plain()) setup.cells = &cells;
    return find_pose(scene::pilots_of(tiles), setup);
}

std::vector<SceneTile> scan(const Scene& scene, std::uint64_t seed) {
    return scene::scan(scene, 3, 3, 700.0, 520.0, 1.0, seed);
}

void check_pose(const Scene& scene, const std::vector<SceneTile>& tiles, const PoseEstimate& found) {
    StagePoint mean;
    for (const SceneTile& tile : tiles) {
        mean.x += tile.jitter.x / static_cast<double>(tiles.size());
        mean.y += tile.jitter.y / static_cast<double>(tiles.size());
    }
    const double px = scene.camera.pixel_um;
    CHECK(found.pose.rotation_rad == Approx(scene.pose.rotation_rad).margin(kRotation));
    CHECK(found.pose.scale == Approx(scene.pose.scale).margin(kScale));
    CHECK(found.pose.offset_x_um == Approx(scene.pose.offset_x_um - mean.x).margin(kOffsetPx * px));
    CHECK(found.pose.offset_y_um == Approx(scene.pose.offset_y_um - mean.y).margin(kOffsetPx * px));
}

GridSteps fields(double gap_x_px, double gap_y_px) {
    return {.field_rows = 8,
            .field_cols = 10,
            .field_gap_x_um = 2.0 * gap_x_px,
            .field_gap_y_um = 2.0 * gap_y_px,
            .field_row0 = 5,
            .field_col0 = 2};
}

}  // namespace

TEST_CASE("Fields tell whole pitches where no edge of the wafer is in view", "[registration]") {
    struct Case {
        double rotation, scale, x_pitch, y_pitch;
    };
    const Case c = GENERATE(Case{0.0, 0.0, 0.0, 0.0}, Case{1e-3, -200e-6, 2.3, -3.4},
                            Case{-4e-3, 300e-6, -4.1, 2.2}, Case{10e-3, -1000e-6, 1.45, 0.8});
    const double gap = GENERATE(3.0, 8.0, 20.0);
    CAPTURE(c.rotation, c.x_pitch, gap);
    Scene scene = endless_scene(fields(gap, gap));
    scene.pose = {.rotation_rad = c.rotation,
                  .scale = 1.0 + c.scale,
                  .offset_x_um = c.x_pitch * scene.grid.pitch_x_um,
                  .offset_y_um = c.y_pitch * scene.grid.pitch_y_um};
    const std::vector<SceneTile> tiles = scan(scene, 1);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Staggered rows and columns are followed", "[registration]") {
    const double share = GENERATE(0.5, 0.3, -0.25);
    const bool rows = GENERATE(true, false);
    CAPTURE(share, rows);
    GridSteps steps;
    (rows ? steps.stagger_x_um : steps.stagger_y_um) = share * (rows ? 24.0 : 22.0);
    Scene scene = endless_scene(steps);
    scene.pose = {.rotation_rad = -2e-3, .scale = 1.0002, .offset_x_um = 7.0, .offset_y_um = -6.0};
    const std::vector<SceneTile> tiles = scan(scene, 2);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Rows and columns staggered together are followed", "[registration]") {
    const double right = GENERATE(8.0, -6.0);
    const double up = GENERATE(7.0, -7.0);
    const bool in_fields = GENERATE(true, false);
    CAPTURE(right, up, in_fields);
    GridSteps steps = in_fields ? fields(3.0, 3.0) : GridSteps{};
    steps.stagger_x_um = right;
    steps.stagger_y_um = up;
    Scene scene = endless_scene(steps);
    scene.pose = {.rotation_rad = 1e-3, .scale = 1.0002, .offset_x_um = 7.0, .offset_y_um = -6.0};
    const std::vector<SceneTile> tiles = scan(scene, 8);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Fields of staggered rows with dead dies are followed", "[registration]") {
    GridSteps steps = fields(20.0, 20.0);
    steps.stagger_x_um = 12.0;
    Scene scene = endless_scene(steps);
    scene.light_of = [](DieIndex die, double, double) { return hash01(die, 4) < 0.15 ? 0.0 : 1.0; };
    scene.pose = {.rotation_rad = 3e-3, .scale = 0.9997, .offset_x_um = -60.0, .offset_y_um = 33.0};
    const std::vector<SceneTile> tiles = scan(scene, 3);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Dark test structures tell whole pitches, bright ones don't mislead", "[registration]") {
    const bool dark = GENERATE(true, false);
    Scene scene = endless_scene({});
    std::vector<LayoutCell> cells;
    for (std::int32_t row = 0; row < scene.grid.rows; ++row) {
        for (std::int32_t col = 0; col < scene.grid.cols; ++col)
            if (hash01({row, col}, 9) < 0.02) cells.push_back({{row, col}, CellKind::pcm, ""});
    }
    const WaferLayout layout(scene.grid, cells);
    scene.light_of = [&](DieIndex die, double, double) {
        return dark && layout.kind(scene.grid.cell(die)) != CellKind::die ? 0.0 : 1.0;
    };
    const double pitches = dark ? 3.3 : 0.3;
    scene.pose = {.rotation_rad = 1e-3,
                  .scale = 1.0,
                  .offset_x_um = pitches * scene.grid.pitch_x_um,
                  .offset_y_um = -pitches * scene.grid.pitch_y_um};
    const std::vector<SceneTile> tiles = scan(scene, 4);
    check_pose(scene, tiles, pose_of(scene, tiles, layout));
}

TEST_CASE("Dead areas of a wafer with few marks don't move the grid", "[registration]") {
    Scene scene = endless_scene({});
    const std::vector<LayoutCell> cells{{{70, 60}, CellKind::mark, ""}, {{70, 80}, CellKind::mark, ""}};
    const WaferLayout layout(scene.grid, cells);
    scene.light_of = [](DieIndex die, double, double) {
        return die.row > 60 && die.row < 75 && die.col > 62 && die.col < 78 ? 0.0 : 1.0;
    };
    const std::vector<SceneTile> tiles = scan(scene, 5);
    check_pose(scene, tiles, pose_of(scene, tiles, layout));
}

TEST_CASE("A stagger that the tiles don't show is refused with the one they show", "[registration]") {
    const bool rows = GENERATE(true, false);
    GridSteps steps;
    (rows ? steps.stagger_x_um : steps.stagger_y_um) = 8.0;
    const Scene scene = endless_scene(steps);
    const std::vector<SceneTile> tiles = scan(scene, 6);
    const double told = GENERATE(0.0, 3.0);
    CAPTURE(rows, told);
    Scene wrong = scene;
    (rows ? wrong.grid.steps.stagger_x_um : wrong.grid.steps.stagger_y_um) = told;
    CHECK_THROWS_WITH(pose_of(wrong, tiles), Catch::Contains(rows ? "odd rows 8." : "odd columns 8.") ||
                                                 Catch::Contains(rows ? "odd rows 7.9" : "odd columns 7.9"));
    CHECK_NOTHROW(pose_of(scene, tiles));
}

TEST_CASE("Streets between fields that the grid doesn't know of are refused", "[registration]") {
    const Scene scene = endless_scene(fields(6.0, 6.0));
    const std::vector<SceneTile> tiles = scan(scene, 7);
    Scene wrong = scene;
    wrong.grid.steps = {};
    CHECK_THROWS_WITH(pose_of(wrong, tiles), Catch::Contains("registration: "));
}

}  // namespace waferglow

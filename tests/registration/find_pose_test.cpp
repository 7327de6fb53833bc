// SPDX-License-Identifier: GPL-3.0-or-later
// The pose from pilot tiles, on rendered scans of known truth: signs, range and every way a wafer can be bad.
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/registration/pose.h"
#include "tests/registration/scene.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

using scene::hash01;
using scene::make_scene;
using scene::Scene;
using scene::SceneTile;

/// What registration must reach: 0.1 mrad, 60 ppm, 0.15 px.
constexpr double kRotation = 1e-4;
constexpr double kScale = 60e-6;
constexpr double kOffsetPx = 0.15;

PoseEstimate pose_of(const Scene& scene, const std::vector<SceneTile>& tiles) {
    const DiePresence presence(scene.grid, scene.wafer);
    const RegistrationSetup setup{.grid = scene.grid, .presence = &presence, .camera = scene.camera};
    return find_pose(scene::pilots_of(tiles), setup);
}

/// The offset can only be known up to the tiles' mean stage error.
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

/// 3 x 3 tiles of 320 x 240 px over a grid of 40 x 41 dies that ends inside of the outer tiles.
Scene small_scene() {
    return make_scene(20, 15, 12, 8, 41, 40, 320, 240);
}
std::vector<SceneTile> scan_small(const Scene& scene, std::uint64_t seed) {
    return scene::scan(scene, 3, 3, 560.0, 420.0, 0.6, seed);
}
void check_small(const Scene& scene, std::uint64_t seed) {
    const std::vector<SceneTile> tiles = scan_small(scene, seed);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("No pilots: an error that says so", "[registration]") {
    CHECK_THROWS_WITH(pose_of(small_scene(), {}), Catch::Contains("no pilot tile"));
}

TEST_CASE("Pilots that show no grid: an error that names the pitch", "[registration]") {
    Scene scene = small_scene();
    scene.electrons_px = 0.0;
    CHECK_THROWS_WITH(pose_of(scene, scan_small(scene, 1)), Catch::Contains("20.00 x 15.00 px"));
}

TEST_CASE("A pitch of two pixels is refused", "[registration]") {
    const Scene scene = make_scene(2, 2, 1, 1, 40, 40, 64, 64);
    CHECK_THROWS_WITH(pose_of(scene, scene::scan(scene, 1, 1, 1.0, 1.0, 0.0, 1)),
                      Catch::Contains("2.00 pixels"));
}

TEST_CASE("Rotation, scale and offset come out with their signs", "[registration]") {
    struct Case {
        double rotation, scale, x_pitch, y_pitch;
    };
    const Case c = GENERATE(Case{0.85e-3, -226e-6, 0.26, 0.26}, Case{-10e-3, 1000e-6, -0.45, 0.3},
                            Case{10e-3, -1000e-6, 0.45, -0.45}, Case{-25e-3, 3000e-6, 0.1, -0.2},
                            Case{0.0, 0.0, 0.0, 0.0});
    Scene scene = small_scene();
    scene.pose = {.rotation_rad = c.rotation,
                  .scale = 1.0 + c.scale,
                  .offset_x_um = c.x_pitch * scene.grid.pitch_x_um,
                  .offset_y_um = c.y_pitch * scene.grid.pitch_y_um};
    check_small(scene, 1);
}

TEST_CASE("Offsets of several pitches show at the grid's boundary", "[registration]") {
    const double pitches = GENERATE(0.7, -1.4, 3.3);
    Scene scene = small_scene();
    scene.pose = {.rotation_rad = 2e-3,
                  .scale = 1.0001,
                  .offset_x_um = pitches * scene.grid.pitch_x_um,
                  .offset_y_um = -pitches * scene.grid.pitch_y_um};
    const std::vector<SceneTile> tiles = scan_small(scene, 2);
    const PoseEstimate found = pose_of(scene, tiles);
    check_pose(scene, tiles, found);
    CHECK(found.pitches_x == std::lround(pitches));
    CHECK(found.pitches_y == -std::lround(pitches));
}

TEST_CASE("Where no tile shows the boundary the smallest offset is taken", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 200, 200, 320, 240);
    scene.pose.offset_x_um = 0.8 * scene.grid.pitch_x_um;
    const PoseEstimate found = pose_of(scene, scene::scan(scene, 2, 2, 500.0, 400.0, 0.0, 3));
    CHECK(found.pose.offset_x_um == Approx(-0.2 * scene.grid.pitch_x_um).margin(0.1));
    CHECK(found.pitches_x == 0);
}

TEST_CASE("The edge of a round wafer settles whole pitches", "[registration]") {
    Scene scene = make_scene(10, 10, 6, 6, 3, 3, 240, 240, 50.0);
    scene.wafer = standard_wafer(2);
    scene.wafer.edge_exclusion_mm = 2.0;
    scene.grid = centered_grid(scene.wafer, 500.0, 500.0, 300.0, 300.0);
    scene.pose = {.rotation_rad = -3e-3, .scale = 1.0003, .offset_x_um = 740.0, .offset_y_um = -1130.0};
    const std::vector<SceneTile> tiles = scene::scan(scene, 5, 5, 10000.0, 10000.0, 10.0, 4);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("A third of the dies dead", "[registration]") {
    Scene scene = small_scene();
    scene.pose = {.rotation_rad = -2e-3, .scale = 1.0002, .offset_x_um = 12.0, .offset_y_um = 9.0};
    scene.light_of = [](DieIndex die, double, double) { return hash01(die, 1) < 0.33 ? 0.0 : 1.0; };
    check_small(scene, 5);
}

TEST_CASE("Nineteen of twenty dies dead", "[registration]") {
    Scene scene = small_scene();
    scene.pose = {.rotation_rad = -2e-3, .scale = 1.0002, .offset_x_um = 12.0, .offset_y_um = 9.0};
    scene.light_of = [](DieIndex die, double, double) { return hash01(die, 1) < 0.95 ? 0.0 : 1.0; };
    const PoseEstimate found = pose_of(scene, scan_small(scene, 6));
    CHECK(found.pose.rotation_rad == Approx(scene.pose.rotation_rad).margin(kRotation));
    CHECK(found.pitches_x == 0);
    CHECK(found.pitches_y == 0);
}

TEST_CASE("Only a quarter of the wafer glows", "[registration]") {
    Scene scene = small_scene();
    scene.pose = {.rotation_rad = -2e-3, .scale = 1.0002, .offset_x_um = 12.0, .offset_y_um = 9.0};
    scene.light_of = [](DieIndex die, double, double) { return die.row < 21 && die.col < 20 ? 1.0 : 0.0; };
    const PoseEstimate found = pose_of(scene, scan_small(scene, 7));
    CHECK(found.pose.rotation_rad == Approx(scene.pose.rotation_rad).margin(kRotation));
    CHECK(found.pitches_x == 0);
    CHECK(found.pitches_y == 0);
    CHECK(found.tiles < 9);
}

TEST_CASE("Dead camera rows, hot pixels, dust and a scratch", "[registration]") {
    Scene scene = small_scene();
    scene.pose = {.rotation_rad = 4e-3, .scale = 1.0 - 3e-4, .offset_x_um = -15.0, .offset_y_um = 8.0};
    std::vector<SceneTile> tiles = scan_small(scene, 8);
    std::mt19937 random(8);
    for (SceneTile& tile : tiles) {
        for (const int y : {40, 41, 171}) std::fill_n(tile.image.row(y), 320, 0);
        std::fill_n(tile.image.row(90), 320, 4095);
        for (int k = 0; k < 30; ++k) tile.image.row(static_cast<int>(random() % 240))[random() % 320] = 65535;
        for (int k = 0; k < 5; ++k) {
            const int x = static_cast<int>(random() % 300);
            const int y = static_cast<int>(random() % 220);
            for (int j = 0; j < 18; ++j) std::fill_n(tile.image.row(y + j) + x, 18, 20000);
        }
        for (int x = 0; x < 320; ++x) {
            for (int j = 0; j < 5; ++j) tile.image.row(30 + x / 2 + j)[x] = 4000;
        }
    }
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Dies of 4 x 4 pixels with six photons a pixel", "[registration]") {
    Scene scene = make_scene(7, 6, 4, 4, 100, 110, 320, 240);
    scene.electrons_px = 6.0;
    scene.background_px = 0.3;
    scene.pose = {.rotation_rad = -1.5e-3, .scale = 1.0002, .offset_x_um = 5.0, .offset_y_um = -4.0};
    const std::vector<SceneTile> tiles = scene::scan(scene, 3, 3, 500.0, 380.0, 0.6, 9);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Dies of 3 pixels at a pitch of 5", "[registration]") {
    Scene scene = make_scene(5, 5, 3, 3, 120, 150, 320, 240);
    scene.pose = {.rotation_rad = 8e-3, .scale = 1.0 - 2e-4, .offset_x_um = 4.0, .offset_y_um = -3.0};
    const std::vector<SceneTile> tiles = scene::scan(scene, 3, 3, 500.0, 380.0, 0.6, 10);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Dies of 200 pixels, one or two whole ones in a tile", "[registration]") {
    Scene scene = make_scene(250, 250, 200, 200, 6, 6, 640, 480);
    scene.pose = {.rotation_rad = 5e-3, .scale = 1.0003, .offset_x_um = 60.0, .offset_y_um = -110.0};
    const std::vector<SceneTile> tiles = scene::scan(scene, 3, 3, 900.0, 700.0, 0.6, 11);
    check_pose(scene, tiles, pose_of(scene, tiles));
}

TEST_CASE("Vignetting without a flat frame does not pass for scale", "[registration]") {
    Scene scene = make_scene(20, 20, 14, 14, 40, 50, 400, 320);
    scene.vignetting = 0.35;
    scene.background_px = 5.0;
    const std::vector<SceneTile> tiles = scene::scan(scene, 2, 2, 640.0, 500.0, 0.0, 12);
    // Uncorrected it would be 2 * 0.35 / 256^2 px^-2 * 20 px^2 = 210 ppm.
    CHECK(pose_of(scene, tiles).pose.scale == Approx(1.0).margin(40e-6));
}

TEST_CASE("The pose is the same bytes for any number of threads", "[registration]") {
    Scene scene = small_scene();
    scene.pose.rotation_rad = 3e-3;
    const std::vector<SceneTile> tiles = scan_small(scene, 13);
    const auto with_threads = [&](int threads) {
        const ThreadLimit limit(threads);
        return pose_of(scene, tiles);
    };
    const PoseEstimate one = with_threads(1);
    const PoseEstimate four = with_threads(4);
    CHECK(one.pose == four.pose);
    CHECK(one.jitter_um == four.jitter_um);
    CHECK(one.shading == four.shading);
}

}  // namespace
}  // namespace waferglow

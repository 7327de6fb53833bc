// SPDX-License-Identifier: GPL-3.0-or-later
// The final pose over all tiles.
#include "libinspect/registration/internal/lattice_locator.h"
#include "libinspect/registration/pose.h"
#include "tests/registration/scene.h"

#include <cmath>
#include <random>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

const CameraInfo kCamera{.pixel_um = 2.0, .width_px = 640, .height_px = 480};

/// A raster of tiles registered under `used` where `truth` holds: the shift takes up the difference and the
/// jitter.
std::vector<PlacedTile> tiles_of(const GridPose& used, const GridPose& truth, double jitter_um) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::vector<PlacedTile> tiles;
    for (double x = -10000.0; x <= 10000.0; x += 2000.0) {
        for (double y = -10000.0; y <= 10000.0; y += 2000.0) {
            const StagePoint is = truth.transform()({x, y});
            const StagePoint expected = used.transform()({x, y});
            PlacedTile tile;
            tile.reported = {expected.x, expected.y};
            tile.registration.shift_x_um = expected.x - is.x + jitter_um * normal(random);
            tile.registration.shift_y_um = expected.y - is.y + jitter_um * normal(random);
            tile.registration.sigma_um = 0.02;
            tile.registration.source = RegistrationSource::own;
            tiles.push_back(tile);
        }
    }
    return tiles;
}

TEST_CASE("Without tiles of their own the pose used is returned", "[registration]") {
    const PoseEstimate used{.pose = {.rotation_rad = 1e-3, .scale = 1.001, .offset_x_um = 4.0}};
    std::vector<PlacedTile> tiles(3);
    tiles[1].registration.source = RegistrationSource::borrowed;
    const PoseFit fit = fit_pose(tiles, used, kCamera);
    CHECK(fit.pose == used.pose);
    CHECK(fit.own == 0);
    CHECK(fit.borrowed == 1);
    CHECK(fit.predicted == 2);
    CHECK(fit.rms_um == 0.0);
}

TEST_CASE("Shifts that grow over the wafer become the pose", "[registration]") {
    const PoseEstimate used{
        .pose = {.rotation_rad = 2e-3, .scale = 1.0, .offset_x_um = 1.0, .offset_y_um = 2.0}};
    const GridPose truth{.rotation_rad = 2.4e-3, .scale = 1.0003, .offset_x_um = 8.0, .offset_y_um = -5.0};
    const PoseFit fit = fit_pose(tiles_of(used.pose, truth, 0.0), used, kCamera);
    CHECK(fit.pose.rotation_rad == Approx(truth.rotation_rad).margin(1e-6));
    CHECK(fit.pose.scale == Approx(truth.scale).margin(1e-6));
    CHECK(fit.pose.offset_x_um == Approx(truth.offset_x_um).margin(0.02));
    CHECK(fit.pose.offset_y_um == Approx(truth.offset_y_um).margin(0.02));
    CHECK(fit.jitter_rms_um < 0.02);
}

TEST_CASE("The jitter is what the pose can't explain", "[registration]") {
    const GridPose truth{.rotation_rad = 1e-4, .scale = 1.0, .offset_x_um = 3.0, .offset_y_um = 0.0};
    const PoseFit fit = fit_pose(tiles_of({}, truth, 1.5), {}, kCamera);
    // 242 values: 5 %.
    CHECK(fit.jitter_rms_um == Approx(1.5).epsilon(0.15));
    CHECK(fit.offset_sigma_um == Approx(1.5 / 11.0).epsilon(0.2));
    CHECK(fit.own == 121);
}

TEST_CASE("Borrowed and predicted shifts take no part", "[registration]") {
    std::vector<PlacedTile> tiles = tiles_of({}, {}, 0.0);
    for (std::size_t i = 0; i < tiles.size(); i += 3) {
        tiles[i].registration.shift_x_um = 100.0;
        tiles[i].registration.source = RegistrationSource::borrowed;
    }
    CHECK(fit_pose(tiles, {}, kCamera).pose.offset_x_um == Approx(0.0).margin(1e-6));
}

TEST_CASE("The residual is the misfit of the quadrants, once the pose has taken its share",
          "[registration]") {
    // Under a pose used that lacks 1e-4 rad each tile's quadrants show the turn; the final pose explains it.
    const GridPose truth{.rotation_rad = 1e-4};
    std::vector<PlacedTile> tiles = tiles_of({}, truth, 0.0);
    for (PlacedTile& tile : tiles) {
        for (std::size_t i = 0; i < 4; ++i) {
            const double x = (i % 2 == 0 ? -160.0 : 160.0) * kCamera.pixel_um;
            const double y = (i < 2 ? 120.0 : -120.0) * kCamera.pixel_um;
            tile.registration.misfit_x_um[i] = -1e-4 * y + 0.3;
            tile.registration.misfit_y_um[i] = 1e-4 * x - 0.4;
        }
    }
    CHECK(fit_pose(tiles, {}, kCamera).rms_um == Approx(std::sqrt((0.09 + 0.16) / 2.0)).margin(1e-3));
}

TEST_CASE("From images to the final pose of two channels", "[registration]") {
    scene::Scene scene = scene::make_scene(20, 15, 12, 8, 41, 40, 320, 240);
    scene.pose = {.rotation_rad = 0.85e-3, .scale = 1.0 - 226e-6, .offset_x_um = 10.4, .offset_y_um = 7.8};
    const std::vector<scene::SceneTile> strong = scene::scan(scene, 3, 3, 560.0, 420.0, 0.6, 1);
    scene.electrons_px = 20.0;
    scene.background_px = 1.0;
    const std::vector<scene::SceneTile> weak = scene::scan(scene, 3, 3, 560.0, 420.0, 0.6, 2);
    const DiePresence presence(scene.grid, scene.wafer);
    const RegistrationSetup setup{.grid = scene.grid, .presence = &presence, .camera = scene.camera};
    const PoseEstimate estimate = find_pose(scene::pilots_of(strong), setup);
    const LatticeLocator locator(setup, estimate);
    const auto scratch = locator.make_scratch();
    std::vector<PlacedTile> placed;
    StagePoint mean;
    for (const auto* tiles : {&strong, &weak}) {
        for (const scene::SceneTile& tile : *tiles) {
            placed.push_back(
                {tile.reported, locator.locate(tile.image.view(), tile.reported, nullptr, *scratch)});
            mean.x += tile.jitter.x / 18.0;
            mean.y += tile.jitter.y / 18.0;
        }
    }
    const PoseFit fit = fit_pose(placed, estimate, scene.camera);
    CHECK(fit.own == 18);
    CHECK(fit.pose.rotation_rad == Approx(scene.pose.rotation_rad).margin(1e-4));
    CHECK(fit.pose.scale == Approx(scene.pose.scale).margin(60e-6));
    CHECK(fit.pose.offset_x_um == Approx(scene.pose.offset_x_um - mean.x).margin(0.1));
    CHECK(fit.pose.offset_y_um == Approx(scene.pose.offset_y_um - mean.y).margin(0.1));
    CHECK(fit.rms_um < 0.15 * scene.camera.pixel_um);
}

}  // namespace
}  // namespace waferglow

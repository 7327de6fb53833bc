// SPDX-License-Identifier: GPL-3.0-or-later
// The least squares fit of poses, on observations made by the forward model.
#include "libinspect/registration/internal/pose_solve.h"

#include <cmath>
#include <random>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

constexpr double kShared = 15e-6;

/// Tiles on a raster that see the difference between two poses, with jitter and gradients of a given error.
std::vector<PoseObservation> observe(const GridPose& used, const GridPose& truth, double jitter_um,
                                     double gradient_sigma, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<PoseObservation> list;
    for (double x = -20000.0; x <= 20000.0; x += 10000.0) {
        for (double y = -20000.0; y <= 20000.0; y += 10000.0) {
            const StagePoint is = truth.transform()({x, y});
            const StagePoint expected = used.transform()({x, y});
            PoseObservation o;
            o.at = {x, y};
            o.dx_um = is.x - expected.x + jitter_um * normal(random);
            o.dy_um = is.y - expected.y + jitter_um * normal(random);
            o.sigma_um = 0.01;
            o.stretch = truth.scale * std::cos(truth.rotation_rad) -
                        used.scale * std::cos(used.rotation_rad) + gradient_sigma * normal(random);
            o.turn_rad = truth.scale * std::sin(truth.rotation_rad) -
                         used.scale * std::sin(used.rotation_rad) + gradient_sigma * normal(random);
            o.stretch_weight = 1.0 / (gradient_sigma * gradient_sigma);
            o.turn_weight = o.stretch_weight;
            list.push_back(o);
        }
    }
    return list;
}

TEST_CASE("Without observations the pose stays nominal", "[registration]") {
    const PoseSolution s = solve_pose({}, {}, {}, 0.1, kShared);
    CHECK(s.stretch == 0.0);
    CHECK(s.turn == 0.0);
    CHECK(s.dx_um == 0.0);
}

TEST_CASE("A pose far from the one used is found in one step", "[registration]") {
    const GridPose used{.rotation_rad = -4e-3, .scale = 0.999, .offset_x_um = 7.0, .offset_y_um = -3.0};
    const GridPose truth{.rotation_rad = 9e-3, .scale = 1.0012, .offset_x_um = -40.0, .offset_y_um = 25.0};
    const GridPose found =
        solve_pose(observe(used, truth, 0.0, 1e-6, 1), used, {}, 0.01, kShared).applied_to(used);
    CHECK(found.rotation_rad == Approx(truth.rotation_rad).margin(1e-6));
    CHECK(found.scale == Approx(truth.scale).margin(1e-6));
    CHECK(found.offset_x_um == Approx(truth.offset_x_um).margin(0.02));
    CHECK(found.offset_y_um == Approx(truth.offset_y_um).margin(0.02));
}

TEST_CASE("The jitter is told from the tiles' own errors", "[registration]") {
    const PoseSolution s = solve_pose(observe({}, {}, 3.0, 1e-5, 2), {}, {}, 0.01, kShared);
    // 50 values: the estimate of a deviation is good to 1/sqrt(2 * 50) = 10 %.
    CHECK(s.jitter_um == Approx(3.0).epsilon(0.3));
    CHECK(s.offset_sigma_um == Approx(3.0 / 5.0).epsilon(0.3));
}

TEST_CASE("One tile far off hardly moves the others' pose", "[registration]") {
    std::vector<PoseObservation> tiles = observe({}, {}, 1.0, 1e-5, 3);
    const double before = solve_pose(tiles, {}, {}, 0.01, kShared).dx_um;
    tiles[7].dx_um += 1000.0;
    // The mean would move by 40.
    CHECK(std::abs(solve_pose(tiles, {}, {}, 0.01, kShared).dx_um - before) < 2.0);
}

TEST_CASE("Displacements that take no part leave the offset alone", "[registration]") {
    const GridPose truth{.rotation_rad = 2e-3, .scale = 1.0003, .offset_x_um = 50.0, .offset_y_um = 0.0};
    const std::vector<PoseObservation> tiles = observe({}, truth, 0.0, 1e-6, 4);
    const PoseSolution s = solve_pose(tiles, {}, std::vector<bool>(tiles.size(), false), 0.01, kShared);
    CHECK(s.turn == Approx(2e-3).margin(2e-5));
    CHECK(s.dx_um == Approx(0.0).margin(1e-9));
}

TEST_CASE("Tiles that claim too good gradients are believed by their scatter", "[registration]") {
    std::vector<PoseObservation> tiles = observe({}, {}, 0.1, 1e-4, 5);
    for (PoseObservation& t : tiles) t.stretch_weight = t.turn_weight = 1e16;
    // By their word the gradients would rule: 1e-4 / 5. The positions know better: 0.1 um over 2 cm.
    CHECK(std::abs(solve_pose(tiles, {}, {}, 0.01, kShared).turn) < 8e-6);
}

}  // namespace
}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The robust mean over dies, on cells written down by hand.
#include "libinspect/registration/internal/motion_fit.h"

#include <cmath>
#include <numbers>
#include <random>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

constexpr double kPitchPx = 20.0;
const CameraInfo kCamera{.pixel_um = 1.0, .width_px = 640, .height_px = 480};

DieKernel kernel() {
    const TileLattice lattice{.origin = {0.0, 0.0},
                              .along_col = {kPitchPx, 0.0},
                              .along_row = {0.0, kPitchPx},
                              .die_width_px = 12.0,
                              .die_height_px = 12.0};
    return {lattice, kCamera, DieMethod::period};
}

/// 30 x 20 cells whose dies of light 1 are displaced by (dx, dy) px, with normal noise of the moments.
DieCells cells_of(double dx_px, double dy_px, double noise, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    DieCells cells;
    cells.resize(600);
    const double k = 2.0 * std::numbers::pi / kPitchPx;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells.row[i] = static_cast<std::int32_t>(i / 30);
        cells.col[i] = static_cast<std::int32_t>(i % 30);
        cells.x_px[i] = static_cast<float>(kPitchPx * (cells.col[i] - 14.5));
        cells.y_px[i] = static_cast<float>(kPitchPx * (cells.row[i] - 9.5));
        cells.x_r[i] = static_cast<float>(std::cos(k * dx_px) + noise * normal(random));
        cells.x_q[i] = static_cast<float>(std::sin(k * dx_px) + noise * normal(random));
        cells.y_r[i] = static_cast<float>(std::cos(k * dy_px) + noise * normal(random));
        cells.y_q[i] = static_cast<float>(std::sin(k * dy_px) + noise * normal(random));
    }
    return cells;
}

TileMotion fit(const DieCells& cells) {
    const Image dark(kCamera.width_px, kCamera.height_px);
    MotionScratch scratch;
    return fit_motion(cells, kernel(), dark.view(), scratch);
}

void set(DieCells& cells, std::size_t i, float r, float q) {
    cells.x_r[i] = cells.y_r[i] = r;
    cells.x_q[i] = cells.y_q[i] = q;
}

TEST_CASE("No cells, no motion", "[registration]") {
    CHECK_FALSE(fit({}).found);
}

TEST_CASE("Noise alone is no grid", "[registration]") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        DieCells cells = cells_of(0.0, 0.0, 1.0, seed);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells.x_r[i] -= 1.0F;
            cells.y_r[i] -= 1.0F;
        }
        CHECK_FALSE(fit(cells).found);
    }
}

TEST_CASE("Displacements of up to half a pitch come out, right and down positive", "[registration]") {
    const double dx = GENERATE(-9.0, -0.3, 0.0, 4.0, 9.5);
    const TileMotion motion = fit(cells_of(dx, -0.5 * dx, 0.02, 1));
    REQUIRE(motion.found);
    CHECK(motion.dx_px == Approx(dx).margin(0.02));
    CHECK(motion.dy_px == Approx(-0.5 * dx).margin(0.02));
    CHECK(motion.lit_dies == 600);
    CHECK(motion.dies_distinct);
}

TEST_CASE("The stated error is the error made, from bright dies to dim ones", "[registration]") {
    const double noise = GENERATE(0.05, 0.3, 1.0, 3.0);
    double squares = 0.0;
    double stated = 0.0;
    constexpr int kTrials = 60;
    for (unsigned seed = 1; seed <= kTrials; ++seed) {
        const TileMotion motion = fit(cells_of(0.4, 0.0, noise, seed));
        REQUIRE(motion.found);
        squares += std::pow(motion.dx_px - 0.4, 2) + std::pow(motion.dy_px, 2);
        stated += std::pow(motion.sigma_x_px, 2) + std::pow(motion.sigma_y_px, 2);
    }
    // 120 values: chi-square allows 13 % at one sigma of the variance; and the method's floor for the
    // brightest.
    CHECK(std::sqrt(squares / stated) < 1.25);
    CHECK(std::sqrt(squares / stated) > 0.6);
}

TEST_CASE("Dead dies, dust and hot pixels leave the mean where it is", "[registration]") {
    DieCells cells = cells_of(0.4, 0.4, 0.02, 1);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i % 3 == 0) set(cells, i, 0.001F, -0.002F);  // dead
        if (i % 25 == 1) set(cells, i, -3.0F, 60.0F);    // dust
        if (i % 50 == 2) set(cells, i, 0.2F, -5000.0F);  // hot pixel
    }
    const TileMotion motion = fit(cells);
    REQUIRE(motion.found);
    CHECK(motion.dx_px == Approx(0.4).margin(0.02));
    CHECK(motion.dy_px == Approx(0.4).margin(0.02));
    CHECK(motion.lit_dies > 350);
    CHECK(motion.lit_dies < 450);
}

TEST_CASE("Three lit dies in a hundred are enough", "[registration]") {
    DieCells cells = cells_of(-2.0, 1.0, 0.02, 1);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i % 33 != 0) {
            cells.x_r[i] -= std::cos(-0.2F * 3.14159265F);
            cells.x_q[i] -= std::sin(-0.2F * 3.14159265F);
            cells.y_r[i] -= std::cos(0.1F * 3.14159265F);
            cells.y_q[i] -= std::sin(0.1F * 3.14159265F);
        }
    }
    const TileMotion motion = fit(cells);
    REQUIRE(motion.found);
    CHECK(motion.dx_px == Approx(-2.0).margin(0.1));
    CHECK(motion.dy_px == Approx(1.0).margin(0.1));
    CHECK(motion.lit_dies == 19);
}

TEST_CASE("Stretch and turn inside of a tile come out with their signs", "[registration]") {
    constexpr double kStretch = 2e-4;
    constexpr double kTurn = -3e-4;
    DieCells cells = cells_of(0.0, 0.0, 0.0, 1);
    const double k = 2.0 * std::numbers::pi / kPitchPx;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        // y runs down here: counter-clockwise moves dies below the middle to the right, dies at the right up.
        const double x = static_cast<double>(cells.x_px[i]);
        const double y = static_cast<double>(cells.y_px[i]);
        cells.x_q[i] = static_cast<float>(std::sin(k * (kStretch * x + kTurn * y)));
        cells.y_q[i] = static_cast<float>(std::sin(k * (kStretch * y - kTurn * x)));
    }
    const TileMotion motion = fit(cells);
    CHECK(motion.stretch == Approx(kStretch).margin(2e-6));
    CHECK(motion.turn_rad == Approx(kTurn).margin(2e-6));
    // The lower right quadrant's middle is (150, 100): 0.03 - 0.03 and 0.02 + 0.045.
    CHECK(motion.misfit_x_px[3] == Approx(0.0).margin(2e-3));
    CHECK(motion.misfit_y_px[3] == Approx(0.065).margin(3e-3));
}

TEST_CASE("Quadrants without dies have no misfit", "[registration]") {
    DieCells cells = cells_of(0.0, 0.0, 0.01, 1);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells.x_px[i] < 0.0F) set(cells, i, 0.0F, 0.0F);
    }
    const TileMotion motion = fit(cells);
    REQUIRE(motion.found);
    CHECK(std::isnan(motion.misfit_x_px[0]));
    CHECK(std::isnan(motion.misfit_y_px[2]));
    CHECK_FALSE(std::isnan(motion.misfit_x_px[1]));
}

}  // namespace
}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Displacements of single dies, on rendered scenes of known truth.
#include "libinspect/registration/internal/die_kernel.h"

#include "tests/registration/scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

using scene::make_scene;
using scene::Scene;

/// All dies of an image by one method, on the lattice of the scene moved by `lag`.
DieCells measure(const Scene& scene, const Image& image, PixelPoint lag, DieMethod method,
                 const Shading& shading = {}) {
    TileLattice lattice = lattice_in_tile(scene.grid, scene.pose, scene.camera, {});
    lattice.origin.x += lag.x;
    lattice.origin.y += lag.y;
    const DieKernel kernel(lattice, scene.camera, method);
    const ShadingSlopes slopes(shading, scene.camera);
    DieKernel::Scratch scratch;
    DieCells cells;
    const ColumnSpan rows = kernel.rows(lattice);
    for (std::int32_t row = rows.begin; row < rows.end; ++row)
        kernel.measure_row(image.view(), {}, lattice, row, kernel.columns(lattice, row), slopes, cells,
                           scratch);
    return cells;
}

double phase_px(float r, float q, double pitch_px) {
    return std::atan2(static_cast<double>(q), static_cast<double>(r)) * pitch_px / (2.0 * std::numbers::pi);
}

TEST_CASE("A constant image has no first harmonic, whatever the fraction of the pitch", "[registration]") {
    Scene scene = make_scene(7.3, 5.1, 4.0, 3.0, 40, 40, 160, 120);
    scene.pose.rotation_rad = 4e-3;
    const Image image(160, 120, 40000);
    const DieCells cells = measure(scene, image, {0.37, 0.11}, DieMethod::period);
    REQUIRE(cells.size() > 300);
    double worst = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (const float value : {cells.x_r[i], cells.x_q[i], cells.y_r[i], cells.y_q[i]})
            worst = std::max(worst, std::abs(static_cast<double>(value)));
    }
    // One DN on one pixel would be 1; the light of a cell is 1.5e6.
    CHECK(worst < 1.0);
}

TEST_CASE("Dies lie where the lattice says within a hundredth of a pixel, for any fraction",
          "[registration]") {
    struct Size {
        double pitch, die, blur;
    };
    const Size size = GENERATE(Size{5, 3, 0.8}, Size{5, 4, 0.6}, Size{8, 4, 0.5}, Size{20, 12, 0.8},
                               Size{20, 19, 0.8}, Size{50, 40, 1.2});
    const double lag = GENERATE(-0.5, -0.2, 0.0, 0.3, 0.45);
    Scene scene = make_scene(size.pitch, size.pitch, size.die, size.die, 200, 200, 260, 220);
    scene.noise = false;
    scene.blur_px = size.blur;
    const DieCells cells = measure(scene, scene::render(scene, {}, 1), {-lag, 0.6 * lag}, DieMethod::period);
    REQUIRE(cells.size() >= 9);
    double worst = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        worst = std::max(worst, std::abs(phase_px(cells.x_r[i], cells.x_q[i], size.pitch) - lag));
        worst = std::max(worst, std::abs(phase_px(cells.y_r[i], cells.y_q[i], size.pitch) + 0.6 * lag));
    }
    CHECK(worst < 0.01);
}

TEST_CASE("A die displaced right and down has positive phases", "[registration]") {
    Scene scene = make_scene(20, 15, 12, 8, 60, 60, 200, 150);
    scene.noise = false;
    // The image's middle is moved left and up, so the dies appear 3 px further right and 2 px further down.
    const Image image = scene::render(scene, {-3.0 * scene.camera.pixel_um, 2.0 * scene.camera.pixel_um}, 1);
    const DieCells cells = measure(scene, image, {}, DieMethod::period);
    REQUIRE(cells.size() > 0);
    CHECK(phase_px(cells.x_r[0], cells.x_q[0], 20) == Approx(3.0).margin(0.01));
    CHECK(phase_px(cells.y_r[0], cells.y_q[0], 15) == Approx(2.0).margin(0.01));
}

TEST_CASE("Dead neighbours don't move a die", "[registration]") {
    Scene scene = make_scene(10, 10, 6, 6, 40, 40, 160, 160);
    scene.noise = false;
    scene.light_of = [](DieIndex die, double, double) { return (die.row + die.col) % 2 == 0 ? 1.0 : 0.0; };
    const DieCells cells = measure(scene, scene::render(scene, {}, 1), {}, DieMethod::period);
    double worst = 0.0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if ((cells.row[i] + cells.col[i]) % 2 != 0) continue;
        worst = std::max(worst, std::abs(phase_px(cells.x_r[i], cells.x_q[i], 10)));
    }
    CHECK(worst < 0.01);
}

TEST_CASE("Edges see through light that is uneven inside of a die", "[registration]") {
    Scene scene = make_scene(60, 56, 40, 36, 40, 40, 320, 260);
    scene.noise = false;
    scene.uneven = true;
    scene.light_of = [](DieIndex, double u, double v) { return 1.0 + 0.3 * u - 0.2 * v; };
    const Image image = scene::render(scene, {}, 1);
    const PixelPoint lag{-0.4, 0.3};
    const DieCells period = measure(scene, image, lag, DieMethod::period);
    const DieCells edges = measure(scene, image, lag, DieMethod::edges);
    REQUIRE(edges.size() > 0);
    // 30 % more light at the right edge moves the mean by 0.3 * 40 / 6 = 2 px.
    CHECK(phase_px(period.x_r[0], period.x_q[0], 60) > 1.8);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        CHECK(static_cast<double>(edges.x_q[i] / edges.x_r[i]) == Approx(0.4).margin(0.3));
        CHECK(static_cast<double>(edges.y_q[i] / edges.y_r[i]) == Approx(-0.3).margin(0.3));
    }
}

TEST_CASE("Wide edges reach many pixels", "[registration]") {
    Scene scene = make_scene(120, 120, 90, 90, 20, 20, 500, 400);
    scene.noise = false;
    const DieCells cells = measure(scene, scene::render(scene, {}, 1), {-6.0, 5.0}, DieMethod::wide_edges);
    REQUIRE(cells.size() > 0);
    CHECK(static_cast<double>(cells.x_q[0] / cells.x_r[0]) == Approx(6.0).epsilon(0.1));
    CHECK(static_cast<double>(cells.y_q[0] / cells.y_r[0]) == Approx(-5.0).epsilon(0.1));
}

TEST_CASE("Shading that is known does not move dies", "[registration]") {
    Scene scene = make_scene(20, 20, 14, 14, 60, 60, 300, 300);
    scene.noise = false;
    scene.background_px = 0.0;
    scene.vignetting = 0.4;
    const Image image = scene::render(scene, {}, 1);
    scene.electrons_px = 0.0;
    scene.background_px = 20000.0;
    const Image flat = scene::render(scene, {}, 1);
    const Image dark(300, 300, 100);
    const auto spread = [&](const Shading& shading) {
        const DieCells cells = measure(scene, image, {}, DieMethod::period, shading);
        double worst = 0.0;
        for (std::size_t i = 0; i < cells.size(); ++i)
            worst = std::max(worst, std::abs(phase_px(cells.x_r[i], cells.x_q[i], 20)));
        return worst;
    };
    CHECK(spread({}) > 0.05);
    CHECK(spread(shading_of_flat(flat.view(), dark.view(), scene.camera)) < 0.01);
}

TEST_CASE("Columns offered have their whole window in the image, in a tilted lattice too", "[registration]") {
    Scene scene = make_scene(20, 20, 12, 12, 500, 500, 300, 200);
    scene.pose.rotation_rad = GENERATE(-20e-3, 0.0, 20e-3);
    const TileLattice lattice = lattice_in_tile(scene.grid, scene.pose, scene.camera, {});
    const DieKernel kernel(lattice, scene.camera, DieMethod::period);
    const ColumnSpan rows = kernel.rows(lattice);
    int dies = 0;
    for (std::int32_t row = rows.begin; row < rows.end; ++row) {
        const ColumnSpan cols = kernel.columns(lattice, row);
        for (std::int32_t col = cols.begin; col < cols.end; ++col, ++dies) {
            const PixelPoint at = lattice.center({row, col});
            const double half = 0.5 * lattice.along_col.x;
            CHECK(
                (at.x - half >= -0.5 && at.x + half <= 299.5 && at.y - half >= -0.5 && at.y + half <= 199.5));
        }
    }
    CHECK(dies >= 12 * 8);
}

TEST_CASE("Edge methods are for large dies with room between them", "[registration]") {
    const auto methods = [](double pitch, double die) {
        const Scene scene = make_scene(pitch, pitch, die, die, 20, 20, 640, 480);
        return die_methods(lattice_in_tile(scene.grid, {}, scene.camera, {}));
    };
    CHECK(methods(20, 12).order == std::vector{DieMethod::period});
    CHECK(methods(100, 95).order == std::vector{DieMethod::period});
    CHECK(methods(100, 91).edges_if_uneven);
    CHECK(methods(250, 200).order == std::vector{DieMethod::period, DieMethod::wide_edges, DieMethod::edges});
}

}  // namespace
}  // namespace waferglow

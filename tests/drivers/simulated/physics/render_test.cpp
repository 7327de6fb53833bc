// SPDX-License-Identifier: GPL-3.0-or-later
// Where the light of dies lands, and that none is lost or made.
#include "drivers/simulated/physics/render.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <numeric>

namespace {

using waferglow::CameraInfo;
using waferglow::DieGrid;
using waferglow::DieIndex;
using waferglow::Error;
using waferglow::GridPose;
using waferglow::lattice_in_tile;
using waferglow::StagePoint;
using waferglow::simulated::DieLight;
using waferglow::simulated::OpticsSettings;
using waferglow::simulated::TileRenderer;
using waferglow::simulated::TileScene;

const CameraInfo kCamera{.pixel_um = 10.0, .width_px = 80, .height_px = 60};
const DieGrid kOneDie{.rows = 1,
                      .cols = 1,
                      .pitch_x_um = 200.0,
                      .pitch_y_um = 150.0,
                      .die_width_um = 125.0,
                      .die_height_um = 83.0};
const OpticsSettings kClean{.psf_sigma_px = 0.8, .vignetting = 0.0, .stray = 0.0, .halo = 0.0};
constexpr double kPixels = 12.5 * 8.3;

TileScene one_die(const GridPose& pose, DieLight light, StagePoint middle = {}) {
    return {.lattice = lattice_in_tile(kOneDie, pose, kCamera, middle),
            .grid = kOneDie,
            .light_of = [light](DieIndex) { return light; }};
}

double sum_of(const std::vector<float>& image) {
    return std::accumulate(image.begin(), image.end(), 0.0);
}

waferglow::PixelPoint centroid_of(const std::vector<float>& image, const CameraInfo& camera) {
    double sum = 0.0;
    waferglow::PixelPoint p;
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) {
            const double value = static_cast<double>(
                image[static_cast<std::size_t>(y) * static_cast<std::size_t>(camera.width_px) +
                      static_cast<std::size_t>(x)]);
            sum += value;
            p.x += value * x;
            p.y += value * y;
        }
    }
    return {p.x / sum, p.y / sum};
}

}  // namespace

TEST_CASE("a die's light is the same wherever it lies in the pixel raster", "[render]") {
    for (const double sigma : {0.0, 0.3, 0.8, 2.0}) {
        OpticsSettings optics = kClean;
        optics.psf_sigma_px = sigma;
        const TileRenderer renderer(kCamera, optics);
        for (const double shift : {0.0, 1.3, 2.6, 3.9, 5.0, 6.5, 7.8, 9.1}) {
            const auto image =
                renderer.render(one_die({.offset_x_um = shift, .offset_y_um = 0.7 * shift}, {1000.0, 1.0}));
            INFO("sigma " << sigma << " px, shift " << shift << " um");
            REQUIRE(sum_of(image) == Approx(1000.0 * kPixels).epsilon(2e-4));
        }
    }
}

TEST_CASE("a tilted die keeps its light", "[render]") {
    const TileRenderer renderer(kCamera, kClean);
    for (const double rotation : {-6e-3, 1e-3, 6e-3, 50e-3}) {
        const auto image =
            renderer.render(one_die({.rotation_rad = rotation, .offset_x_um = 3.1}, {1000.0, 1.0}));
        CHECK(sum_of(image) == Approx(1000.0 * kPixels).epsilon(1e-3));
    }
}

TEST_CASE("a pixel wholly on a die has the die's level, one far off has none", "[render]") {
    const TileRenderer renderer(kCamera, kClean);
    const auto image = renderer.render(one_die({}, {1000.0, 1.0}));
    CHECK(static_cast<double>(image[30 * 80 + 40]) == Approx(1000.0).epsilon(1e-3));
    CHECK(image[2 * 80 + 2] == 0.0F);
}

TEST_CASE("a blurred edge is a normal distribution function", "[render]") {
    const TileRenderer renderer(kCamera, {.psf_sigma_px = 2.0, .vignetting = 0.0, .stray = 0.0, .halo = 0.0});
    // Die of 12.5 px centred at x = 39.5: right edge at 45.75. A pixel averages over its width.
    const auto image = renderer.render(one_die({}, {1.0, 1.0}));
    const auto cumulative = [](double z) { return 0.5 * std::erfc(-z / (2.0 * std::sqrt(2.0))); };
    double expected = 0.0;
    constexpr int kSteps = 1000;
    for (int i = 0; i < kSteps; ++i) {
        const double x = 44.5 + (i + 0.5) / kSteps;
        expected += (cumulative(45.75 - x) - cumulative(33.25 - x)) / kSteps;
    }
    double across = 0.0;  // at the middle row, 8.3 px high around y = 29.5
    for (int i = 0; i < kSteps; ++i) {
        const double y = 28.5 + (i + 0.5) / kSteps;
        across += (cumulative(33.65 - y) - cumulative(25.35 - y)) / kSteps;
    }
    CHECK(static_cast<double>(image[29 * 80 + 45]) == Approx(expected * across).epsilon(1e-3));
}

TEST_CASE("a grid turned counter-clockwise lies where the hand calculation puts it", "[render]") {
    // Die (0, 2) of 3 x 3 at pitch 100 um: nominal (100, 100). With rotation 10 mrad, scale 1.001 and offset
    // (7, -3): x = 1.001 (100 cos - 100 sin) + 7 = 106.0940, y = 1.001 (100 sin + 100 cos) - 3 = 98.0960. An
    // image of 401 x 401 pixels of 1 um with its middle at (10, 20): column 200 + 96.0940, row 200 - 78.0960.
    const CameraInfo camera{.pixel_um = 1.0, .width_px = 401, .height_px = 401};
    const DieGrid grid{.rows = 3,
                       .cols = 3,
                       .x0_um = -100.0,
                       .y0_um = 100.0,
                       .pitch_x_um = 100.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 20.0,
                       .die_height_um = 20.0};
    const GridPose pose{.rotation_rad = 10e-3, .scale = 1.001, .offset_x_um = 7.0, .offset_y_um = -3.0};
    const TileScene scene{.lattice = lattice_in_tile(grid, pose, camera, {10.0, 20.0}),
                          .grid = grid,
                          .light_of = [](DieIndex die) {
                              return DieLight{die == DieIndex{0, 2} ? 100.0 : 0.0, 1.0};
                          }};
    const auto centroid = centroid_of(TileRenderer(camera, kClean).render(scene), camera);
    CHECK(centroid.x == Approx(296.0940).margin(1e-3));
    CHECK(centroid.y == Approx(121.9040).margin(1e-3));
}

TEST_CASE("a dark rim moves light to the middle and keeps the sum", "[render]") {
    const TileRenderer renderer(kCamera, {.psf_sigma_px = 0.5, .vignetting = 0.0, .stray = 0.0, .halo = 0.0});
    TileScene scene = one_die({}, {1000.0, 0.4});
    scene.rim_px = 2.0;
    const auto image = renderer.render(scene);
    CHECK(sum_of(image) == Approx(1000.0 * kPixels).epsilon(2e-4));
    const auto middle = static_cast<double>(image[30 * 80 + 40]);
    const auto rim = static_cast<double>(image[30 * 80 + 34]);  // 0.75 px inside of the left edge
    CHECK(rim / middle == Approx(0.4).margin(0.06));
}

TEST_CASE("dies beyond the image's edge reach into it", "[render]") {
    const TileRenderer renderer(kCamera, kClean);
    // Image middle at x = 430 um: the die's right edge lies 1.25 px inside of the left image border.
    const auto image = renderer.render(one_die({}, {1000.0, 1.0}, {400.0 - 62.5 + 75.0, 0.0}));
    CHECK(sum_of(image) > 0.0);
    const auto outside = renderer.render(one_die({}, {1000.0, 1.0}, {800.0, 0.0}));
    CHECK(sum_of(outside) == 0.0);
}

TEST_CASE("vignetting takes its share in the corners, from background too", "[render]") {
    const TileRenderer renderer(kCamera,
                                {.psf_sigma_px = 0.8, .vignetting = 0.25, .stray = 0.0, .halo = 0.0});
    TileScene scene = one_die({}, {0.0, 1.0});
    scene.background_electrons_per_px = 40.0;
    const auto image = renderer.render(scene);
    CHECK(static_cast<double>(image.front()) == Approx(30.0).epsilon(1e-6));
    CHECK(static_cast<double>(image.back()) == Approx(30.0).epsilon(1e-6));
    CHECK(static_cast<double>(image[29 * 80 + 39]) == Approx(40.0).epsilon(1e-3));
}

TEST_CASE("the halo adds its share of the light, far around", "[render]") {
    OpticsSettings optics = kClean;
    optics.halo = 0.02;
    optics.halo_sigma_px = std::sqrt(20.0);  // variance of three means over 9 pixels
    const TileRenderer renderer(kCamera, optics);
    const auto image = renderer.render(one_die({}, {1000.0, 1.0}));
    CHECK(sum_of(image) == Approx(1.02 * 1000.0 * kPixels).epsilon(1e-3));
    // 4 px right of the edge at x = 45.75, a round Gaussian of sd 4 px over the rectangle, by numerical
    // integration.
    double expected = 0.0;
    constexpr int kColumns = 125;  // of 0.1 px
    constexpr int kRows = 83;
    for (int i = 0; i < kColumns; ++i) {
        for (int j = 0; j < kRows; ++j) {
            const double dx = 33.25 + 0.1 * (i + 0.5) - 50.0;
            const double dy = 25.35 + 0.1 * (j + 0.5) - 29.0;
            const double density = std::exp(-(dx * dx + dy * dy) / 41.28) / (41.28 * 3.14159265358979);
            expected += 0.01 * 0.02 * 1000.0 * density;
        }
    }
    CHECK(static_cast<double>(image[29 * 80 + 50]) == Approx(expected).epsilon(0.05));
}

TEST_CASE("impossible optics are refused", "[render]") {
    CHECK_THROWS_AS(TileRenderer(kCamera, {.psf_sigma_px = -1.0}), Error);
    CHECK_THROWS_AS(TileRenderer(kCamera, {.psf_sigma_px = std::nan("")}), Error);
    CHECK_THROWS_AS(TileRenderer(kCamera, {.vignetting = 1.0}), Error);
}

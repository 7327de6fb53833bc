// SPDX-License-Identifier: GPL-3.0-or-later
// Fall-off of the light: fitted polynomials and their slopes against formulae.
#include "libinspect/registration/shading.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

const CameraInfo kCamera{.pixel_um = 1.0, .width_px = 320, .height_px = 240};

/// ln of a light that falls off as exp(-k r^2) and rises to the right.
double ln_light(double x_px, double y_px) {
    return 1e-3 * x_px - 5e-6 * (x_px * x_px + y_px * y_px);
}

std::vector<ShadingSample> samples(double constant, double x_begin) {
    std::vector<ShadingSample> list;
    for (double x = x_begin; x < 160.0; x += 16.0) {
        for (double y = -110.0; y < 120.0; y += 16.0)
            list.push_back({.x_px = x, .y_px = y, .ln_light = constant + ln_light(x, y)});
    }
    return list;
}

TEST_CASE("No light, no slope", "[registration]") {
    const ShadingSlopes slopes(fit_shading({}, kCamera, 4), kCamera);
    CHECK(slopes.at(10.0, 20.0).x == 0.0F);
    CHECK(slopes.at(10.0, 20.0).y == 0.0F);
}

TEST_CASE("Slopes of the light are those of the formula, tiles of any brightness", "[registration]") {
    const std::vector<std::vector<ShadingSample>> groups{samples(0.0, -150.0), samples(3.0, 20.0)};
    for (const int degree : {2, 4}) {
        const ShadingSlopes slopes(fit_shading(groups, kCamera, degree), kCamera);
        // Node (24, 8) of 32 x 32: pixel (245, 63.75) less half a pixel; the derivative by hand.
        const ShadingSlopes::Slope slope = slopes.at(245.0, 63.75);
        CHECK(static_cast<double>(slope.x) == Approx(1e-3 - 1e-5 * (245.0 - 160.0)).margin(2e-6));
        CHECK(static_cast<double>(slope.y) == Approx(-1e-5 * (63.75 - 120.0)).margin(2e-6));
    }
}

TEST_CASE("Positions outside of the image take the slope of its border", "[registration]") {
    const std::vector<std::vector<ShadingSample>> groups{samples(0.0, -150.0)};
    const ShadingSlopes slopes(fit_shading(groups, kCamera, 2), kCamera);
    CHECK(slopes.at(-1e9, -1.0).x == slopes.at(0.0, 0.0).x);
    CHECK(slopes.at(1e9, 1e9).y == slopes.at(319.0, 239.0).y);
}

TEST_CASE("A flat frame's dark level does not dilute its fall-off", "[registration]") {
    Image flat(320, 240);
    const Image dark(320, 240, 1000);
    for (int y = 0; y < 240; ++y) {
        for (int x = 0; x < 320; ++x)
            flat.row(y)[x] =
                static_cast<std::uint16_t>(1000.5 + 9000.0 * std::exp(ln_light(x - 159.5, y - 119.5)));
    }
    const ShadingSlopes slopes(shading_of_flat(flat.view(), dark.view(), kCamera), kCamera);
    CHECK(static_cast<double>(slopes.at(245.0, 120.0).x) == Approx(1e-3 - 1e-5 * 85.0).margin(1e-5));
}

}  // namespace
}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The light of blurred dies against summing over small steps.
#include "libinspect/intensity/internal/blurred_die.h"

#include "libinspect/intensity/internal/raster_light.h"
#include "tests/intensity/plain_light.h"

#include <catch2/catch.hpp>

using namespace waferglow;

TEST_CASE("a pixel gets the die's light that falls on it", "[blurred_die]") {
    const double die = GENERATE(0.7, 3.0, 8.4, 150.0);
    const double blur = GENERATE(0.0, 0.3, 0.8, 3.0);
    const BlurredDie light(die, blur);
    for (double d = -0.5 * die - 5.0; d < 0.5 * die + 5.0; d += 0.037 * std::max(1.0, 0.2 * die)) {
        CAPTURE(die, blur, d);
        REQUIRE(light(d) == Approx(test::plain_light(d, die, blur)).margin(0.003 / die));
        REQUIRE(light(d) == Approx(light(-d)).margin(1e-12));
    }
}

TEST_CASE("all pixels together get all of the light, wherever the die lies", "[blurred_die]") {
    const double blur = GENERATE(0.0, 0.5, 2.5);
    const double place = GENERATE(0.0, 0.31, 0.5, 0.999);
    const BlurredDie light(6.3, blur);
    double sum = 0.0;
    for (int i = -40; i <= 40; ++i) sum += light(i - place);
    CHECK(sum == Approx(1.0).margin(1e-12));
}

TEST_CASE("the slope is that of the light", "[blurred_die]") {
    const double blur = GENERATE(0.4, 1.1);
    const BlurredDie light(5.0, blur);
    constexpr double kStep = 1e-4;
    for (double d = -8.0; d < 8.0; d += 0.13) {
        const double slope = (light(d + kStep) - light(d - kStep)) / (2.0 * kStep);
        CHECK(light.with_slope(d).slope == Approx(slope).margin(1e-6));
    }
}

TEST_CASE("far from its corner a ramp is straight to the last bit", "[blurred_die]") {
    CHECK(blurred_ramp(10.0, 1.0).value == 10.0);
    CHECK(blurred_ramp(10.0, 1.0).slope == 1.0);
    CHECK(blurred_ramp(-10.0, 1.0).value == 0.0);
    CHECK(blurred_ramp(0.0, 2.0).value == Approx(2.0 / std::sqrt(2.0 * std::acos(-1.0))));
    CHECK(blurred_ramp(0.0, 2.0).slope == Approx(0.5));
}

TEST_CASE("a raster sees the die, the one before it and the one after it", "[blurred_die]") {
    constexpr double kPitch = 9.4;
    constexpr double kDie = 6.1;
    const double blur = GENERATE(0.4, 1.3);
    const RasterLight raster(kPitch, kDie, blur, 8.0);
    for (const std::size_t node : {std::size_t{0}, std::size_t{77}, AxisPlan::kPhases}) {
        const double place = static_cast<double>(node) / static_cast<double>(AxisPlan::kPhases);
        for (int pixel = -6; pixel <= 7; ++pixel) {
            const double d = pixel - place;
            CAPTURE(blur, node, pixel);
            const RasterLight::Light& light = raster.at(pixel, node);
            CHECK(light.own == Approx(test::plain_light(d, kDie, blur)).margin(1e-3));
            CHECK(light.before == Approx(test::plain_light(d + kPitch, kDie, blur)).margin(1e-3));
            CHECK(light.after == Approx(test::plain_light(d - kPitch, kDie, blur)).margin(1e-3));
            CHECK(light.all() == Approx(light.own + light.before + light.after));
        }
    }
}

TEST_CASE("the slope of a raster is that of the three dies together", "[blurred_die]") {
    const RasterLight raster(9.4, 6.1, 0.9, 8.0);
    for (int pixel = -6; pixel <= 6; ++pixel) {
        // Nodes run against the pixel: one more moves it a step to the left.
        constexpr double kSteps = 2.0 / static_cast<double>(AxisPlan::kPhases);
        const double slope = (raster.at(pixel, 99).all() - raster.at(pixel, 101).all()) / kSteps;
        CHECK(raster.at(pixel, 100).slope == Approx(slope).margin(1e-4));
    }
}

TEST_CASE("a displaced raster is the same as pixels the other way", "[blurred_die]") {
    const RasterLight raster(9.4, 6.1, 0.9, 12.0);
    for (int pixel = -5; pixel <= 5; ++pixel) {
        CHECK(raster.at(pixel, 40, 2.0).own == raster.at(pixel - 2, 40).own);
        CHECK(raster.at(pixel, 40, -1.5).own ==
              Approx(test::plain_light(pixel - 40.0 / 256.0 + 1.5, 6.1, 0.9)).margin(1e-3));
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What is usable of a wafer and of a panel, zones on both, and outlines against areas and distances in closed
// form.
#include "libinspect/geometry/substrate.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

double polygon_area(const std::vector<WaferPoint>& points) {
    double twice = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const WaferPoint& a = points[i];
        const WaferPoint& b = points[(i + 1) % points.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return 0.5 * twice;
}

/// Area between a chord of length `flat` and the circle.
double segment_area(double radius, double flat) {
    const double half_angle = std::asin(0.5 * flat / radius);
    return radius * radius * (half_angle - std::sin(half_angle) * std::cos(half_angle));
}

}  // namespace

TEST_CASE("a panel that can't be is refused by the field at fault") {
    CHECK_THROWS_WITH(validate(Panel{.width_mm = 0.0, .height_mm = 10.0}), Contains("width_mm = 0"));
    CHECK_THROWS_WITH(validate(Panel{.width_mm = 10.0, .height_mm = std::numeric_limits<double>::infinity()}),
                      Contains("height_mm = inf"));
    CHECK_THROWS_WITH(validate(Panel{.width_mm = 10.0, .height_mm = 8.0, .edge_exclusion_mm = 4.0}),
                      Contains("edge_exclusion_mm = 4"));
    CHECK_NOTHROW(validate(Panel{.width_mm = 10.0, .height_mm = 8.0, .edge_exclusion_mm = 1.0}));
}

TEST_CASE("a panel is usable up to its edge exclusion, corners included") {
    const Substrate panel(Panel{.width_mm = 10.0, .height_mm = 8.0, .edge_exclusion_mm = 1.0});
    CHECK(panel.usable({-4000.0, 4000.0, -3000.0, 3000.0}));
    CHECK_FALSE(panel.usable({-4001.0, 0.0, 0.0, 100.0}));
    CHECK_FALSE(panel.usable({0.0, 100.0, 0.0, 3001.0}));
    CHECK(panel.outline_um().size() == 4);
}

TEST_CASE("zones are rings on a wafer and frames on a panel") {
    Wafer wafer;
    wafer.diameter_mm = 100.0;
    wafer.edge_exclusion_mm = 5.0;
    const Substrate round(wafer);
    CHECK(round.zone({0.0, 0.0}, 3) == 0);
    CHECK(round.zone({16'000.0, 0.0}, 3) == 1);
    CHECK(round.zone({0.0, -44'000.0}, 3) == 2);
    CHECK(round.zone({60'000.0, 0.0}, 3) == 2);
    CHECK(round.eccentricity({0.0, 45'000.0}) == Approx(1.0));
    const Substrate panel(Panel{.width_mm = 100.0, .height_mm = 20.0});
    CHECK(panel.zone({10'000.0, 1000.0}, 4) == 0);
    CHECK(panel.zone({10'000.0, 9000.0}, 4) == 3);
}

TEST_CASE("the outline of a wafer without flats is its circle") {
    Wafer wafer = standard_wafer(4);
    wafer.primary_flat_mm = 0.0;
    wafer.secondary_flat_mm = 0.0;
    for (const WaferPoint& p : Substrate(wafer).outline_um()) CHECK(std::hypot(p.x, p.y) == Approx(50'000.0));
}

TEST_CASE("the outline encloses the circle less the flats' segments, counter-clockwise") {
    for (const int inches : {2, 3, 4, 5, 6}) {
        const Wafer wafer = standard_wafer(inches);
        const double radius = wafer.radius_um();
        const double expected = std::numbers::pi * radius * radius -
                                segment_area(radius, 1000.0 * wafer.primary_flat_mm) -
                                segment_area(radius, 1000.0 * wafer.secondary_flat_mm);
        CHECK(polygon_area(Substrate(wafer).outline_um(20'000)) == Approx(expected).epsilon(1e-5));
    }
}

TEST_CASE("the primary flat points down, the secondary one right") {
    const Wafer wafer = standard_wafer(6);
    const std::vector<WaferPoint> outline = Substrate(wafer).outline_um(7200);
    const auto lowest = std::ranges::min_element(outline, {}, &WaferPoint::y);
    const auto rightmost = std::ranges::max_element(outline, {}, &WaferPoint::x);
    CHECK(lowest->y == Approx(-69'271.0).margin(1.0));
    CHECK(rightmost->x == Approx(1000.0 * std::sqrt(75.0 * 75.0 - 18.75 * 18.75)));
}

TEST_CASE("the notch is a 90 degree V, as deep as said, at the bottom") {
    const Wafer wafer = standard_wafer(8);
    const std::vector<WaferPoint> outline = Substrate(wafer).outline_um(14'400);
    // A V of 90 degrees through (0, -(R - 1 mm)) meets the circle where |x| + R - depth = sqrt(R^2 - x^2).
    const double tip = 99'000.0;
    const double reach = 0.5 * (std::sqrt(2.0 * 1e10 - tip * tip) - tip);
    double shallowest = 1e9;
    for (const WaferPoint& p : outline) {
        if (p.y < 0.0 && std::abs(p.x) < reach) {
            CHECK(-p.y == Approx(tip + std::abs(p.x)));
            shallowest = std::min(shallowest, -p.y);
        } else {
            CHECK(std::hypot(p.x, p.y) == Approx(100'000.0));
        }
    }
    CHECK(shallowest == Approx(tip).margin(10.0));
}

TEST_CASE("the edge of what is usable keeps its distance from the arc, the flats and the notch") {
    Wafer wafer = standard_wafer(6);
    wafer.edge_exclusion_mm = 3.0;
    wafer.flat_exclusion_mm = 1.0;
    const std::vector<WaferPoint> usable = Substrate(wafer).usable_outline_um(7200);
    const auto lowest = std::ranges::min_element(usable, {}, &WaferPoint::y);
    const auto highest = std::ranges::max_element(usable, {}, &WaferPoint::y);
    CHECK(lowest->y == Approx(-68'271.0).margin(1.0));
    CHECK(highest->y == Approx(72'000.0));
    for (const WaferPoint& p : usable)
        CHECK(Substrate(wafer).usable({p.x * 0.999, p.x * 0.999, p.y * 0.999, p.y * 0.999}));

    Wafer notched = standard_wafer(8);
    notched.edge_exclusion_mm = 2.0;
    double shallowest = 1e9;
    for (const WaferPoint& p : Substrate(notched).usable_outline_um(14'400))
        if (p.y < 0.0 && std::abs(p.x) < 100.0) shallowest = std::min(shallowest, -p.y);
    CHECK(shallowest == Approx(97'000.0).margin(50.0));
    CHECK(Substrate(Panel{.width_mm = 10.0, .height_mm = 8.0, .edge_exclusion_mm = 1.0})
              .usable_outline_um()[1]
              .x == 4000.0);
}

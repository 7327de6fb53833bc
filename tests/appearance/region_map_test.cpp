// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/region_map.h"

#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;

namespace {

/// A blurred rectangle's share of the light at p.
double share(PixelPoint p, double x, double y, double width, double height) {
    const double unit = 0.9 * std::numbers::sqrt2;
    const auto axis = [&](double d, double half) {
        return 0.5 * (std::erf((d + half) / unit) - std::erf((d - half) / unit));
    };
    return axis(p.x - x, 0.5 * width) * axis(p.y - y, 0.5 * height);
}

/// 48 x 32 px: two pads and a finger of 14 x 2.2 px between them.
GoldenDie golden() {
    GoldenDie g;
    g.window = window_of({.origin = {},
                          .along_col = {56.0, 0.0},
                          .along_row = {0.0, 40.0},
                          .die_width_px = 48.0,
                          .die_height_px = 32.0});
    for (int y = 0; y < g.window.fine_height(); ++y) {
        for (int x = 0; x < g.window.fine_width(); ++x) {
            const PixelPoint p = g.window.fine_place(x, y);
            const double light =
                0.4 + 0.6 * share(p, 0.0, 0.0, 48.0, 32.0) + 1.0 * share(p, -14.0, 0.0, 12.0, 18.0) +
                1.0 * share(p, 14.0, 4.0, 12.0, 12.0) + 1.0 * share(p, -1.0, -7.0, 14.0, 2.2);
            g.light.push_back(static_cast<float>(light));
        }
    }
    g.spread.assign(g.light.size(), 0.02F);
    g.dies.assign(g.light.size(), 100.0F);
    return g;
}

RegionKind kind_at(const GoldenDie& g, const RegionMap& map, double x, double y) {
    RegionKind kind = RegionKind::ignore;
    double nearest = 1e9;
    for (int v = 0; v < g.window.fine_height(); ++v) {
        for (int u = 0; u < g.window.fine_width(); ++u) {
            const PixelPoint p = g.window.fine_place(u, v);
            const double d = std::hypot(p.x - x, p.y - y);
            if (d >= nearest) continue;
            nearest = d;
            kind = map.kind[g.window.fine_index(u, v)];
        }
    }
    return kind;
}

}  // namespace

TEST_CASE("Pads, finger, body, rim and street are found from the golden die") {
    const GoldenDie g = golden();
    const RegionMap map = find_regions(g, 1.0, {});
    CHECK(kind_at(g, map, -14.0, 0.0) == RegionKind::metal);
    CHECK(kind_at(g, map, 14.0, 4.0) == RegionKind::metal);
    CHECK(kind_at(g, map, 0.0, -7.0) == RegionKind::finger);
    CHECK(kind_at(g, map, 0.0, 6.0) == RegionKind::body);
    CHECK(kind_at(g, map, 0.0, 15.5) == RegionKind::rim);
    CHECK(kind_at(g, map, 0.0, 16.5) == RegionKind::rim);
    REQUIRE(map.parts.size() == 3);
    CHECK(map.parts[0].name == "pad 1");
    CHECK(map.parts[0].area_px2 == Approx(12.0 * 18.0).epsilon(0.1));
    CHECK(map.parts[0].center.x == Approx(-14.0).margin(0.3));
    CHECK(map.parts[1].name == "pad 2");
    CHECK(map.parts[2].finger);
    CHECK(map.body_light == Approx(1.0).margin(0.02));
    CHECK(map.metal_light == Approx(2.0).margin(0.05));
    CHECK(map.blur_px == Approx(0.9).margin(0.08));
}

TEST_CASE("A die without metal has none") {
    GoldenDie g = golden();
    for (std::size_t i = 0; i < g.light.size(); ++i) g.light[i] = std::min(g.light[i], 1.0F);
    const RegionMap map = find_regions(g, 1.0, {});
    CHECK(map.parts.empty());
    CHECK(map.body_light == Approx(1.0).margin(0.02));
}

TEST_CASE("The engineer's rectangle overrides what was found, y up from the die's centre") {
    const GoldenDie g = golden();
    const RegionOverride rect{.name = "logo",
                              .kind = RegionKind::ignore,
                              .left_um = -8.0,
                              .bottom_um = -30.0,
                              .width_um = 16.0,
                              .height_um = 20.0};
    const RegionMap map = find_regions(g, 2.0, {rect});
    CHECK(kind_at(g, map, 0.0, 8.0) == RegionKind::ignore);
    CHECK(kind_at(g, map, 0.0, -8.5) != RegionKind::ignore);
}

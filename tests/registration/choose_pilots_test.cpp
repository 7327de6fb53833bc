// SPDX-License-Identifier: GPL-3.0-or-later
// The choice of pilot tiles on a round wafer.
#include "libinspect/registration/pose.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

struct Plan {
    Wafer wafer = standard_wafer(2);
    DieGrid grid = centered_grid(wafer, 200.0, 200.0, 150.0, 150.0);
    DiePresence presence{grid, wafer};
    CameraInfo camera{.pixel_um = 10.0, .width_px = 400, .height_px = 400};
    RegistrationSetup setup{.grid = grid, .presence = &presence, .camera = camera};
    std::vector<StagePoint> raster;

    Plan() {
        for (double y = 28000.0; y >= -28000.0; y -= 4000.0) {
            for (double x = -28000.0; x <= 28000.0; x += 4000.0) raster.push_back({x, y});
        }
    }
};

TEST_CASE("No tiles, no pilots", "[registration]") {
    const Plan plan;
    CHECK(choose_pilots({}, plan.setup).empty());
    CHECK(choose_pilots(plan.raster, plan.setup, 0).empty());
}

TEST_CASE("Tiles beside the wafer are no pilots", "[registration]") {
    const Plan plan;
    const std::vector<StagePoint> far{{60000.0, 0.0}, {0.0, -90000.0}};
    CHECK(choose_pilots(far, plan.setup).empty());
}

TEST_CASE("Pilots are different tiles in ascending order, no more than asked for", "[registration]") {
    const Plan plan;
    const std::vector<std::size_t> pilots = choose_pilots(plan.raster, plan.setup, 12);
    REQUIRE(pilots.size() == 12);
    CHECK(std::is_sorted(pilots.begin(), pilots.end()));
    CHECK(std::adjacent_find(pilots.begin(), pilots.end()) == pilots.end());
}

TEST_CASE("Few tiles are all pilots, a repeated position only once", "[registration]") {
    const Plan plan;
    const std::vector<StagePoint> few{{0.0, 0.0}, {4000.0, 0.0}, {0.0, 0.0}};
    CHECK(choose_pilots(few, plan.setup) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("Pilots reach the wafer's edge on all sides, each with dies to see", "[registration]") {
    const Plan plan;
    double left = 0.0;
    double right = 0.0;
    double lowest = 0.0;
    double top = 0.0;
    for (const std::size_t i : choose_pilots(plan.raster, plan.setup, 16)) {
        const StagePoint p = plan.raster[i];
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        lowest = std::min(lowest, p.y);
        top = std::max(top, p.y);
        CHECK(std::hypot(p.x, p.y) < plan.wafer.radius_um() + 2000.0);
    }
    // Within the last tile and a half.
    CHECK(left <= -20000.0);
    CHECK(right >= 20000.0);
    CHECK(lowest <= -20000.0);
    CHECK(top >= 20000.0);
}

}  // namespace
}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// What is usable of a wafer and of a panel, and zones on both.
#include "libinspect/geometry/substrate.h"

#include "libinspect/base/error.h"

#include <limits>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

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

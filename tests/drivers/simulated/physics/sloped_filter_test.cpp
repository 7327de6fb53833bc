// SPDX-License-Identifier: GPL-3.0-or-later
// The sloped filter against values of the error function and of the tilt formula that were computed apart.
#include "drivers/simulated/physics/sloped_filter.h"

#include <catch2/catch.hpp>

namespace {

using waferglow::simulated::SlopedFilter;

constexpr SlopedFilter kFilter{.centre_nm = 455.0, .width_nm = 10.0, .low = 0.1, .high = 0.9, .n_eff = 2.0};

}  // namespace

TEST_CASE("the edge of a sloped filter is an error function", "[filter]") {
    CHECK(kFilter.transmission(455.0, 0.0) == Approx(0.5));
    // 1 + erf(1) = 1.842700793, of which half of the step of 0.8.
    CHECK(kFilter.transmission(465.0, 0.0) == Approx(0.1 + 0.4 * 1.842700793).epsilon(1e-9));
    CHECK(kFilter.transmission(300.0, 0.0) == Approx(0.1));
    CHECK(kFilter.transmission(900.0, 0.0) == Approx(0.9));
}

TEST_CASE("a filter seen at an angle is shifted to the blue", "[filter]") {
    // sin 0.2 in an index of 2: sqrt(1 - 0.01) = 0.994987437, so the edge lies at 452.7192839 nm.
    CHECK(kFilter.transmission(452.7192839, 0.2) == Approx(0.5).epsilon(1e-7));
    CHECK(kFilter.transmission(455.0, 0.2) > kFilter.transmission(455.0, 0.0));
    CHECK(kFilter.transmission(455.0, -0.2) == kFilter.transmission(455.0, 0.2));
}

TEST_CASE("a filter that falls is one whose low end transmits more", "[filter]") {
    SlopedFilter falling = kFilter;
    falling.low = 0.9;
    falling.high = 0.1;
    CHECK(falling.transmission(445.0, 0.0) > falling.transmission(465.0, 0.0));
}

TEST_CASE("a filter that can't be is refused by the name of its value", "[filter]") {
    SlopedFilter filter = kFilter;
    filter.check();
    filter.n_eff = 0.9;
    CHECK_THROWS_WITH(filter.check(), Catch::Contains("n_eff = 0.9"));
    filter = kFilter;
    filter.high = 1.2;
    CHECK_THROWS_WITH(filter.check(), Catch::Contains("high = 1.2"));
}

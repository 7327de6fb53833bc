// SPDX-License-Identifier: GPL-3.0-or-later
// What of a line passes a filter, and which tables are none.
#include "libinspect/colour/filter_curve.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow::colour;
using Catch::Contains;

TEST_CASE("of a line on a straight slope the transmission at its peak passes", "[colour]") {
    const FilterCurve slope{{400.0, 500.0}, {0.1, 0.9}};
    for (const double fwhm : {5.0, 18.0}) CHECK(passed_share(slope, 450.0, fwhm) == Approx(0.5));
    CHECK(passed_share(slope, 460.0, 10.0) == Approx(0.58));
}

TEST_CASE("of a line on a step the part beyond it passes", "[colour]") {
    const FilterCurve step{{400.0, 450.0, 450.001, 500.0}, {0.0, 0.0, 1.0, 1.0}};
    CHECK(passed_share(step, 450.0, 18.0) == Approx(0.5).margin(0.01));
    const double sigma = 18.0 / std::sqrt(8.0 * std::log(2.0));
    CHECK(passed_share(step, 450.0 + sigma, 18.0) == Approx(0.8413).margin(0.01));
}

TEST_CASE("a table that is no transmission says what is wrong", "[colour]") {
    CHECK(fault_of({{400.0, 500.0}, {0.1, 0.9}}).empty());
    CHECK_THAT(fault_of({{400.0}, {0.1}}), Contains("fewer than two"));
    CHECK_THAT(fault_of({{400.0, 500.0}, {0.1}}), Contains("2 wavelengths and 1 transmissions"));
    CHECK_THAT(fault_of({{500.0, 400.0}, {0.1, 0.9}}), Contains("must rise"));
    CHECK_THAT(fault_of({{400.0, 500.0}, {10.0, 90.0}}), Contains("from 0 to 1"));
}

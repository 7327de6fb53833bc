// SPDX-License-Identifier: GPL-3.0-or-later
// A curve is monotone and gives back the wavelength that it was asked for.
#include "libinspect/colour/wavelength_curve.h"

#include "libinspect/base/error.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using colour::WavelengthCurve;

TEST_CASE("a curve gives back the wavelength of its ratio, within its ends and beyond", "[colour]") {
    const WavelengthCurve rising(450.0, 460.0, {-1.0, -0.8, -0.5, -0.1, 0.1});
    const WavelengthCurve falling(450.0, 460.0, {0.4, 0.1, -0.1, -0.2, -0.25});
    for (const WavelengthCurve* curve : {&rising, &falling}) {
        for (const double nm : {440.0, 450.0, 451.3, 455.0, 459.9, 460.0, 475.0})
            CHECK(curve->wavelength_nm(curve->ln_ratio(nm)) == Approx(nm).epsilon(1e-12));
    }
}

TEST_CASE("beyond its ends a curve goes straight on and covers nothing", "[colour]") {
    const WavelengthCurve curve(450.0, 460.0, {0.0, 1.0, 4.0});
    CHECK(curve.ln_ratio(465.0) == Approx(7.0));
    CHECK(curve.ln_ratio(445.0) == Approx(-1.0));
    CHECK(curve.covers(450.0));
    CHECK_FALSE(curve.covers(460.1));
}

TEST_CASE("a curve that turns or stands still is none", "[colour]") {
    CHECK_THROWS_AS(WavelengthCurve(450.0, 460.0, {0.0, 1.0, 0.5}), Error);
    CHECK_THROWS_AS(WavelengthCurve(450.0, 460.0, {0.0, 1.0, 1.0}), Error);
    CHECK_THROWS_AS(WavelengthCurve(460.0, 450.0, {0.0, 1.0}), Error);
}

TEST_CASE("a moved curve has the same ratios at moved wavelengths", "[colour]") {
    const WavelengthCurve curve(450.0, 460.0, {0.0, 1.0, 4.0});
    CHECK(curve.moved(2.0).ln_ratio(457.0) == Approx(curve.ln_ratio(455.0)));
    CHECK(curve.moved(2.0).first_nm() == Approx(452.0));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/visibility.h"

using namespace waferglow::module;

TEST_CASE("Semu is contrast over what is just seen of that area", "[module]") {
    // 1.97 + 0.72 % at 1 mm2; worked out by hand at 10 mm2: 10^0.33 = 2.13796, 1.97 / 2.13796 = 0.92144.
    CHECK(semu(0.0269, 1.0) == Approx(1.0));
    CHECK(semu(-0.0269, 1.0) == Approx(1.0));
    CHECK(semu(0.02, 10.0) == Approx(2.0 / 1.64144).epsilon(1e-4));
}

TEST_CASE("a pixel as seen is its angle at 500 mm", "[module]") {
    CHECK(seen_pixel_mm(60.0) == Approx(0.145444).epsilon(1e-4));
}

TEST_CASE("JND rises with contrast, and what is far wider than the eye's channels is seen less", "[module]") {
    CHECK(jnd_of_spot(0.02, 0.2) == Approx(2.0 * jnd_of_spot(0.01, 0.2)));
    CHECK(jnd_of_spot(0.02, 0.2) > jnd_of_spot(0.02, 0.02));
    CHECK(jnd_of_band(0.02, 0.1) > jnd_of_spot(0.02, 0.1));
}

TEST_CASE("JND of a spot of a fifth of a degree is that of a plain sum over an image", "[module]") {
    // By FFT of a 1024 x 1024 image at 60 pixels a degree (numpy), contrast 0.02.
    CHECK(jnd_of_spot(0.02, 0.2) == Approx(0.7119).epsilon(0.01));
    CHECK(jnd_of_band(0.02, 0.1) == Approx(1.0509).epsilon(0.01));
}

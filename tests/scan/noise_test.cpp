// SPDX-License-Identifier: GPL-3.0-or-later
// Relative intensities against the photon-plus-read-noise bound, and the noise that is claimed for them.
#include "tests/scan/healthy_wafer.h"

using namespace waferglow;

namespace {

void check_noise(double die_px, double electrons_per_px) {
    const test::NoiseFigures f = test::noise_figures(test::healthy_wafer(die_px, electrons_per_px));
    INFO("die of " << die_px << " px, " << f.electrons << " electrons: sigma " << f.sigma << ", bound "
                   << f.bound << ", claimed " << f.claimed << ", median " << f.median);
    CHECK(f.median == Approx(1.0).margin(0.005));
    // The robust scatter of 12,100 dies is itself known to 0.8 % only.
    CHECK(f.sigma < 1.3 * 1.008 * f.bound);
    CHECK(f.claimed == Approx(f.sigma).epsilon(0.15));
}

}  // namespace

TEST_CASE("dies of 12 pixels scatter little more than photons do", "[scan]") {
    check_noise(12.0, 40.0);
}

TEST_CASE("dies of 4 pixels with six photons a pixel scatter little more than photons do", "[scan]") {
    check_noise(4.0, 6.0);
}

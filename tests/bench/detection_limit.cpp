// SPDX-License-Identifier: GPL-3.0-or-later
// How dim a die may be: scatter of relative intensities against the photon-plus-read-noise bound over die
// sizes and light levels, the bias, and the light at which a dead die lies 3 sigma below a healthy one.
#include "tests/scan/healthy_wafer.h"

#include <array>

#include <fmt/format.h>

using namespace waferglow;

int main() {
    fmt::print("{:>7} {:>10} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "die px", "e- a die", "median", "sigma",
               "bound", "ratio", "S/N");
    for (const double die_px : {3.0, 4.0, 8.0, 16.0}) {
        for (const double electrons : {20.0, 40.0, 100.0, 300.0, 1000.0}) {
            const test::NoiseFigures f =
                test::noise_figures(test::healthy_wafer(die_px, electrons / (die_px * die_px)));
            if (f.sigma == 0.0) {
                fmt::print("{:7.0f} {:10.0f}  too dim: no light above the noise\n", die_px, f.electrons);
                continue;
            }
            fmt::print("{:7.0f} {:10.0f} {:8.4f} {:8.4f} {:8.4f} {:8.2f} {:8.1f}\n", die_px, f.electrons,
                       f.median, f.sigma, f.bound, f.sigma / f.bound, 1.0 / f.sigma);
        }
    }
    return 0;
}

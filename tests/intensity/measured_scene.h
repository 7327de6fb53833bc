// SPDX-License-Identifier: GPL-3.0-or-later
// A tile of some 300 equal dies with wide streets, and its measurements.
#pragma once

#include "libinspect/intensity/measure.h"
#include "tests/intensity/scene.h"

#include <random>
#include <vector>

namespace waferglow::test {

inline constexpr double kDnPerElectron = 0.5;

inline Scene scene(double light, double background) {
    return {.width = 331,
            .height = 287,
            .lattice = lattice(17.3, 15.9, 9.2, 8.4, 3.137, 2.319),
            .rect = all_dies(19, 20),
            .blur_px = 0.0,
            .background = background,
            .light_of_die = [light](DieIndex) { return light; }};
}

inline WindowPlan plan_of(const Scene& s) {
    return plan_windows(s.lattice, {.margin_x_px = 1.2,
                                    .margin_y_px = 1.1,
                                    .guard_x_px = 1.437,
                                    .guard_y_px = 1.329,
                                    .blur_x_px = s.blur_px,
                                    .blur_y_px = s.blur_px,
                                    .dn_per_electron = kDnPerElectron});
}

inline PixelCorrection plain_correction(const Scene& s) {
    return make_correction(camera(s.width, s.height), nullptr, nullptr);
}

inline Image exposed(const Scene& s, double offset_dn = 0.0) {
    std::mt19937_64 random(11);
    return expose(render(s), s.width,
                  {.dn_per_electron = kDnPerElectron, .read_noise_e = 4.0, .offset_dn = offset_dn}, random);
}

inline TileMeasurements measured(const Scene& s, const Image& tile, const WindowPlan& plan,
                                 const DiePresence* presence = nullptr) {
    TileMeasurements out;
    measure_tile(tile.view(), plain_correction(s), s.lattice, s.rect, plan, out, presence);
    return out;
}

inline double value(const std::vector<float>& values, std::size_t k) {
    return static_cast<double>(values[k]);
}

}  // namespace waferglow::test

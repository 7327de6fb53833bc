// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/intensity/reference.h"

#include "libinspect/intensity/measure.h"
#include "tests/each_target.h"
#include "tests/intensity/scene.h"

#include <random>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

Image noise_image(int width, int height, int least, int most, unsigned seed) {
    std::mt19937 random(seed);
    Image image(width, height);
    for (auto& p : image.pixels()) {
        p = static_cast<std::uint16_t>(least +
                                       static_cast<int>(random() % static_cast<unsigned>(most - least + 1)));
    }
    return image;
}

struct Geometry {
    double pitch_x, pitch_y, die_w, die_h, x0, y0, tilt;
    int width, height;
};

/// Every die whose window lies in the image must have the brute-force sum under it, all others none.
void check(const Geometry& g, int most_dn, const WindowChoice& choice) {
    const TileLattice l = test::lattice(g.pitch_x, g.pitch_y, g.die_w, g.die_h, g.x0, g.y0, g.tilt);
    const DieRect rect{-2, static_cast<int>(g.height / g.pitch_y) + 2, -2,
                       static_cast<int>(g.width / g.pitch_x) + 2};
    const auto saturation = static_cast<std::uint16_t>(most_dn - most_dn / 50);
    const CameraInfo camera = test::camera(g.width, g.height, saturation);
    const Image dark = noise_image(g.width, g.height, 90, 110, 1);
    const Image flat = noise_image(g.width, g.height, most_dn / 2, most_dn / 2 + most_dn / 5, 2);
    const Image tile = noise_image(g.width, g.height, 60, most_dn, 3);
    const PixelCorrection correction = make_correction(camera, &dark, &flat);
    const WindowPlan plan = plan_windows(l, choice);
    TileMeasurements out;
    measure_tile(tile.view(), correction, l, rect, plan, out);
    const double area = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    int inside = 0;
    for (int row = rect.row_begin; row < rect.row_end; ++row) {
        for (int col = rect.col_begin; col < rect.col_end; ++col) {
            const std::size_t k = out.index({row, col});
            const auto truth = test::reference_die(tile.view(), correction, l, plan, {row, col});
            CAPTURE(row, col, l.center({row, col}).x, l.center({row, col}).y);
            REQUIRE((out.valid[k] != 0) == truth.inside);
            if (!truth.inside) {
                CHECK(std::isnan(out.sum[k]));
                continue;
            }
            ++inside;
            const PixelPoint c = l.center({row, col});
            const double share =
                test::reference_share(c.x, plan.x.window_half_px, g.die_w, choice.blur_x_px) *
                test::reference_share(c.y, plan.y.window_half_px, g.die_h, choice.blur_y_px);
            const double under =
                static_cast<double>(out.sum[k]) * share + area * static_cast<double>(out.background[k]);
            CHECK(under == Approx(truth.window).epsilon(3e-4));
            CHECK(out.saturated_px[k] == truth.saturated);
        }
    }
    CHECK(inside > 0);
}

}  // namespace

TEST_CASE("sums under windows agree with brute force over many geometries", "[intensity]") {
    const WindowChoice sharp{.margin_x_px = 0.7, .margin_y_px = 0.6, .guard_x_px = 1.0, .guard_y_px = 1.0};
    const int most_dn = GENERATE(4095, 65535);
    test::on_each_target([&] {
        for (const Geometry& g : {
                 Geometry{5.0, 5.0, 3.0, 3.0, 4.3, 3.81, 0.0, 97, 61},
                 Geometry{7.03, 6.02, 4.0, 4.0, 3.3, 5.1, 0.001, 311, 120},
                 Geometry{12.4, 9.7, 8.2, 5.1, -3.0, -2.0, -0.004, 257, 131},
                 Geometry{16.0, 16.0, 10.0, 10.0, 8.0, 8.5, 0.001, 640, 96},
                 Geometry{16.37, 15.81, 11.0, 9.0, 8.0, 8.5, 0.02, 333, 211},
                 Geometry{33.3, 31.2, 20.0, 24.0, 10.0, 30.0, -0.02, 500, 300},
                 Geometry{250.0, 231.7, 200.0, 190.5, 120.1, 115.2, 0.003, 801, 500},
                 Geometry{20.0, 20.0, 12.0, 12.0, 10.0, 10.0, 0.0, 31, 45},     // narrower than a vector
                 Geometry{300.0, 300.0, 60.0, 60.0, 50.0, 40.0, 0.0, 101, 90},  // one die
             }) {
            CAPTURE(g.pitch_x, g.pitch_y, g.tilt, most_dn);
            check(g, most_dn, sharp);
        }
    });
}

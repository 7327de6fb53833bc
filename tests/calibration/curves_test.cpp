// SPDX-License-Identifier: GPL-3.0-or-later
// Focus, light power and spectral response against curves whose truth is known.
#include "calibration/focus_surface.h"
#include "calibration/power_curve.h"
#include "calibration/sharpness.h"
#include "calibration/spectral_response.h"
#include "libinspect/base/error.h"

#include <cmath>
#include <random>

using namespace waferglow;
using namespace waferglow::calibration;

TEST_CASE("focus: the peak of 1 / sharpness^2 is found between the heights", "[calibration]") {
    std::vector<HeightSharpness> heights;
    for (int i = -6; i <= 6; ++i) {
        const double z = 10.0 * i;
        heights.push_back({z, 1.0 / std::sqrt(0.8 + std::pow(0.03 * (z - 13.7), 2))});
    }
    const FocusPeak peak = find_focus(heights);
    CHECK(peak.z_um == Approx(13.7).margin(1e-6));
    CHECK(peak.inside);
    CHECK(peak.contrast > 1.5);
}

TEST_CASE("focus: a peak beyond the heights is told", "[calibration]") {
    std::vector<HeightSharpness> heights;
    for (int i = 0; i < 9; ++i)
        heights.push_back({10.0 * i, 1.0 / (1.0 + std::pow(0.03 * (10.0 * i + 20.0), 2))});
    CHECK_FALSE(find_focus(heights).inside);
}

TEST_CASE("focus: plane and bow come back with their residual", "[calibration]") {
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0.0, 0.2);
    std::vector<FocusPoint> points;
    for (int ix = -2; ix <= 2; ++ix)
        for (int iy = -2; iy <= 2; ++iy) {
            const StagePoint p{18000.0 * ix, 18000.0 * iy};
            points.push_back({p, 4.0 + 80e-6 * p.x - 50e-6 * p.y +
                                     6.0 * (p.x * p.x + p.y * p.y) / (50000.0 * 50000.0) + noise(random)});
        }
    const FocusSurface surface = fit_focus(points, 50000.0);
    CHECK(surface.z0_um == Approx(4.0).margin(0.3));
    CHECK(surface.tilt_x_rad == Approx(80e-6).margin(5e-6));
    CHECK(surface.tilt_y_rad == Approx(-50e-6).margin(5e-6));
    CHECK(surface.bow_um == Approx(6.0).margin(0.6));
    CHECK(surface.rms_um == Approx(0.2).epsilon(0.5));
}

TEST_CASE("focus: points on a circle don't tell a bow", "[calibration]") {
    std::vector<FocusPoint> points;
    for (int i = 0; i < 8; ++i) points.push_back({{1e4 * std::cos(i), 1e4 * std::sin(i)}, 1.0});
    CHECK_THROWS_AS(fit_focus(points, 50000.0), Error);
}

TEST_CASE("power: a bent curve is fitted and turned around", "[calibration]") {
    std::vector<PowerPoint> points;
    for (int i = 1; i <= 10; ++i) {
        const double set = 10.0 * i;
        points.push_back({set, set * (1.0 + 0.03 * (1.0 - set / 100.0))});
    }
    const PowerCurve curve = fit_power(points);
    CHECK(curve.coefficients[1] == Approx(1.03));
    CHECK(curve.rms_share == Approx(0.0).margin(1e-12));
    CHECK(curve.deviation_share == Approx(0.03 / 4.0).epsilon(0.05));
    CHECK(curve.power_mw(curve.set_for_mw(42.0)) == Approx(42.0));
}

TEST_CASE("power: a light that stays dark is refused", "[calibration]") {
    std::vector<PowerPoint> points;
    for (int i = 1; i <= 10; ++i) points.push_back({10.0 * i, 0.0});
    CHECK_THROWS_AS(fit_power(points), Error);
}

TEST_CASE("black body: Planck's law in photons", "[calibration]") {
    // Wien's law for photons a nm: the maximum lies at c2 / (3.92069 T).
    const LampSpectrum lamp = black_body(2856.0);
    const double best_nm = 1.438776877e7 / (3.92069 * 2856.0);
    CHECK(lamp(best_nm) > lamp(best_nm - 5.0));
    CHECK(lamp(best_nm) > lamp(best_nm + 5.0));
}

TEST_CASE("response: comes back within 1 % where it is above a tenth", "[calibration]") {
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0.0, 1.0);
    const auto truth = [](double nm) {
        return 0.15 + 0.85 * std::exp(-0.5 * std::pow((nm - 560.0) / 210.0, 2));
    };
    const LampSpectrum lamp = black_body(2856.0);
    std::vector<double> nm;
    std::vector<double> counts;
    for (int p = 0; p < 1000; ++p) {
        nm.push_back(380.0 + 0.45 * p);
        const double light = 400000.0 * truth(nm.back()) * lamp(nm.back());
        counts.push_back(light + std::sqrt(light) * noise(random));
    }
    const SpectralResponse response = measure_response(nm, counts, lamp);
    for (std::size_t i = 0; i < nm.size(); i += 50)
        CHECK(response.response[i] == Approx(truth(nm[i])).epsilon(0.01).margin(0.002));
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Colours against the CIE 1931 tables: points of the spectral locus as published in CIE 15.
#include "libinspect/spectrum/dominant_wavelength.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

using namespace waferglow;

TEST_CASE("the spectral locus lies where CIE 15 has it", "[spectrum]") {
    struct Point {
        double nm, x, y;
    };
    // CIE 1931 2 degree observer, chromaticity of monochromatic light.
    for (const Point& p :
         {Point{460, 0.1440, 0.0297}, Point{480, 0.0913, 0.1327}, Point{520, 0.0743, 0.8338},
          Point{550, 0.3016, 0.6923}, Point{580, 0.5125, 0.4866}, Point{620, 0.6915, 0.3083}}) {
        const SpectralColor color = monochromatic_color(p.nm);
        INFO(p.nm << " nm");
        CHECK(color.x == Approx(p.x).margin(1e-4));
        CHECK(color.y == Approx(p.y).margin(1e-4));
    }
}

TEST_CASE("a narrow line's dominant wavelength is its own", "[spectrum]") {
    std::vector<double> axis;
    for (double nm = 380.0; nm <= 780.0; nm += 0.25) axis.push_back(nm);
    const ColorAnalyser analyser(axis);
    for (const double line_nm : {450.0, 465.0, 520.0, 560.0, 600.0, 630.0}) {
        std::vector<float> counts;
        for (const double nm : axis) {
            counts.push_back(
                static_cast<float>(50.0 + 1000.0 * std::exp(-0.5 * (nm - line_nm) * (nm - line_nm))));
        }
        const SpectralColor color = analyser.analyse(counts, 50.0);
        INFO(line_nm << " nm");
        CHECK(color.dominant_nm == Approx(line_nm).margin(0.1));
        CHECK(color.purity == Approx(1.0).margin(0.005));
    }
}

namespace {

constexpr double kAxisFrom_nm = 360.0;
constexpr double kAxisTo_nm = 800.0;

std::vector<double> wide_axis(double step_nm) {
    std::vector<double> axis;
    for (double nm = kAxisFrom_nm; nm <= kAxisTo_nm; nm += step_nm) axis.push_back(nm);
    return axis;
}

std::vector<float> gaussian(const std::vector<double>& axis, double peak_nm, double fwhm_nm) {
    std::vector<float> counts;
    for (const double nm : axis) {
        const double t = (nm - peak_nm) / fwhm_nm;
        counts.push_back(static_cast<float>(3000.0 * std::exp(-4.0 * std::log(2.0) * t * t)));
    }
    return counts;
}

}  // namespace

// Computed apart from this code, with numpy: the table of 5 nm steps of colord 1.4.6 under a natural cubic
// spline, pixels of 0.1 nm, white E.
TEST_CASE("lines of 14, 20 and 30 nm have the dominant wavelength of the CIE table", "[spectrum]") {
    struct Reference {
        double peak_nm;
        std::array<double, 3> dominant_nm;
    };
    constexpr std::array<double, 3> kFwhm_nm{14.0, 20.0, 30.0};
    const std::vector<Reference> references{
        {405, {409.89, 415.68, 423.36}}, {420, {424.06, 427.06, 432.10}}, {435, {436.69, 438.38, 441.94}},
        {450, {450.78, 451.58, 453.51}}, {465, {465.50, 465.90, 466.82}}, {480, {479.78, 479.69, 479.80}},
        {495, {494.74, 494.49, 493.92}}, {510, {510.09, 510.02, 509.53}}, {525, {525.24, 525.45, 525.95}},
        {540, {540.36, 540.75, 541.76}}, {555, {555.35, 555.71, 556.51}}, {570, {570.14, 570.27, 570.52}},
        {585, {584.77, 584.53, 583.93}}, {600, {599.23, 598.45, 596.74}}, {615, {613.58, 612.22, 609.32}},
        {630, {628.15, 626.27, 622.13}}, {645, {642.53, 640.25, 635.30}}, {660, {656.84, 654.00, 647.76}},
        {675, {672.17, 668.93, 660.79}}, {690, {685.62, 682.77, 676.23}}};
    const double step_nm = GENERATE(0.25, 0.4, 1.0);
    const std::vector<double> axis = wide_axis(step_nm);
    const ColorAnalyser analyser(axis);
    for (const Reference& reference : references) {
        for (std::size_t i = 0; i < kFwhm_nm.size(); ++i) {
            INFO(reference.peak_nm << " nm, FWHM " << kFwhm_nm[i] << " nm, pixels of " << step_nm << " nm");
            const SpectralColor color = analyser.analyse(gaussian(axis, reference.peak_nm, kFwhm_nm[i]), 0.0);
            CHECK(color.dominant_nm == Approx(reference.dominant_nm[i]).margin(0.1));
            CHECK(color.purity <= 1.0);
        }
    }
}

TEST_CASE("the dominant wavelength rises with the peak, and the purity is 1 at most", "[spectrum]") {
    const double fwhm_nm = GENERATE(14.0, 18.0, 22.0, 30.0);
    const std::vector<double> axis = wide_axis(0.5);
    const ColorAnalyser analyser(axis);
    double before_nm = 0.0;
    for (double peak_nm = 405.0; peak_nm <= 690.0; peak_nm += 0.5) {
        INFO(peak_nm << " nm, FWHM " << fwhm_nm << " nm");
        const SpectralColor color = analyser.analyse(gaussian(axis, peak_nm, fwhm_nm), 0.0);
        REQUIRE(color.dominant_nm > before_nm);
        REQUIRE(color.purity <= 1.0);
        REQUIRE(color.purity > 0.6);
        before_nm = color.dominant_nm;
    }
}

TEST_CASE("noise neither takes a red line's dominant wavelength nor its purity beyond 1", "[spectrum]") {
    const std::vector<double> axis = wide_axis(0.4);
    const ColorAnalyser analyser(axis);
    std::mt19937 random(3);
    double squares = 0.0;
    constexpr int kSpectra = 300;
    for (int i = 0; i < kSpectra; ++i) {
        std::vector<float> counts = gaussian(axis, 640.0, 16.0);
        for (float& count : counts)
            count = static_cast<float>(std::poisson_distribution<int>(0.1F * count + 20.0F)(random));
        const SpectralColor color = analyser.analyse(counts, 20.0);
        REQUIRE_FALSE(std::isnan(color.dominant_nm));
        squares += (color.dominant_nm - 637.18) * (color.dominant_nm - 637.18);
        REQUIRE(color.purity <= 1.0);
    }
    CHECK(std::sqrt(squares / kSpectra) < 4.0);
}

TEST_CASE("white and purple have no dominant wavelength, darkness no colour", "[spectrum]") {
    std::vector<double> axis;
    for (double nm = 380.0; nm <= 780.0; nm += 1.0) axis.push_back(nm);
    const ColorAnalyser analyser(axis);
    std::vector<float> purple(axis.size(), 0.0F);
    purple[440 - 380] = 1.0F;
    purple[660 - 380] = 5.0F;
    CHECK(std::isnan(analyser.analyse(purple, 0.0).dominant_nm));
    CHECK(analyser.analyse(purple, 0.0).x > 0.2);
    CHECK(std::isnan(analyser.analyse(std::vector<float>(axis.size(), 0.0F), 0.0).x));
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Colours against the CIE 1931 tables: points of the spectral locus as published in CIE 15.
#include "libinspect/spectrum/dominant_wavelength.h"

#include <cmath>
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
        CHECK(color.x == Approx(p.x).margin(0.02));
        CHECK(color.y == Approx(p.y).margin(0.02));
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
        CHECK(color.dominant_nm == Approx(line_nm).margin(0.3));
        CHECK(color.purity == Approx(1.0).margin(0.02));
    }
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

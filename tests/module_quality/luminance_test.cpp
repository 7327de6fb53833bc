// SPDX-License-Identifier: GPL-3.0-or-later
// Uniformity, white, contrast, gray response and demura.
#include "libinspect/module_quality/module_quality.h"
#include "tests/module_quality/lit_module.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::module;
using namespace waferglow::test;

namespace {

LitModule coloured() {
    LitModule lit({.rows = 100, .cols = 160, .colours = {"r", "g", "b"}, .seed = 3});
    const std::vector<Chromaticity> colours{{0.695, 0.304}, {0.17, 0.74}, {0.14, 0.04}};
    const std::vector<double> luminances{258.1, 700.0, 80.0};
    for (std::size_t s = 0; s < 3; ++s) {
        lit.module.sub_pixels[s].chromaticity = colours[s];
        lit.module.sub_pixels[s].cd_m2 = luminances[s];
    }
    lit.patterns.push_back({.name = "white", .lights = {0, 1, 2}, .gray = 255, .exposure_ms = 3.0});
    return lit;
}

}  // namespace

TEST_CASE("white is the sum of the colours", "[module]") {
    LitModule lit = coloured();
    const ModuleQuality quality = judge(lit.light(), {});
    // X = sum L x / y, and so on, by hand: L = 258.1, 700, 80.
    const double x = 258.1 * 0.695 / 0.304 + 700.0 * 0.17 / 0.74 + 80.0 * 0.14 / 0.04;
    const double z = 258.1 * 0.001 / 0.304 + 700.0 * 0.09 / 0.74 + 80.0 * 0.82 / 0.04;
    const double y = 1038.1;
    REQUIRE(quality.white.has_value());
    CHECK(quality.white->cd_m2 == Approx(y).epsilon(1e-3));
    CHECK(quality.white->chromaticity.x == Approx(x / (x + y + z)).margin(5e-4));
    CHECK(quality.white->chromaticity.y == Approx(y / (x + y + z)).margin(5e-4));
    CHECK(quality.absolute);
    CHECK_FALSE(quality.contrast_ratio.has_value());  // black is within its noise
}

TEST_CASE("light in black tells the contrast", "[module]") {
    LitModule lit = coloured();
    for (auto& colour : lit.in_black) std::ranges::fill(colour, 0.002);
    const ModuleQuality quality = judge(lit.light(), {});
    REQUIRE(quality.contrast_ratio.has_value());
    CHECK(*quality.contrast_ratio == Approx(501.0).epsilon(0.02));
}

TEST_CASE("9 points and the colour's drift over the module", "[module]") {
    LitModule lit = coloured();
    // Red falls to 0.8 over the columns, at the points 0.98, 0.9 and 0.82.
    for (std::size_t i = 0; i < lit.cells(); ++i)
        lit.own[0][i] *= 1.0 - 0.2 * (static_cast<double>(i % 160) + 0.5) / 160.0;
    const ModuleQuality quality = judge(lit.light(), {});
    REQUIRE(quality.uniformity.size() == 4);
    const Uniformity& red = quality.uniformity[0];
    CHECK(red.min_over_max == Approx(0.82 / 0.98).margin(0.012));
    CHECK_FALSE(red.delta_uv.has_value());
    CHECK(red.spread == Approx(std::hypot(0.04, 0.2 / std::sqrt(12.0) / 0.9)).epsilon(0.05));
    REQUIRE(quality.uniformity[3].delta_uv.has_value());
    CHECK(*quality.uniformity[3].delta_uv > 0.005);
    CHECK(*quality.uniformity[3].delta_uv < 0.03);
}

TEST_CASE("a point that is hardly measured leaves no uniformity", "[module]") {
    LitModule lit(LitSettings{});
    ModuleLight light = lit.light();
    for (std::int32_t r = 0; r < 40; ++r) {
        for (std::int32_t c = 0; c < 50; ++c) {
            light.plane(0, 0).state[lit.at(r, c)] = LightState::none;
            light.plane(0, 0).light[lit.at(r, c)] = std::nanf("");
        }
    }
    const ModuleQuality quality = judge(light, {});
    CHECK_FALSE(quality.uniformity[0].min_over_max.has_value());
    CHECK_FALSE(quality.passes);
}

TEST_CASE("gamma of every sub-pixel", "[module]") {
    LitModule lit(LitSettings{});
    std::normal_distribution<double> normal;
    for (double& gamma : lit.gamma[0]) gamma = 2.2 + 0.03 * normal(lit.random);
    for (const int gray : {192, 128, 64})
        lit.patterns.push_back({.name = "w" + std::to_string(gray),
                                .lights = {0},
                                .gray = gray,
                                .exposure_ms = 4.0 * std::pow(255.0 / gray, 2.0)});
    const ModuleQuality quality = judge(lit.light(), {});
    REQUIRE(quality.gray.size() == 1);
    const GrayResponse& gray = quality.gray[0];
    CHECK(gray.patterns.size() == 4);
    CHECK(gray.median_gamma == Approx(2.2).margin(0.002));
    CHECK(gray.gamma_spread == Approx(0.03).epsilon(0.05));
    double squares = 0.0;
    for (std::size_t i = 0; i < lit.cells(); ++i)
        squares += std::pow(static_cast<double>(gray.gamma[i]) - lit.gamma[0][i], 2.0);
    CHECK(std::sqrt(squares / static_cast<double>(lit.cells())) < 0.006);
}

TEST_CASE("the demura table evens the true light", "[module]") {
    LitModule lit(LitSettings{});
    lit.add_spot(60, 100, 12, -0.03);
    const auto dead = lit.scatter(50, 0.0);
    const ModuleQuality quality = judge(lit.light(), {});
    REQUIRE(quality.demura.size() == 1);
    const DemuraTable& table = quality.demura[0];
    double sum = 0.0;
    double squares = 0.0;
    double count = 0.0;
    for (std::size_t i = 0; i < lit.cells(); ++i) {
        if (quality.bins[0][i] != ModuleBin::good) {
            CHECK(table.gain[i] == 1.0F);
            continue;
        }
        const double light = lit.own[0][i] * lit.field[i] * static_cast<double>(table.gain[i]);
        sum += light;
        squares += light * light;
        count += 1.0;
    }
    const double left = std::sqrt(squares / count - sum / count * (sum / count)) / (sum / count);
    CHECK(left < 0.0055);
    CHECK(table.spread_before == Approx(0.041).margin(0.003));
    CHECK(table.spread_after == Approx(left).margin(0.001));
    CHECK(table.left_alone >= 50);
    CHECK(table.clipped == 0);
    // 20th percentile of the healthy: 0.84 sigma under the median.
    CHECK(table.target / (5000.0 * std::exp(-0.84 * 0.04)) == Approx(1.0).margin(0.01));
}

TEST_CASE("gains are clipped, and each gray has its table", "[module]") {
    LitModule lit(LitSettings{});
    lit.patterns.push_back({.name = "w64", .lights = {0}, .gray = 64, .exposure_ms = 60.0});
    QualitySettings settings;
    settings.demura_gain_max = 1.0;
    const ModuleQuality quality = judge(lit.light(), settings);
    REQUIRE(quality.demura.size() == 2);
    CHECK(quality.demura[1].pattern == 2);
    CHECK(static_cast<double>(quality.demura[0].clipped) == Approx(0.2 * 57600).epsilon(0.02));
}

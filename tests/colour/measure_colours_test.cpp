// SPDX-License-Identifier: GPL-3.0-or-later
// Wavelengths by ratios against wavelengths that the ratios were made of.
#include "libinspect/base/parallel.h"
#include "tests/colour/painted_colours.h"

#include <cstring>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;
using test::figures_of;
using test::paint_colours;
using test::PaintedColours;
using test::PaintedFigures;
using test::PaintedSettings;

namespace {

bool same_bytes(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// The data sheet of the filter that the ratios were painted by, for lines without width.
colour::FilterCurve painted_sheet() {
    colour::FilterCurve sheet;
    for (double nm = 440.0; nm <= 470.0; nm += 0.5) {
        sheet.wavelength_nm.push_back(nm);
        sheet.transmission.push_back(std::exp(test::painted_curve(nm)));
    }
    return sheet;
}

}  // namespace

TEST_CASE("wavelengths err by less than the dies scatter, and sigma holds", "[colour]") {
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        const PaintedColours wafer = paint_colours({.seed = seed});
        const colour::ColourResult told = wafer.measure();
        REQUIRE(told.summary.fault.empty());
        const PaintedFigures f = figures_of(wafer, told);
        CAPTURE(seed, f.rms_nm, f.correlation, f.coverage_95);
        CHECK(f.rms_nm < 0.20);
        CHECK(f.correlation > 0.75);
        CHECK(f.coverage_95 > 0.93);
        CHECK(f.coverage_95 < 0.97);
    }
}

TEST_CASE("sigma holds where noise is as large as the scatter and larger", "[colour]") {
    for (const double noise : {0.012, 0.02}) {
        const PaintedColours wafer = paint_colours({.seed = 5, .noise = noise});
        const PaintedFigures f = figures_of(wafer, wafer.measure());
        CAPTURE(noise, f.rms_nm, f.correlation, f.coverage_95);
        CHECK(f.rms_nm < (noise < 0.015 ? 0.26 : 0.36));  // a die's own ratio has half of the weight
        CHECK(f.correlation > 0.25);
        CHECK(f.coverage_95 > 0.93);
        CHECK(f.coverage_95 < 0.97);
    }
}

TEST_CASE("dies of a wrong colour are found and others are not", "[colour]") {
    for (const double noise : {0.006, 0.02}) {
        const PaintedColours wafer = paint_colours({.seed = 7, .noise = noise, .odd = 0.01});
        const PaintedFigures f = figures_of(wafer, wafer.measure());
        CAPTURE(noise);
        CHECK(f.odd_found >= (noise < 0.01 ? 0.97 : 0.95));
        CHECK(f.false_share <= 0.0005);
    }
}

TEST_CASE("what exposures have to themselves is taken off", "[colour]") {
    const auto rms = [](double spread) {
        const PaintedColours wafer = paint_colours({.seed = 11, .exposure_spread = spread});
        return figures_of(wafer, wafer.measure()).rms_nm;
    };
    CHECK(rms(0.05) < 1.15 * rms(0.0));
}

TEST_CASE("what the place in the field does is taken off", "[colour]") {
    const auto rms = [](double shift) {
        const PaintedColours wafer = paint_colours({.seed = 13, .shift_nm = shift});
        return figures_of(wafer, wafer.measure()).rms_nm;
    };
    CHECK(rms(3.0) < 1.2 * rms(0.0));
}

TEST_CASE("the curve is that which the ratios were made by", "[colour]") {
    const colour::ColourSummary s = paint_colours({.seed = 17}).measure().summary;
    REQUIRE(s.curve_nm.size() == s.curve_ratio.size());
    const auto ln_at = [&](std::size_t i) { return std::log(s.curve_ratio[i]); };
    for (std::size_t i = 1; i < s.curve_nm.size(); ++i) {
        CAPTURE(s.curve_nm[i]);
        CHECK(s.curve_ratio[i] > s.curve_ratio[i - 1]);
        if (i < 4 || i + 4 > s.curve_nm.size()) continue;  // widened beyond the spectra
        const double expected = test::painted_curve(s.curve_nm[i]) - test::painted_curve(s.curve_nm[i - 1]);
        CHECK(ln_at(i) - ln_at(i - 1) == Approx(expected).epsilon(0.2));
    }
    CHECK(s.leave_one_out_nm >= s.residual_nm);
    CHECK(s.leave_one_out_nm < 0.30);
}

TEST_CASE("a die's own ratio moves its number", "[colour]") {
    PaintedColours wafer = paint_colours({.seed = 19});
    const std::size_t cell = static_cast<std::size_t>(60 * wafer.grid.cols + 47);
    wafer.peak[cell] = kNoData;
    const float before = wafer.measure().wavelength_nm[cell];
    wafer.filtered[cell] *= 1.02F;  // 0.4 nm on a slope of 5 % a nm
    const float after = wafer.measure().wavelength_nm[cell];
    CHECK(after - before > 0.15F);
    CHECK(after - before < 0.45F);
}

TEST_CASE("a die beyond the curve's range gets no number and is judged", "[colour]") {
    PaintedColours wafer = paint_colours({.seed = 23, .odd = 0.0});
    const std::size_t cell = static_cast<std::size_t>(30 * wafer.grid.cols + 31);
    wafer.peak[cell] = kNoData;
    wafer.filtered[cell] *= static_cast<float>(std::exp(0.5));  // some 10 nm
    const colour::ColourResult told = wafer.measure();
    CHECK(std::isnan(told.wavelength_nm[cell]));
    CHECK(told.score[cell] > 1.0F);
    CHECK(told.summary.beyond_range >= 1);
}

TEST_CASE("a die that is too dark for its own ratio gets no number", "[colour]") {
    PaintedColours wafer = paint_colours({.seed = 29});
    const std::size_t cell = static_cast<std::size_t>(50 * wafer.grid.cols + 52);
    wafer.light[cell] = 3.0F * wafer.light_noise[cell];
    CHECK(std::isnan(wafer.measure().wavelength_nm[cell]));
    CHECK(std::isnan(wafer.measure().score[cell]));
}

TEST_CASE("without spectra the data sheet tells differences, and that they are relative", "[colour]") {
    const PaintedColours wafer = paint_colours({.seed = 31, .spectra = 0.0});
    const colour::ColourResult told = wafer.measure({.filter = painted_sheet(), .tolerance_nm = {}});
    REQUIRE(told.summary.fault.empty());
    CHECK(told.summary.relative);
    CHECK(std::isnan(told.summary.leave_one_out_nm));
    CHECK(told.summary.fwhm_effect_nm > 0.0);
    const PaintedFigures f = figures_of(wafer, told);
    CHECK(f.of_neighbours > 0.75);
    CHECK(f.odd_found >= 0.97);
    CHECK(f.false_share <= 0.0005);
}

TEST_CASE("with neither spectra nor a data sheet it is said what is missing", "[colour]") {
    const colour::ColourResult told = paint_colours({.seed = 37, .spectra = 0.0}).measure();
    CHECK_THAT(told.summary.fault, Contains("0 dies have a spectrum") && Contains("[colour] filter"));
    CHECK(std::isnan(told.wavelength_nm.front()));
}

TEST_CASE("ratios that don't follow the wavelengths give no numbers", "[colour]") {
    PaintedColours wafer = paint_colours({.seed = 41});
    std::mt19937 engine(1);
    for (float& peak : wafer.peak) {
        if (std::isfinite(peak))
            peak = 455.0F + static_cast<float>(std::normal_distribution<double>()(engine));
    }
    CHECK_THAT(wafer.measure().summary.fault, Contains("does not follow"));
}

TEST_CASE("one thread and many give the same bytes", "[colour]") {
    const PaintedColours wafer = paint_colours({.seed = 43});
    const auto with = [&](int threads) {
        const ThreadLimit limit(threads);
        return wafer.measure();
    };
    const colour::ColourResult one = with(1);
    const colour::ColourResult many = with(16);
    CHECK(same_bytes(one.wavelength_nm, many.wavelength_nm));
    CHECK(same_bytes(one.sigma_nm, many.sigma_nm));
    CHECK(same_bytes(one.score, many.score));
}

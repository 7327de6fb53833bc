// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra that are no lamp, or another lamp than the list's, must not become a wavelength axis.
#include "calibration/shuffled_peaks.h"
#include "calibration/wavelength_axis.h"
#include "libinspect/base/error.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <vector>

using namespace waferglow;
using namespace waferglow::calibration;

namespace {

constexpr std::size_t kPixels = 1024;

enum class Kind { uniform, clustered, equally_spaced, led };

std::vector<double> places(Kind kind, int peaks, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> anywhere(0.0, kPixels);
    std::vector<double> at;
    double cluster = 0.0;
    for (int i = 0; i < peaks; ++i) {
        if (i % 5 == 0) cluster = anywhere(random);
        if (kind == Kind::uniform) at.push_back(anywhere(random));
        if (kind == Kind::clustered) at.push_back(cluster + 15.0 * normal(random));
        if (kind == Kind::equally_spaced) at.push_back((i + 0.5) * kPixels / peaks + 0.3 * normal(random));
        if (kind == Kind::led) at.push_back(0.5 * kPixels + 0.2 * kPixels * normal(random));
    }
    return at;
}

double bell(double distance, double fwhm) {
    return std::exp(-4.0 * std::log(2.0) * distance * distance / (fwhm * fwhm));
}

std::vector<double> draw(const std::vector<double>& at, double fwhm_px, bool led, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> log_height(std::log(300.0), std::log(30000.0));
    std::vector<double> counts(kPixels, 100.0);
    for (const double place : at) {
        const double height = std::exp(log_height(random));
        for (std::size_t p = 0; p < kPixels; ++p)
            counts[p] += height * bell(static_cast<double>(p) - place, fwhm_px);
    }
    for (std::size_t p = 0; p < kPixels; ++p) {
        if (led) counts[p] += 8000.0 * bell(static_cast<double>(p) - 0.5 * kPixels, 60.0);
        counts[p] += std::sqrt(counts[p]) * normal(random);
    }
    return counts;
}

std::vector<double> linear(double first_nm, double last_nm) {
    std::vector<double> nm;
    for (std::size_t p = 0; p < kPixels; ++p)
        nm.push_back(first_nm + (last_nm - first_nm) * static_cast<double>(p) / (kPixels - 1.0));
    return nm;
}

/// The true axis of the lamps: 350 to 850 nm, a little bent.
double truth_nm(double pixel) {
    const double u = pixel / (kPixels - 1.0);
    return 350.0 + 500.0 * (u + 0.01 * u * (1.0 - u));
}

std::vector<double> lamp(const std::vector<LampLine>& lines, double fwhm_nm, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    std::vector<double> counts;
    for (std::size_t p = 0; p < kPixels; ++p) {
        double sum = 500.0 + 5.0 * normal(random);
        for (const LampLine& line : lines)
            sum += 40.0 * line.strength * bell(truth_nm(static_cast<double>(p)) - line.nm, fwhm_nm);
        counts.push_back(sum);
    }
    return counts;
}

std::optional<WavelengthAxis> fit(const std::vector<double>& counts, const std::vector<double>& coarse_nm,
                                  const LineList& list) {
    try {
        return fit_wavelengths(counts, coarse_nm, list);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Xenon in air, about as a lamp shows it: NIST Atomic Spectra Database.
const LineList& xenon() {
    static const LineList kLines{
        "xenon",
        {{450.098, 90}, {452.468, 60},  {462.428, 180},  {467.123, 250},  {469.804, 25},  {473.415, 90},
         {480.702, 80}, {482.971, 60},  {484.329, 45},   {491.651, 80},   {492.315, 80},  {502.828, 30},
         {539.280, 15}, {556.662, 15},  {569.575, 12},   {582.389, 45},   {589.499, 15},  {593.417, 15},
         {618.242, 45}, {631.806, 75},  {646.970, 45},   {650.418, 30},   {653.316, 15},  {659.556, 15},
         {666.892, 22}, {672.801, 30},  {682.732, 30},   {688.216, 45},   {711.960, 75},  {728.434, 15},
         {738.600, 15}, {758.468, 30},  {764.202, 75},   {780.265, 15},   {788.132, 15},  {796.734, 75},
         {805.726, 30}, {820.634, 105}, {823.163, 1500}, {828.012, 1000}, {834.682, 300}, {840.919, 300}}};
    return kLines;
}

}  // namespace

TEST_CASE("of 200 spectra of random peaks at most two pass for a lamp", "[calibration]") {
    constexpr std::array<Kind, 4> kKinds{Kind::uniform, Kind::clustered, Kind::equally_spaced, Kind::led};
    std::mt19937_64 random(17);
    std::uniform_int_distribution<int> count(10, 80);
    std::uniform_real_distribution<double> width(2.0, 5.0);
    int accepted = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        const Kind kind = kKinds[i % kKinds.size()];
        const std::vector<double> at = places(kind, count(random), random);
        const std::vector<double> counts = draw(at, width(random), kind == Kind::led, random);
        const LineList& list = i % 8 < 6 ? mercury_argon_lines() : xenon();
        accepted += fit(counts, linear(350.0, 820.0), list) ? 1 : 0;
    }
    CHECK(accepted <= 2);
}

TEST_CASE("a xenon lamp is none of mercury and argon, nor the other way round", "[calibration]") {
    std::mt19937_64 random(4);
    const double off_nm = GENERATE(-6.0, 0.0, 6.0);
    constexpr double kFwhmNm = 1.6;
    CAPTURE(off_nm);
    const std::vector<double> coarse_nm = linear(350.0 + off_nm, 850.0 + off_nm);
    const std::vector<double> xenon_lamp = lamp(xenon().lines, kFwhmNm, random);
    const std::vector<double> mercury_lamp = lamp(mercury_argon_lines().lines, kFwhmNm, random);
    CHECK_FALSE(fit(xenon_lamp, coarse_nm, mercury_argon_lines()));
    CHECK_FALSE(fit(mercury_lamp, coarse_nm, xenon()));
    CHECK(fit(xenon_lamp, coarse_nm, xenon()));
    CHECK(fit(mercury_lamp, coarse_nm, mercury_argon_lines()));
}

TEST_CASE("a lamp stays itself with hot pixels and with a third of its lines missing", "[calibration]") {
    std::mt19937_64 random(9);
    std::vector<LampLine> some;
    for (std::size_t i = 0; i < mercury_argon_lines().lines.size(); ++i)
        if (i % 3 != 1) some.push_back(mercury_argon_lines().lines[i]);
    std::vector<double> counts = lamp(some, 1.6, random);
    for (const std::size_t hot : {100U, 333U, 700U, 901U}) counts[hot] += 8000.0;
    const std::optional<WavelengthAxis> axis = fit(counts, linear(353.0, 846.0), mercury_argon_lines());
    REQUIRE(axis);
    CHECK(axis->earned > 1.07 * axis->earned_by_chance);
    CHECK(axis->at(600.0) == Approx(truth_nm(600.0)).margin(0.1));
}

TEST_CASE("the refusal says what was compared", "[calibration]") {
    std::mt19937_64 random(17);
    for (int i = 0; i < 10; ++i) {
        const std::vector<double> counts = draw(places(Kind::uniform, 60, random), 3.0, false, random);
        CHECK_THROWS_WITH(fit_wavelengths(counts, linear(350.0, 820.0), mercury_argon_lines()),
                          Catch::Matchers::Contains("peaks match"));
    }
}

TEST_CASE("shuffled peaks keep heights and gaps, and come out alike for a seed", "[calibration]") {
    std::vector<SpectrumPeak> peaks;
    for (int i = 1; i <= 20; ++i) peaks.push_back({.pixel = 2.0 * i * i, .height = 10.0 * i});
    const std::vector<SpectrumPeak> one = shuffle_peaks(peaks, kPixels, 5);
    const std::vector<SpectrumPeak> again = shuffle_peaks(peaks, kPixels, 5);
    const std::vector<SpectrumPeak> other = shuffle_peaks(peaks, kPixels, 6);
    double heights = 0.0;
    bool differs = false;
    for (std::size_t i = 0; i < peaks.size(); ++i) {
        heights += one[i].height;
        CHECK(one[i].pixel == again[i].pixel);
        CHECK(one[i].pixel <= kPixels - 1.0);
        CHECK((i == 0 || one[i].pixel >= one[i - 1].pixel));
        differs = differs || one[i].pixel != other[i].pixel;
    }
    CHECK(heights == 2100.0);
    CHECK(differs);
}

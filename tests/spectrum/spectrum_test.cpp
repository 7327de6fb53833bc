// SPDX-License-Identifier: GPL-3.0-or-later
// Peaks, widths and flags against Gaussian lines of known parameters.
#include "libinspect/spectrum/spectrum.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"

#include <cmath>
#include <cstring>
#include <random>

using namespace waferglow;

namespace {

constexpr double kFwhmPerSigma = 2.3548200450309493;

/// A spectrometer's axis: 1,024 pixels from 400 to about 525 nm, spacing that changes by some percent.
std::vector<double> axis() {
    std::vector<double> nm;
    for (int i = 0; i < 1024; ++i) nm.push_back(400.0 + 0.118 * i + 4e-6 * i * i);
    return nm;
}

struct Line {
    double peak_nm = 455.3;
    double sigma_nm = 8.0;
    double height = 4000.0;
    double dark = 50.0;
};

std::vector<float> spectrum_of(const Line& line, const std::vector<double>& nm) {
    std::vector<float> counts;
    for (const double l : nm) {
        const double t = (l - line.peak_nm) / line.sigma_nm;
        counts.push_back(static_cast<float>(line.dark + line.height * std::exp(-0.5 * t * t)));
    }
    return counts;
}

void add_noise(std::vector<float>& counts, std::mt19937& random) {
    std::normal_distribution<float> normal(0.0F, 1.0F);
    for (float& c : counts) c += normal(random) * std::sqrt(c + 9.0F);
}

SpectrumResult analyse(const std::vector<float>& counts, const SpectrumOptions& options = {}) {
    return SpectrumAnalyser(axis(), options).analyse(counts);
}

}  // namespace

TEST_CASE("a noiseless Gaussian line is found where it is, on an uneven axis", "[spectrum]") {
    for (const PeakMethod method : {PeakMethod::log_parabola, PeakMethod::gaussian}) {
        for (const double shift : {0.0, 0.03, 0.07, 11.1, -20.4}) {
            const Line line{.peak_nm = 455.3 + shift};
            const SpectrumResult r = analyse(spectrum_of(line, axis()), {.method = method});
            CHECK(r.flags == 0);
            CHECK(r.peak_nm == Approx(line.peak_nm).margin(0.002));
            CHECK(r.fwhm_nm == Approx(kFwhmPerSigma * line.sigma_nm).margin(0.005));
            CHECK(r.peak_counts == Approx(line.height).epsilon(0.001));
            CHECK(r.fit_r2 == Approx(1.0).margin(1e-4));
            CHECK(r.centroid_nm == Approx(line.peak_nm).margin(0.1));
            // The tenth of the maximum cuts off erfc(sqrt(ln 10)) = 3.2 % of a Gaussian's area.
            const double area = line.height * line.sigma_nm * std::sqrt(2.0 * 3.141592653589793);
            CHECK(r.integrated == Approx(0.968 * area).epsilon(0.01));
        }
    }
}

TEST_CASE("at 4,000 counts the peak is good to 0.03 nm and the width to 0.1 nm, without bias", "[spectrum]") {
    std::mt19937 random(4);
    for (const PeakMethod method : {PeakMethod::log_parabola, PeakMethod::gaussian}) {
        const SpectrumAnalyser analyser(axis(), {.method = method});
        double peak = 0.0;
        double peak2 = 0.0;
        double width = 0.0;
        double width2 = 0.0;
        constexpr int kSpectra = 400;
        for (int i = 0; i < kSpectra; ++i) {
            const Line line{.peak_nm = 450.0 + 0.01 * i};
            std::vector<float> counts = spectrum_of(line, axis());
            add_noise(counts, random);
            const SpectrumResult r = analyser.analyse(counts);
            const double dp = static_cast<double>(r.peak_nm) - line.peak_nm;
            const double dw = static_cast<double>(r.fwhm_nm) - kFwhmPerSigma * line.sigma_nm;
            peak += dp;
            peak2 += dp * dp;
            width += dw;
            width2 += dw * dw;
        }
        CHECK(std::sqrt(peak2 / kSpectra) < 0.03);
        CHECK(std::sqrt(width2 / kSpectra) < 0.1);
        CHECK(std::abs(peak / kSpectra) < 0.005);
        CHECK(std::abs(width / kSpectra) < 0.03);
    }
}

TEST_CASE("a line cut by an end of the axis is flagged and its width not invented", "[spectrum]") {
    for (const double peak_nm : {401.0, 524.0}) {
        const SpectrumResult r = analyse(spectrum_of({.peak_nm = peak_nm}, axis()), {.dark_counts = 50.0});
        CHECK((r.flags & kSpectrumTruncated) != 0);
        CHECK(std::isnan(r.fwhm_nm));
        CHECK(std::isnan(r.centroid_nm));
    }
}

TEST_CASE("a clipped line is flagged as saturated", "[spectrum]") {
    std::vector<float> counts = spectrum_of({.height = 9000.0}, axis());
    for (float& c : counts) c = std::min(c, 4095.0F);
    CHECK((analyse(counts, {.saturation_counts = 4095.0}).flags & kSpectrumSaturated) != 0);
}

TEST_CASE("no line is no peak", "[spectrum]") {
    std::vector<float> counts(1024, 50.0F);
    std::mt19937 random(9);
    add_noise(counts, random);
    for (const auto& dark : {counts, std::vector<float>(1024, 0.0F)}) {
        const SpectrumResult r = analyse(dark);
        CHECK((r.flags & kSpectrumEmpty) != 0);
        CHECK(std::isnan(r.peak_nm));
    }
}

TEST_CASE("counts that are no numbers make a spectrum invalid, not a crash", "[spectrum]") {
    std::vector<float> counts = spectrum_of({}, axis());
    counts[500] = NAN;
    CHECK(analyse(counts).flags == kSpectrumInvalid);
}

TEST_CASE("no pixel escapes the check, however many there are", "[spectrum]") {
    for (const std::size_t pixels : {16U, 17U, 101U, 127U, 130U, 1023U, 1025U, 2085U}) {
        std::vector<double> nm;
        for (std::size_t i = 0; i < pixels; ++i)
            nm.push_back(400.0 + 110.0 * static_cast<double>(i) / static_cast<double>(pixels));
        const SpectrumAnalyser analyser(nm, {});
        const std::vector<float> whole = spectrum_of({}, nm);
        CHECK((analyser.analyse(whole).flags & kSpectrumInvalid) == 0);
        for (std::size_t i = pixels - std::min<std::size_t>(pixels, 20); i < pixels; ++i) {
            for (const float bad : {NAN, INFINITY}) {
                std::vector<float> counts = whole;
                counts[i] = bad;
                INFO(i << " of " << pixels);
                CHECK(analyser.analyse(counts).flags == kSpectrumInvalid);
            }
        }
    }
}

TEST_CASE("a single hot pixel does not become the peak", "[spectrum]") {
    std::vector<float> counts = spectrum_of({}, axis());
    counts[900] = 20000.0F;
    CHECK(analyse(counts).peak_nm == Approx(455.3).margin(0.05));
}

TEST_CASE("wavelengths that fall or are too few are refused", "[spectrum]") {
    std::vector<double> nm = axis();
    std::swap(nm[10], nm[11]);
    CHECK_THROWS_AS(SpectrumAnalyser(nm, {}), Error);
    CHECK_THROWS_AS(SpectrumAnalyser(std::vector<double>{1.0, 2.0}, {}), Error);
}

TEST_CASE("a batch gives the same as one by one, on one thread and on four", "[spectrum]") {
    const std::vector<double> nm = axis();
    const SpectrumAnalyser analyser(nm, {});
    std::mt19937 random(1);
    std::vector<float> batch;
    constexpr std::size_t kSpectra = 600;
    for (std::size_t i = 0; i < kSpectra; ++i) {
        std::vector<float> counts = spectrum_of({.peak_nm = 440.0 + 0.05 * static_cast<double>(i)}, nm);
        add_noise(counts, random);
        batch.insert(batch.end(), counts.begin(), counts.end());
    }
    std::vector<SpectrumResult> one(kSpectra);
    std::vector<SpectrumResult> four(kSpectra);
    {
        const ThreadLimit limit(1);
        analyser.analyse(batch, one);
    }
    {
        const ThreadLimit limit(4);
        analyser.analyse(batch, four);
    }
    CHECK(std::memcmp(one.data(), four.data(), kSpectra * sizeof(SpectrumResult)) == 0);
    const SpectrumResult alone = analyser.analyse(std::span(batch).subspan(7 * nm.size(), nm.size()));
    CHECK(std::memcmp(&alone, &one[7], sizeof alone) == 0);
}

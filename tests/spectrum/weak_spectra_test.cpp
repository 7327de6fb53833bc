// SPDX-License-Identifier: GPL-3.0-or-later
// Lines that photons alone make noisy, and noise that is no line: drawn, so the truth is known.
#include "libinspect/spectrum/internal/noisy_line.h"
#include "libinspect/spectrum/peak_counts.h"
#include "libinspect/spectrum/spectrum.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

using namespace waferglow;

namespace {

struct Scene {
    const char* name;
    double height;
    double dark;
    double fwhm_nm;
    double step_nm;
    int pixels;
    double read_noise = 0.0;
    double counts_a_photon = 1.0;
};

std::ostream& operator<<(std::ostream& out, const Scene& scene) {
    return out << scene.name;
}

constexpr double kMiddle_nm = 450.0;

std::vector<double> axis_of(const Scene& scene) {
    std::vector<double> nm;
    for (int i = 0; i < scene.pixels; ++i)
        nm.push_back(kMiddle_nm + scene.step_nm * (i - 0.5 * scene.pixels));
    return nm;
}

std::vector<float> draw(const Scene& scene, const std::vector<double>& axis, double peak_nm,
                        std::mt19937& random) {
    std::normal_distribution<double> normal;
    std::vector<float> counts;
    for (const double nm : axis) {
        const double t = (nm - peak_nm) / scene.fwhm_nm;
        const double light = scene.dark + scene.height * std::exp(-4.0 * std::log(2.0) * t * t);
        std::poisson_distribution<int> photons(light / scene.counts_a_photon);
        counts.push_back(static_cast<float>(scene.counts_a_photon * photons(random) +
                                            std::round(scene.read_noise * normal(random))));
    }
    return counts;
}

constexpr std::uint32_t kNoPeak =
    kSpectrumEmpty | kSpectrumSaturated | kSpectrumPoorFit | kSpectrumInvalid | kSpectrumUncertain;

bool has_peak(const SpectrumResult& result) {
    return (result.flags & kNoPeak) == 0 && !std::isnan(result.peak_nm);
}

}  // namespace

TEST_CASE("photon-limited lines keep peak and width", "[spectrum]") {
    struct Expected {
        Scene scene;
        double peak_rms_nm;
        double width_rms_nm;
    };
    const Expected expected = GENERATE(values<Expected>({
        {{"100 counts over 20, 120 pixels", 100, 20, 20, 0.4, 120}, 0.35, 1.2},
        {{"100 counts over 20, 1,000 pixels", 100, 20, 20, 0.4, 1000}, 0.35, 1.2},
        {{"100 counts over 20, fine pixels", 100, 20, 20, 0.118, 1024}, 0.2, 0.8},
        {{"100 counts over 20, coarse pixels", 100, 20, 20, 2.0, 128}, 0.6, 2.0},
        {{"100 counts over 20, a narrow line", 100, 20, 5, 0.4, 1000}, 0.2, 0.6},
        {{"100 counts over 200", 100, 200, 20, 0.4, 250}, 0.6, 2.0},
        {{"100 counts, read noise of 10", 100, 20, 20, 0.4, 120, 10.0}, 0.5, 2.0},
        {{"100 counts of 25 photons", 100, 20, 20, 0.4, 250, 0.0, 4.0}, 0.8, 2.5},
        {{"400 counts, where R^2 begins to fail", 400, 20, 20, 0.4, 120}, 0.2, 0.8},
        {{"30 counts over 20", 30, 20, 20, 0.4, 250}, 0.9, 3.0},
    }));
    CAPTURE(expected.scene);
    constexpr int kSpectra = 200;
    const std::vector<double> axis = axis_of(expected.scene);
    const SpectrumAnalyser analyser(axis, {});
    std::mt19937 random(2);
    int found = 0;
    double peak2 = 0.0;
    double width2 = 0.0;
    for (int i = 0; i < kSpectra; ++i) {
        const double peak_nm = kMiddle_nm - 3.0 + 0.03 * i;
        const SpectrumResult result = analyser.analyse(draw(expected.scene, axis, peak_nm, random));
        if (!has_peak(result) || std::isnan(result.fwhm_nm)) continue;
        ++found;
        peak2 += std::pow(static_cast<double>(result.peak_nm) - peak_nm, 2);
        width2 += std::pow(static_cast<double>(result.fwhm_nm) - expected.scene.fwhm_nm, 2);
    }
    CHECK(found >= kSpectra * 95 / 100);
    CHECK(std::sqrt(peak2 / found) < expected.peak_rms_nm);
    CHECK(std::sqrt(width2 / found) < expected.width_rms_nm);
}

TEST_CASE("of 2,000 spectra of mere noise at most one has a peak", "[spectrum]") {
    const Scene scene = GENERATE(values<Scene>({
        {"photons of 20 counts, 120 pixels", 0, 20, 20, 0.4, 120},
        {"photons of half a count", 0, 0.5, 20, 0.4, 250},
        {"photons of 2,000 counts", 0, 2000, 20, 0.4, 250},
        {"read noise of 20 over 50", 0, 50, 20, 0.4, 250, 20.0},
        {"read noise of 100 over 500", 0, 500, 20, 0.4, 120, 100.0},
        {"read noise of 30 over none", 0, 0.5, 20, 0.4, 250, 30.0},
        {"four counts a photon", 0, 20, 20, 0.4, 250, 0.0, 4.0},
    }));
    CAPTURE(scene);
    const std::vector<double> axis = axis_of(scene);
    const SpectrumAnalyser analyser(axis, {});
    std::mt19937 random(11);
    int peaks = 0;
    for (int i = 0; i < 2000; ++i)
        peaks += has_peak(analyser.analyse(draw(scene, axis, 0.0, random))) ? 1 : 0;
    CHECK(peaks <= 1);
}

TEST_CASE("a weak line of another shape is told from a noisy one", "[spectrum]") {
    const Scene scene{"two lines", 300, 20, 8, 0.1, 1000};
    const std::vector<double> axis = axis_of(scene);
    const SpectrumAnalyser analyser(axis, {});
    std::mt19937 random(5);
    int misshapen = 0;
    for (int i = 0; i < 50; ++i) {
        std::vector<float> counts = draw(scene, axis, kMiddle_nm - 4.5, random);
        const std::vector<float> second = draw(scene, axis, kMiddle_nm + 4.5, random);
        for (std::size_t p = 0; p < counts.size(); ++p) counts[p] += second[p] - 20.0F;
        misshapen += (analyser.analyse(counts).flags & kSpectrumPoorFit) != 0 ? 1 : 0;
    }
    CHECK(misshapen >= 48);
}

TEST_CASE("a hot pixel beside a weak line is not taken for it, and in it is no silent error", "[spectrum]") {
    const Scene scene{"weak", 100, 20, 20, 0.4, 250};
    const std::vector<double> axis = axis_of(scene);
    const SpectrumAnalyser analyser(axis, {});
    std::mt19937 random(8);
    for (int i = 0; i < 50; ++i) {
        std::vector<float> counts = draw(scene, axis, kMiddle_nm, random);
        counts[static_cast<std::size_t>(5 * i)] += 3000.0F;
        const SpectrumResult result = analyser.analyse(counts);
        if (!has_peak(result)) continue;
        CHECK(result.peak_nm == Approx(kMiddle_nm).margin(1.2));
        CHECK(result.fwhm_nm == Approx(20.0).margin(6.0));
    }
}

TEST_CASE("the noise of a pixel is found beside a line and under hot pixels", "[spectrum]") {
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0.0F, 7.0F);
    std::vector<float> counts;
    for (int i = 0; i < 2000; ++i)
        counts.push_back(100.0F + 0.2F * static_cast<float>(i) + normal(random) +
                         (i % 400 == 0 ? 5000.0F : 0.0F));
    CHECK(pixel_noise(counts) == Approx(7.0).epsilon(0.1));
    CHECK(pixel_noise(std::vector<float>(15, 1.0F)) == 0.0F);
}

TEST_CASE("spectra without a peak are counted by reason", "[spectrum]") {
    const PeakCounts counts = count_peaks(std::vector<float>{0, 4, 1, 1, 2, 2 + 8, 8, 32, 32 + 4, 16});
    CHECK(counts.spectra == 10);
    CHECK(counts.empty == 2);
    CHECK(counts.saturated == 2);
    CHECK(counts.misshapen == 1);
    CHECK(counts.uncertain == 2);
    CHECK(counts.invalid == 1);
    CHECK(counts.without_peak() == 8);
    CHECK(describe_missing_peaks(counts) ==
          "8 of 10 spectra give no peak wavelength: 2 have no line above the noise, 2 are too noisy to place "
          "the "
          "peak, 1 has a line that is no Gaussian near its top, 2 are saturated, 1 has counts that are no "
          "numbers");
    CHECK(describe_missing_peaks(count_peaks(std::vector<float>{0, 4})).empty());
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Lamps drawn on a known axis: the axis has to come back, whatever the coarse one says.
#include "calibration/wavelength_axis.h"

#include "libinspect/base/error.h"
#include "tests/cli/run_program.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>

using namespace waferglow;
using namespace waferglow::calibration;
using waferglow::test::TemporaryFolder;

namespace {

constexpr std::size_t kPixels = 1024;

double truth_nm(double p) {
    return 340.0 + p * (0.53 + p * (-3e-5 + p * 2e-9));
}

std::vector<double> truth() {
    std::vector<double> nm;
    for (std::size_t p = 0; p < kPixels; ++p) nm.push_back(truth_nm(static_cast<double>(p)));
    return nm;
}

std::vector<double> lamp(double fwhm_nm, unsigned seed = 5) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0.0, 5.0);
    std::vector<double> counts;
    for (const double nm : truth()) {
        double sum = 900.0 + noise(random);
        for (const LampLine& line : mercury_argon_lines().lines)
            sum += 40.0 * line.strength * std::exp(-2.7725887 * std::pow((nm - line.nm) / fwhm_nm, 2));
        counts.push_back(sum);
    }
    return counts;
}

double rms_to_truth(const WavelengthAxis& axis) {
    double squares = 0.0;
    for (std::size_t p = 0; p < kPixels; ++p)
        squares += std::pow(axis.at(static_cast<double>(p)) - truth_nm(static_cast<double>(p)), 2);
    return std::sqrt(squares / kPixels);
}

}  // namespace

TEST_CASE("the axis comes back within 0.05 nm from coarse ones that are far off", "[calibration]") {
    struct Off {
        double offset, slope, bend;
    };
    const Off off =
        GENERATE(Off{0.35, 4e-4, 0.0}, Off{-6.0, 0.0, 0.0}, Off{5.0, -0.012, 0.0}, Off{2.0, 0.004, 8e-6});
    std::vector<double> coarse = truth();
    for (std::size_t p = 0; p < kPixels; ++p) {
        const auto x = static_cast<double>(p);
        coarse[p] += off.offset + off.slope * x + off.bend * x * x;
    }
    const WavelengthAxis axis = fit_wavelengths(lamp(1.6), coarse, mercury_argon_lines());
    INFO("rms to truth " << rms_to_truth(axis) << " nm, of the lines " << axis.rms_nm << " nm, "
                         << axis.matched.size() << " lines");
    CHECK(rms_to_truth(axis) < 0.05);
    CHECK(axis.rms_nm < 0.05);
    CHECK(axis.fwhm_nm == Approx(1.6).epsilon(0.1));
}

TEST_CASE("lines that the instrument can't part take no part", "[calibration]") {
    const WavelengthAxis axis = fit_wavelengths(lamp(1.6), truth(), mercury_argon_lines());
    for (const MatchedLine& line : axis.matched) {
        CHECK(std::abs(line.nm - 365.0158) > 0.01);  // 365.48 stands beside it
        CHECK(std::abs(line.nm - 800.6157) > 0.01);
    }
}

// As a xenon lamp is seen by a spectrometer of low resolution: of every other line of the list the lamp shows
// none, but one that the list has not, less than a width away.
TEST_CASE("lines missing from the lamp or from the list don't pull the axis off", "[calibration]") {
    const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
    CAPTURE(seed);
    constexpr double kFwhmNm = 2.4;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> at(400.0, 860.0);
    std::uniform_real_distribution<double> strength(50.0, 400.0);
    LineList list{"drawn", {}};
    for (int i = 0; i < 36; ++i) list.lines.push_back({at(random), strength(random)});
    std::ranges::sort(list.lines, {}, &LampLine::nm);
    std::vector<LampLine> shown;
    std::uniform_real_distribution<double> away(0.3 * kFwhmNm, 0.9 * kFwhmNm);
    for (std::size_t i = 0; i < list.lines.size(); ++i) {
        shown.push_back(list.lines[i]);
        if (i % 2 == 0) shown.back().nm += away(random);
    }
    std::vector<double> counts;
    std::vector<double> coarse = truth();
    std::normal_distribution<double> noise(0.0, 5.0);
    for (std::size_t p = 0; p < kPixels; ++p) {
        double sum = 900.0 + noise(random);
        for (const LampLine& line : shown)
            sum += 40.0 * line.strength * std::exp(-2.7725887 * std::pow((coarse[p] - line.nm) / kFwhmNm, 2));
        counts.push_back(sum);
        coarse[p] += 2.5 - 0.004 * static_cast<double>(p);
    }
    const WavelengthAxis axis = fit_wavelengths(counts, coarse, list);
    double worst_nm = 0.0;  // where there are lines
    for (double p = 120.0; p < 980.0; p += 10.0)
        worst_nm = std::max(worst_nm, std::abs(axis.at(p) - truth_nm(p)));
    INFO("worst " << worst_nm << " nm, lines " << axis.rms_nm << " nm, " << axis.matched.size());
    CHECK(worst_nm < 0.1);
    CHECK(axis.rms_nm < 0.1);
    CHECK(axis.matched.size() >= 8);
}

TEST_CASE("a dark spectrum and the wrong lamp are refused", "[calibration]") {
    CHECK_THROWS_AS(fit_wavelengths(std::vector<double>(kPixels, 900.0), truth(), mercury_argon_lines()),
                    Error);
    const LineList wrong{"three", {{500.0, 1.0}, {510.0, 1.0}, {520.0, 1.0}}};
    CHECK_THROWS_AS(fit_wavelengths(lamp(1.6), truth(), wrong), Error);
}

TEST_CASE("vacuum wavelengths in angstrom become nanometres in air", "[calibration]") {
    // NIST: 5462.268 A in vacuum is 546.0750 nm in air; 6967.352 A is 696.5431 nm.
    const TemporaryFolder folder;
    std::ofstream(folder / "v.csv") << "# Peak,Strength,Lamp\n# lines1.pl?show_av=3&x=1\n5462.268,6000,HgI\n"
                                       "6967.352,10000,ArI\n4359.560,10000,HgI\n";
    const LineList list = read_line_list(folder / "v.csv");
    REQUIRE(list.lines.size() == 3);
    CHECK(list.lines[0].nm == Approx(435.8335).margin(3e-4));
    CHECK(list.lines[1].nm == Approx(546.0750).margin(3e-4));
    CHECK(list.lines[2].nm == Approx(696.5431).margin(3e-4));
    CHECK(read_line_list(folder / "v.csv", Medium::air).lines[1].nm == Approx(546.2268));
}

TEST_CASE("a line list that is none is refused with its line", "[calibration]") {
    const TemporaryFolder folder;
    std::ofstream(folder / "bad.csv") << "nm,strength\n546.1,1\nmercury,2\n";
    CHECK_THROWS_WITH(read_line_list(folder / "bad.csv"), Catch::Matchers::Contains("line 3"));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/spectrum/spectrum.h"
#include "tests/drivers/simulated/test_tool.h"

#include <algorithm>
#include <cmath>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("a laser is off after construction, and off after it goes out of scope") {
    auto bench = std::make_shared<SimulatedBench>(small_settings(), std::make_shared<VirtualTime>());
    {
        SimulatedLight laser(LightKind::laser, bench, std::make_shared<FaultPlan>());
        CHECK_FALSE(laser.is_on());
        CHECK(laser.power_measured_mw() == 0.0);
        laser.switch_on();
        CHECK(bench->any_light_on());
    }
    CHECK_FALSE(bench->any_light_on());
}

TEST_CASE("powers beyond the limits are refused") {
    SimulatedTool tool(small_settings());
    const LightCapabilities can = tool.laser.capabilities();
    CHECK_THROWS_WITH(tool.laser.set_power_mw(2.0 * can.max_power_mw), Contains("beyond"));
    CHECK_THROWS_AS(tool.laser.set_power_mw(0.0), Error);
}

TEST_CASE("power over illuminated area is the excitation, but for the bend of the laser's curve") {
    SimulatedTool tool(small_settings());
    const LaserModel& model = tool.bench->settings().laser;
    tool.laser.set_power_mw(0.5 * model.max_power_mw);
    tool.laser.switch_on();
    const double nominal_w_cm2 = 0.5e-3 * model.max_power_mw / model.illuminated_area_cm2;
    CHECK(tool.bench->illumination().excitation_w_cm2 == Approx(nominal_w_cm2 * (1.0 + 0.03 * 0.5)));
    CHECK(tool.laser.power_measured_mw() == Approx(0.5 * model.max_power_mw * 1.015).epsilon(0.01));
}

TEST_CASE("a spectrum shows the die under the middle of the field") {
    SimulatedTool tool(ideal_settings());
    const DieGrid& grid = tool.bench->settings().wafer.grid;
    const WaferPoint die = grid.center({grid.rows / 2, grid.cols / 2});
    go(tool, die.x, die.y);
    light_up(tool, 30.0);
    tool.spectrometer.configure({.integration_ms = 200.0, .averages = 4});
    const std::vector<double> counts = tool.spectrometer.acquire({});
    const std::vector<double> truth_nm = tool.bench->wafer().true_wavelengths_nm();
    const std::vector<float> as_float(counts.begin(), counts.end());
    const SpectrumResult result = SpectrumAnalyser(truth_nm, {}).analyse(as_float);
    CHECK(result.peak_nm == Approx(455.0).margin(1.0));  // an uneven line's top is not quite its peak
    // Two half Gaussians of 7.3 and 8.5 nm sigma, widened by the instrument's 1.6 nm FWHM.
    CHECK(result.fwhm_nm ==
          Approx(1.17741 * (std::hypot(7.3, 0.679) + std::hypot(8.5, 0.679))).epsilon(0.04));
    // What the device believes is off by its drift.
    CHECK(tool.spectrometer.wavelengths_nm()[0] - truth_nm[0] == Approx(0.35));
}

TEST_CASE("more carriers shift the line to the blue") {
    const VirtualWafer wafer(resolve(ideal_settings()));
    const DieIndex die{wafer.settings().wafer.grid.rows / 2, wafer.settings().wafer.grid.cols / 2};
    const LineShape strong = wafer.line(die, 30.0);
    const LineShape weak = wafer.line(die, 1.0);
    CHECK(strong.peak_nm == Approx(455.0));
    CHECK(weak.peak_nm > strong.peak_nm);
    // kT 25.85 meV times 0.15 a factor e in density; a wavelength of 455 nm has 167 nm an eV.
    const double density_ratio = std::sqrt(weak.light);
    CHECK(weak.peak_nm - strong.peak_nm ==
          Approx(-0.15 * 0.02585 * std::log(density_ratio) * 455.0 * 455.0 / 1239.84).epsilon(0.02));
}

TEST_CASE("the mercury-argon lamp shows its lines at their wavelengths") {
    SimulatedTool tool(ideal_settings());
    tool.spectrometer.configure({.integration_ms = 10.0, .averages = 10});
    const std::vector<double> dark = tool.spectrometer.acquire({});
    tool.lines.switch_on();
    std::vector<double> counts = tool.spectrometer.acquire({});
    const std::vector<double> nm = tool.bench->wafer().true_wavelengths_nm();
    for (const double line_nm : {435.8335, 546.0750, 763.5106}) {
        double sum = 0.0;
        double sum_nm = 0.0;
        for (std::size_t p = 0; p < nm.size(); ++p) {
            if (std::abs(nm[p] - line_nm) > 2.5) continue;
            sum += counts[p] - dark[p];
            sum_nm += (counts[p] - dark[p]) * nm[p];
        }
        CHECK(sum_nm / sum == Approx(line_nm).margin(0.05));
    }
    CHECK_FALSE(tool.bench->illumination().excitation_w_cm2 > 0.0);
}

TEST_CASE("a spectrum can be stopped") {
    SimulatedTool tool(small_settings());
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(tool.spectrometer.acquire(stop.get_token()), Error);
}

}  // namespace
}  // namespace waferglow::drivers

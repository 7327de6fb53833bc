// SPDX-License-Identifier: GPL-3.0-or-later
// What camera and spectrometer of the simulated tool see through its filter wheel.
#include "libinspect/base/error.h"
#include "tests/drivers/simulated/test_tool.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;
constexpr std::chrono::milliseconds kTimeout{1000};
constexpr int kOpen = 1;
constexpr int kSloped = 2;

SimulatedSettings half_filter() {
    SimulatedSettings s = ideal_settings();
    s.wafer.population.wavelength_nm = 455.0;
    s.filter_wheel.sloped = {.centre_nm = 455.0, .width_nm = 15.0, .low = 0.0, .high = 1.0, .n_eff = 1.8};
    return s;
}

/// Mean of a frame, dark level taken off.
double mean_level(SimulatedTool& tool) {
    const double dark_dn = tool.bench->settings().wafer.sensor.offset_dn;
    const Image image = take(tool, 5.0);
    const auto& pixels = image.pixels();
    return std::accumulate(pixels.begin(), pixels.end(), 0.0) / static_cast<double>(pixels.size()) - dark_dn;
}

TEST_CASE("the wheel stands open at first, turns where it is told and takes its time", "[filter]") {
    SimulatedTool tool(small_settings());
    CHECK(tool.filter_wheel.capabilities().names == std::vector<std::string>{"open", "sloped"});
    CHECK(tool.filter_wheel.position() == kOpen);
    const std::int64_t begin = tool.bench->time().now_ns();
    tool.filter_wheel.move_to(kSloped, kTimeout, {});
    CHECK(tool.filter_wheel.position() == kSloped);
    CHECK(tool.bench->time().now_ns() - begin == 500'000'000);
    CHECK_THROWS_WITH(tool.filter_wheel.move_to(3, kTimeout, {}), Contains("position 3 is beyond 1 to 2"));
}

TEST_CASE("a wheel that is stuck, or that slips, is a device's fault that tells where it stands",
          "[filter]") {
    SimulatedTool tool(small_settings());
    tool.filter_wheel_faults->add({.mode = FaultMode::stall, .command = "move"});
    CHECK_THROWS_WITH(tool.filter_wheel.move_to(kSloped, kTimeout, {}),
                      Contains("stuck at 1") && Contains("1000 ms"));
    tool.filter_wheel_faults->add({.mode = FaultMode::wrong_position, .command = "move"});
    CHECK_THROWS_WITH(tool.filter_wheel.move_to(kSloped, kTimeout, {}),
                      Contains("stands at position 1 after it was turned to 2"));
    tool.filter_wheel.move_to(kSloped, kTimeout, {});
    tool.filter_wheel_faults->add({.mode = FaultMode::wrong_position, .command = "position"});
    CHECK(tool.filter_wheel.position() == kOpen);
}

TEST_CASE("the camera sees a die through the filter as much dimmer as its line overlaps the edge",
          "[filter]") {
    SimulatedSettings settings = half_filter();
    settings.filter_wheel.corner_sin_theta = 0.0;
    SimulatedTool tool(settings);
    go(tool, 1000.0, 2000.0);
    light_up(tool, 30.0);
    const double open = mean_level(tool);
    tool.filter_wheel.move_to(kSloped, kTimeout, {});
    // An edge of this width is a normal distribution function; over the half of a normal distribution on its
    // long side its mean is 1/2 + arctan(sigma ratio) / pi, on its short side 1/2 less that.
    const double edge_nm = 15.0 / std::numbers::sqrt2;
    const double resolution_nm = 1.6 / 2.354820045;
    const double short_nm = std::hypot(7.3, resolution_nm);
    const double long_nm = std::hypot(8.5, resolution_nm);
    const double expected =
        0.5 + (long_nm * std::atan(long_nm / edge_nm) - short_nm * std::atan(short_nm / edge_nm)) /
                  (std::numbers::pi * (short_nm + long_nm));
    CHECK(mean_level(tool) / open == Approx(expected).epsilon(0.005));
    tool.filter_wheel.move_to(kOpen, kTimeout, {});
    CHECK(mean_level(tool) == Approx(open).epsilon(0.005));
}

TEST_CASE("towards the corners the filter lets more light of the long side through: it shifts to the blue",
          "[filter]") {
    SimulatedSettings settings = half_filter();
    settings.filter_wheel.corner_sin_theta = 0.3;
    const VirtualWafer wafer(resolve(settings));
    const CameraInfo& camera = settings.wafer.camera;
    CHECK(wafer.field_sin_theta({0.0, 0.0}) == Approx(0.3));
    CHECK(wafer.field_sin_theta({0.5 * (camera.width_px - 1), 0.5 * (camera.height_px - 1)}) == 0.0);
    const Illumination light{.excitation_w_cm2 = 30.0, .filter = 1};
    CHECK(wafer.passing_light(light, 0.3) > wafer.passing_light(light, 0.0) + 0.1);
}

TEST_CASE("the ratio of two spectra is the transmission of the filter", "[filter]") {
    SimulatedTool tool(half_filter());
    const VirtualWafer& wafer = tool.bench->wafer();
    const DieGrid& grid = tool.bench->settings().wafer.grid;
    const WaferPoint die = grid.center({grid.rows / 2, grid.cols / 2});
    const View view{.middle = {die.x, die.y}};
    const std::vector<double> open = wafer.spectrum(view, {.excitation_w_cm2 = 30.0}, 100.0);
    const std::vector<double> filtered = wafer.spectrum(view, {.excitation_w_cm2 = 30.0, .filter = 1}, 100.0);
    const std::vector<double> nm = wafer.true_wavelengths_nm();
    int seen = 0;
    for (std::size_t i = 0; i < nm.size(); ++i) {
        if (!(open[i] > 1.0)) continue;
        ++seen;
        CHECK(filtered[i] / open[i] ==
              Approx(tool.bench->settings().filter_wheel.sloped.transmission(nm[i], 0.0)));
    }
    CHECK(seen > 50);
}

}  // namespace
}  // namespace waferglow::drivers

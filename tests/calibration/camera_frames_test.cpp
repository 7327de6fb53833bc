// SPDX-License-Identifier: GPL-3.0-or-later
// Dark, flat and photon transfer on frames of a sensor whose truth is known.
#include "calibration/dark.h"
#include "calibration/flat.h"
#include "calibration/photon_transfer.h"
#include "drivers/simulated/physics/sensor.h"
#include "libinspect/base/error.h"

#include <cmath>

using namespace waferglow;
using namespace waferglow::calibration;
using simulated::Sensor;
using simulated::SensorSettings;

namespace {

constexpr CameraInfo kCamera{.pixel_um = 1.0, .width_px = 160, .height_px = 120, .saturation_dn = 16383};
constexpr std::size_t kPixels = 160 * 120;

SensorSettings settings() {
    return {.gain_dn_per_e = 0.5,
            .read_noise_e = 6.0,
            .offset_dn = 100.0,
            .fixed_pattern_dn = 2.5,
            .prnu = 0.012,
            .hot_share = 0.0,
            .full_well_e = 20000.0};
}

FrameMoments take(const Sensor& sensor, const std::vector<float>& electrons, int frames,
                  std::uint64_t first) {
    FrameMoments moments;
    for (int i = 0; i < frames; ++i)
        moments.add(sensor.expose(electrons, first + static_cast<std::uint64_t>(i)));
    return moments;
}

std::vector<float> vignetted(float electrons) {
    std::vector<float> light;
    for (int y = 0; y < kCamera.height_px; ++y)
        for (int x = 0; x < kCamera.width_px; ++x) {
            const double r = std::hypot(x / 79.5 - 1.0, y / 59.5 - 1.0) / std::sqrt(2.0);
            light.push_back(electrons * static_cast<float>(1.0 - 0.2 * r * r));
        }
    return light;
}

}  // namespace

TEST_CASE("dark: level, noise, fixed pattern and hot pixels of a sensor are found", "[calibration]") {
    SensorSettings truth = settings();
    truth.hot_share = 5e-4;  // 10 pixels, 300 to 850 DN
    const Sensor sensor(kCamera, truth, 3);
    const DarkResult dark = measure_dark(take(sensor, std::vector<float>(kPixels, 0.0F), 16, 0));
    CHECK(dark.level_dn == Approx(100.0).margin(0.2));
    // 6 e at 0.5 DN/e, rounding, and the shot noise of the hot pixels
    CHECK(dark.temporal_noise_dn == Approx(std::sqrt(9.0 + 1.0 / 12.0)).epsilon(0.03));
    CHECK(dark.fixed_pattern_dn == Approx(2.5).epsilon(0.03));
    CHECK(dark.hot.size() == 10);
    for (const HotPixel& pixel : dark.hot) CHECK(pixel.excess_dn > 250.0);
}

TEST_CASE("dark: a single frame is refused", "[calibration]") {
    FrameMoments one;
    one.add(Image(4, 4, 100));
    CHECK_THROWS_AS(measure_dark(one), Error);
}

TEST_CASE("flat: sensitivity is right to 0.3 % rms and the corner's loss is told", "[calibration]") {
    const Sensor sensor(kCamera, settings(), 3);
    const std::vector<float> light = vignetted(16000.0F);
    const std::vector<float> none(kPixels, 0.0F);
    const FrameMoments dark = take(sensor, none, 64, 10000);
    const FlatResult flat = measure_flat(take(sensor, light, 64, 0), dark, kCamera.saturation_dn);
    const Image truth = sensor.mean_frame(light, 100000000, 1);
    const Image truth_dark = sensor.mean_frame(none, 100000000, 2);
    double squares = 0.0;
    double level = 0.0;
    for (std::size_t i = 0; i < kPixels; ++i) level += truth.pixels()[i] - truth_dark.pixels()[i];
    level /= kPixels;
    for (std::size_t i = 0; i < kPixels; ++i) {
        const double want = (truth.pixels()[i] - truth_dark.pixels()[i]) / level;
        const double got = (flat.mean.pixels()[i] - dark.mean(i)) / flat.level_dn;
        squares += (got / want - 1.0) * (got / want - 1.0);
    }
    const double rms = std::sqrt(squares / kPixels);
    INFO("rms " << rms);
    CHECK(rms < 0.003);
    CHECK(flat.error_share == Approx(rms).epsilon(0.15));  // what it says of itself
    CHECK(flat.pixel_spread == Approx(0.012).epsilon(0.05));
    CHECK(flat.corner_share == Approx(0.81).margin(0.01));
    CHECK(flat.clipped_share == 0.0);
}

TEST_CASE("flat: a reference without light is refused", "[calibration]") {
    const Sensor sensor(kCamera, settings(), 3);
    const FrameMoments dark = take(sensor, std::vector<float>(kPixels, 0.0F), 2, 0);
    CHECK_THROWS_AS(measure_flat(dark, dark, kCamera.saturation_dn), Error);
}

TEST_CASE("photon transfer: gain, read noise and full well within 2 %", "[calibration]") {
    const Sensor sensor(kCamera, settings(), 3);
    const std::vector<float> none(kPixels, 0.0F);
    const Image dark = sensor.expose(none, 900);
    const PairStatistics no_light = pair_statistics(dark, sensor.expose(none, 901), dark, 0.01);
    std::vector<PairStatistics> lit;
    for (int i = 1; i <= 24; ++i) {
        const std::vector<float> light(kPixels, 1000.0F * static_cast<float>(i));
        const auto frame = static_cast<std::uint64_t>(2 * i);
        lit.push_back(pair_statistics(sensor.expose(light, frame), sensor.expose(light, frame + 1), dark, i));
    }
    const PhotonTransferResult result = fit_photon_transfer(no_light, lit);
    INFO("gain " << result.gain_e_per_dn << " read " << result.read_noise_e << " full "
                 << result.full_well_e);
    CHECK(result.gain_e_per_dn == Approx(2.0).epsilon(0.02));
    CHECK(result.read_noise_e == Approx(6.0).epsilon(0.02));
    CHECK(result.full_well_e == Approx(20000.0).epsilon(0.02));
    CHECK(result.full_well_reached);
    CHECK(result.linearity_error < 0.002);
}

TEST_CASE("photon transfer: without three exposures in the linear range there is no linearity",
          "[calibration]") {
    // A sensor of 2 e-/DN that is full at 10,000 DN; all exposures but the last two stay below 5 % of that.
    std::vector<PairStatistics> lit;
    for (int i = 1; i <= 8; ++i) {
        const double signal_dn = i < 8 ? 50.0 * i : 10000.0;
        lit.push_back(
            {.exposure_ms = i * 1.0, .mean_dn = 100.0 + signal_dn, .variance_dn2 = 9.0 + 0.5 * signal_dn});
    }
    const PairStatistics dark{.exposure_ms = 0.1, .mean_dn = 100.0, .variance_dn2 = 9.0};
    const PhotonTransferResult none = fit_photon_transfer(dark, lit);
    CHECK(std::isnan(none.linearity_error));
    CHECK(none.gain_e_per_dn == Approx(2.0).epsilon(0.01));
    for (const double signal_dn : {3000.0, 6000.0, 9000.0})
        lit.push_back({.exposure_ms = signal_dn / 50.0,
                       .mean_dn = 100.0 + signal_dn,
                       .variance_dn2 = 9.0 + 0.5 * signal_dn});
    lit[7].exposure_ms = 200.0;
    CHECK(fit_photon_transfer(dark, lit).linearity_error < 1e-6);
}

TEST_CASE("photon transfer: noise that does not grow with the light is refused", "[calibration]") {
    std::vector<PairStatistics> smoothed;
    for (int i = 1; i <= 10; ++i)
        smoothed.push_back({.exposure_ms = i * 1.0, .mean_dn = 100.0 + 100.0 * i, .variance_dn2 = 10.0});
    smoothed.back().variance_dn2 = 10.5;
    for (std::size_t i = 0; i < 9; ++i) smoothed[i].variance_dn2 -= 0.5 * static_cast<double>(i);
    CHECK_THROWS_AS(
        fit_photon_transfer({.exposure_ms = 0.1, .mean_dn = 100.0, .variance_dn2 = 9.0}, smoothed), Error);
}

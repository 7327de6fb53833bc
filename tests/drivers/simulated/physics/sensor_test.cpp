// SPDX-License-Identifier: GPL-3.0-or-later
// Photon statistics, fixed pattern and clipping of the simulated sensor.
#include "drivers/simulated/physics/sensor.h"

#include "libinspect/base/error.h"

#include <cmath>
#include <vector>

namespace {

using waferglow::CameraInfo;
using waferglow::Error;
using waferglow::Image;
using waferglow::simulated::Sensor;
using waferglow::simulated::SensorSettings;

const CameraInfo kCamera{.pixel_um = 1.0, .width_px = 256, .height_px = 256, .saturation_dn = 4095};
const SensorSettings kEven{.gain_dn_per_e = 2.0,
                           .read_noise_e = 1.5,
                           .offset_dn = 100.0,
                           .fixed_pattern_dn = 0.0,
                           .prnu = 0.0,
                           .hot_share = 0.0};

struct Moments {
    double mean = 0.0;
    double variance = 0.0;
};
Moments moments_of(const Image& image) {
    Moments m;
    for (const auto value : image.pixels()) m.mean += static_cast<double>(value);
    m.mean /= static_cast<double>(image.size_px());
    for (const auto value : image.pixels()) m.variance += (value - m.mean) * (value - m.mean);
    m.variance /= static_cast<double>(image.size_px());
    return m;
}

std::vector<float> even(float electrons) {
    return std::vector<float>(std::size_t{256} * 256, electrons);
}

}  // namespace

TEST_CASE("variance against mean gives gain and read noise: the photon transfer curve", "[sensor]") {
    const Sensor sensor(kCamera, kEven, 1);
    for (const float electrons : {0.0F, 2.0F, 50.0F, 800.0F}) {
        const Moments m = moments_of(sensor.expose(even(electrons), 7));
        const double n = 256.0 * 256.0;
        // rounding to whole DN adds 1/12
        const double variance = 4.0 * (static_cast<double>(electrons) + 1.5 * 1.5) + 1.0 / 12.0;
        INFO(electrons << " electrons");
        CHECK(m.mean ==
              Approx(100.0 + 2.0 * static_cast<double>(electrons)).margin(5.0 * std::sqrt(variance / n)));
        CHECK(m.variance == Approx(variance).epsilon(5.0 * std::sqrt(2.5 / n)));
    }
}

TEST_CASE("a frame depends on its number only", "[sensor]") {
    const Sensor sensor(kCamera, {}, 4);
    const Image first = sensor.expose(even(20.0F), 3);
    CHECK(sensor.expose(even(20.0F), 4).pixels() != first.pixels());
    CHECK(sensor.expose(even(20.0F), 3).pixels() == first.pixels());
    CHECK(Sensor(kCamera, {}, 4).expose(even(20.0F), 3).pixels() == first.pixels());
    CHECK(Sensor(kCamera, {}, 5).expose(even(20.0F), 3).pixels() != first.pixels());
}

TEST_CASE("averaging frames leaves the fixed pattern and reduces the rest", "[sensor]") {
    const Sensor sensor(kCamera, kEven, 1);
    const Moments m = moments_of(sensor.mean_frame(even(800.0F), 16, 0));
    CHECK(m.variance == Approx(4.0 * (800.0 + 2.25) / 16.0 + 1.0 / 12.0).epsilon(0.05));

    SensorSettings patterned = kEven;
    patterned.fixed_pattern_dn = 3.0;
    const Moments dark = moments_of(Sensor(kCamera, patterned, 1).mean_frame(even(0.0F), 10000, 0));
    CHECK(dark.variance == Approx(9.0 + 1.0 / 12.0).epsilon(0.05));
}

TEST_CASE("light over the limit is clipped, darkness below zero too", "[sensor]") {
    const Sensor sensor(kCamera, kEven, 1);
    const Image bright = sensor.expose(even(1e6F), 0);
    for (const auto value : bright.pixels()) REQUIRE(value == 4095);
    SensorSettings low = kEven;
    low.offset_dn = 0.0;
    low.read_noise_e = 100.0;
    const Moments m = moments_of(Sensor(kCamera, low, 1).expose(even(0.0F), 0));
    CHECK(m.mean ==
          Approx(200.0 / std::sqrt(2.0 * 3.14159265)).epsilon(0.03));  // half of a normal distribution
}

TEST_CASE("hot pixels are the same in every frame", "[sensor]") {
    SensorSettings settings = kEven;
    settings.hot_share = 1e-3;
    settings.hot_min_dn = 500.0;
    settings.hot_max_dn = 600.0;
    const Sensor sensor(kCamera, settings, 2);
    const Image dark = sensor.mean_frame(even(0.0F), 100, 0);
    const Image frame = sensor.expose(even(0.0F), 9);
    int hot = 0;
    for (std::size_t i = 0; i < dark.size_px(); ++i) {
        const bool is_hot = dark.pixels()[i] > 400;
        hot += is_hot ? 1 : 0;
        REQUIRE((frame.pixels()[i] > 400) == is_hot);
    }
    CHECK(hot >= 60);  // 66 drawn, some perhaps twice at one place
    CHECK(hot <= 66);
}

TEST_CASE("sensitivity differs from pixel to pixel by the asked amount", "[sensor]") {
    SensorSettings settings = kEven;
    settings.prnu = 0.02;
    const Moments m = moments_of(Sensor(kCamera, settings, 1).mean_frame(even(1000.0F), 1000000, 0));
    CHECK(std::sqrt(m.variance) == Approx(40.0).epsilon(0.03));
}

TEST_CASE("impossible sensors are refused", "[sensor]") {
    CHECK_THROWS_AS(Sensor(kCamera, {.gain_dn_per_e = 0.0}, 1), Error);
    CHECK_THROWS_AS(Sensor(kCamera, {.read_noise_e = -1.0}, 1), Error);
    const Sensor sensor(kCamera, {}, 1);
    CHECK_THROWS_AS(sensor.expose(std::vector<float>(10), 0), Error);
    CHECK_THROWS_AS(sensor.mean_frame(even(1.0F), 0, 0), Error);
}

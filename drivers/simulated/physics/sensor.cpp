// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/sensor.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

void check_not_negative(const char* what, double value) {
    if (!(value >= 0.0 && std::isfinite(value))) {
        throw Error(ErrorKind::input, fmt::format("sensor: {} = {} must be zero or more", what, value));
    }
}

}  // namespace

Sensor::Sensor(const CameraInfo& camera, const SensorSettings& settings, std::uint64_t seed)
    : camera_(camera), settings_(settings), seed_(seed) {
    if (camera.width_px <= 0 || camera.height_px <= 0 || !(settings.gain_dn_per_e > 0.0)) {
        throw Error(ErrorKind::input, fmt::format("sensor: {} x {} pixels with {} DN per electron is none",
                                                  camera.width_px, camera.height_px, settings.gain_dn_per_e));
    }
    check_not_negative("read_noise_e", settings.read_noise_e);
    check_not_negative("fixed_pattern_dn", settings.fixed_pattern_dn);
    check_not_negative("prnu", settings.prnu);
    check_not_negative("hot_share", settings.hot_share);
    check_not_negative("full_well_e", settings.full_well_e);

    const std::size_t size =
        static_cast<std::size_t>(camera.width_px) * static_cast<std::size_t>(camera.height_px);
    RandomStream random(stream_key(seed, Topic::fixed_pattern, 0));
    offset_dn_.resize(size);
    sensitivity_.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        offset_dn_[i] = static_cast<float>(settings.offset_dn + settings.fixed_pattern_dn * random.normal());
        sensitivity_[i] = static_cast<float>(std::max(0.0, 1.0 + settings.prnu * random.normal()));
    }
    RandomStream hot(stream_key(seed, Topic::hot_pixels, 0));
    const auto count = static_cast<std::size_t>(std::lround(settings.hot_share * static_cast<double>(size)));
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(hot.uniform() * static_cast<double>(size));
        hot_.push_back({at, hot.uniform(settings.hot_min_dn, settings.hot_max_dn) / settings.gain_dn_per_e});
    }
    std::sort(hot_.begin(), hot_.end(), [](const HotPixel& a, const HotPixel& b) { return a.at < b.at; });
}

void Sensor::check_size(std::span<const float> electrons) const {
    if (electrons.size() != size_px()) {
        throw Error(ErrorKind::input, fmt::format("sensor: {} values for a sensor of {} x {} pixels",
                                                  electrons.size(), camera_.width_px, camera_.height_px));
    }
}

std::uint16_t Sensor::digitise(double dn) const {
    return static_cast<std::uint16_t>(
        std::lround(std::clamp(dn, 0.0, static_cast<double>(camera_.saturation_dn))));
}

Image Sensor::expose(std::span<const float> electrons, std::uint64_t frame) const {
    Image image;
    expose(electrons, frame, {}, image);
    return image;
}

void Sensor::expose(std::span<const float> electrons, std::uint64_t frame, const ExposureFactors& factors,
                    Image& image) const {
    check_size(electrons);
    image.resize(camera_.width_px, camera_.height_px);
    const double gain = settings_.gain_dn_per_e * factors.gain;
    const double read_dn = settings_.read_noise_e * gain;
    const double full_well_e =
        settings_.full_well_e > 0.0 ? settings_.full_well_e : std::numeric_limits<double>::infinity();
    auto hot = hot_.begin();
    std::size_t i = 0;
    for (int y = 0; y < camera_.height_px; ++y) {
        RandomStream random(stream_key(seed_, Topic::exposure, frame, static_cast<std::uint64_t>(y)));
        std::uint16_t* row = image.row(y);
        for (int x = 0; x < camera_.width_px; ++x, ++i) {
            double expected = static_cast<double>(electrons[i]) * static_cast<double>(sensitivity_[i]);
            for (; hot != hot_.end() && hot->at == i; ++hot) expected += hot->electrons * factors.dark;
            const double light_e = std::min(random.poisson(expected), full_well_e);
            const double signal_dn = gain * light_e + read_dn * random.normal();
            row[x] = digitise(static_cast<double>(offset_dn_[i]) + signal_dn);
        }
    }
}

Image Sensor::mean_frame(std::span<const float> electrons, int frames, std::uint64_t number,
                         const ExposureFactors& factors) const {
    check_size(electrons);
    if (frames <= 0) {
        throw Error(ErrorKind::input, fmt::format("sensor: the mean of {} frames does not exist", frames));
    }
    Image image(camera_.width_px, camera_.height_px);
    const double gain = settings_.gain_dn_per_e * factors.gain;
    const double read_variance_e = settings_.read_noise_e * settings_.read_noise_e;
    auto hot = hot_.begin();
    RandomStream random(stream_key(seed_, Topic::mean_frame, number));
    for (std::size_t i = 0; i < size_px(); ++i) {
        double expected = static_cast<double>(electrons[i]) * static_cast<double>(sensitivity_[i]);
        for (; hot != hot_.end() && hot->at == i; ++hot) expected += hot->electrons * factors.dark;
        const double sd_e = std::sqrt((expected + read_variance_e) / frames);
        image.pixels()[i] =
            digitise(static_cast<double>(offset_dn_[i]) + gain * (expected + sd_e * random.normal()));
    }
    return image;
}

}  // namespace waferglow::simulated

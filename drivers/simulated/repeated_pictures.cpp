// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/repeated_pictures.h"

#include "drivers/simulated/frame_maker.h"
#include "drivers/simulated/physics/counter_random.h"

#include <algorithm>
#include <cmath>

namespace waferglow::drivers {
namespace {

SimulatedSettings with_larger_camera(SimulatedSettings s) {
    const double pixel_um = s.wafer.camera.pixel_um;
    s.wafer.camera.width_px += 2 * static_cast<int>(std::ceil(s.wafer.grid.pitch_x_um / pixel_um)) + 4;
    s.wafer.camera.height_px += 2 * static_cast<int>(std::ceil(s.wafer.grid.pitch_y_um / pixel_um)) + 4;
    return s;
}

/// Where the die lies that is nearest to the middle of the image.
PixelPoint middle_die(const VirtualWafer& wafer, const View& view) {
    const auto map = wafer.to_stage(view).then(wafer.to_pixel(view));
    const DieGrid& grid = wafer.settings().wafer.grid;
    return map(grid.center(grid.nearest(wafer.to_stage(view).inverse()(view.middle))));
}

}  // namespace

RepeatedPictures::RepeatedPictures(const SimulatedSettings& settings)
    : wafer_(settings),
      larger_(with_larger_camera(settings)),
      sensor_(larger_.settings().wafer.camera, settings.wafer.sensor, settings.wafer.seed) {
    constexpr double kShareOfRadius = 0.3;
    const double reach_um = kShareOfRadius * settings.wafer.wafer.usable_radius_um();
    for (int i = 0; i < settings.repeated_pictures; ++i) {
        const double angle = 2.4 * i;  // about the golden angle: never the same place
        places_.push_back({{reach_um * std::cos(angle), reach_um * std::sin(angle)}, 0.0, 0.0});
    }
}

bool RepeatedPictures::wholly_on_dies(const View& view) const {
    const CameraInfo& camera = wafer_.settings().wafer.camera;
    const DieGrid& grid = wafer_.settings().wafer.grid;
    const auto back = wafer_.to_stage(view).then(wafer_.to_pixel(view)).inverse();
    for (const double x : {-20.0, camera.width_px + 20.0}) {
        for (const double y : {-20.0, camera.height_px + 20.0}) {
            if (!wafer_.recording().presence().exists(grid.nearest(back({x, y})))) return false;
        }
    }
    return true;
}

const Image& RepeatedPictures::picture(const Exposure& exposure, std::size_t which) {
    const auto millionths = [](double v) { return static_cast<std::uint64_t>(std::llround(1e6 * v)); };
    using simulated::stream_key;
    using simulated::Topic;
    const std::uint64_t light = stream_key(0, Topic::exposure, millionths(exposure.light.excitation_w_cm2),
                                           millionths(exposure.light.lamp_share));
    const std::uint64_t key =
        stream_key(light, Topic::exposure, millionths(exposure.exposure_ms), millionths(exposure.gain));
    std::vector<Image>& images = pictures_[key];
    images.resize(places_.size());
    Image& image = images[which];
    if (image.empty()) {
        const double nominal_ms = larger_.settings().wafer.channels.front().channel.exposure_ms;
        sensor_.expose(larger_.electrons(places_[which], exposure.light, exposure.exposure_ms),
                       stream_key(key, Topic::exposure, which),
                       {.gain = exposure.gain, .dark = exposure.exposure_ms / nominal_ms}, image);
    }
    return image;
}

bool RepeatedPictures::make(const Exposure& exposure, const View& view, Image& image) {
    if (!wholly_on_dies(view)) return false;
    const std::size_t which = exposure.noise_key % places_.size();
    const Image& large = picture(exposure, which);
    const PixelPoint from = middle_die(larger_, places_[which]);
    const PixelPoint to = middle_die(wafer_, view);
    const CameraInfo& camera = wafer_.settings().wafer.camera;
    const int x =
        std::clamp(static_cast<int>(std::lround(from.x - to.x)), 0, large.width() - camera.width_px);
    const int y =
        std::clamp(static_cast<int>(std::lround(from.y - to.y)), 0, large.height() - camera.height_px);
    image.resize(camera.width_px, camera.height_px);
    for (int row = 0; row < camera.height_px; ++row)
        std::copy_n(large.row(y + row) + x, camera.width_px, image.row(row));
    return true;
}

}  // namespace waferglow::drivers

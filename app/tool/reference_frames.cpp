// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/reference_frames.h"

#include "app/tool/patiently.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <numeric>

namespace waferglow::tool {

void MeanFrame::add(const Image& frame) {
    if (frames_ == 0) {
        width_ = frame.width();
        height_ = frame.height();
        sums_.assign(frame.size_px(), 0);
    }
    if (frame.width() != width_ || frame.height() != height_)
        throw Error(ErrorKind::usage, "frames of different size have no mean");
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += frame.pixels()[i];
    ++frames_;
}

Image MeanFrame::mean() const {
    Image mean(width_, height_);
    for (std::size_t i = 0; i < sums_.size(); ++i)
        mean.pixels()[i] = static_cast<std::uint16_t>((sums_[i] + frames_ / 2) / frames_);
    return mean;
}

namespace {

Image mean_of(TileTaker& taker, std::size_t channel, int frames, const std::stop_token& stop) {
    MeanFrame mean;
    drivers::Frame frame;
    for (int i = 0; i < frames; ++i) {
        if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "the scan was stopped");
        taker.take_frame(channel, frame);
        mean.add(frame.image);
    }
    return mean.mean();
}

double mean_value(const Image& image) {
    return static_cast<double>(
               std::accumulate(image.pixels().begin(), image.pixels().end(), std::uint64_t{0})) /
           static_cast<double>(image.size_px());
}

}  // namespace

Image take_dark(TileTaker& taker, std::size_t channel, StagePoint at, int frames,
                const std::stop_token& stop) {
    return patiently(taker, "the dark frame", stop, [&] {
        taker.darken();
        taker.go_to(at, stop);
        return mean_of(taker, channel, frames, stop);
    });
}

Image take_flat(const ScanTool& tool, const RetryPolicy& retry, int frames, const std::stop_token& stop) {
    // A short exposure tells how long the right one is; the second channel has it.
    constexpr double kProbeMs = 1.0;
    constexpr double kShareOfRange = 0.5;
    const drivers::CameraCapabilities camera = tool.camera->capabilities();
    const auto lit_for = [&](double exposure_ms) {
        return ScanChannel{.channel = {.name = "flat",
                                       .kind = "reflected",
                                       .excitation_w_cm2 = 0.0,
                                       .exposure_ms = std::clamp(exposure_ms, camera.min_exposure_ms,
                                                                 camera.max_exposure_ms)},
                           .light = {},
                           .gain = 1.0};
    };
    const auto take = [&](double exposure_ms, int count) {
        TileTaker taker(tool, channel_setups(tool, {lit_for(exposure_ms)}), retry);
        Image image = patiently(taker, "the flat frame", stop, [&] {
            taker.light_channel(0);
            taker.go_to(along_camera(tool.flat_position.value(), tool.camera_info.turn_rad), stop);
            return mean_of(taker, 0, count, stop);
        });
        taker.release();
        return image;
    };
    const double dark = mean_value(take(camera.min_exposure_ms, 1));
    const double light = mean_value(take(kProbeMs, 1)) - dark;
    if (!(light > 0.0))
        throw Error(ErrorKind::device,
                    "the flat reference is dark: the lamp gives no light, or the stage does "
                    "not reach the reference");
    return take(kProbeMs * (kShareOfRange * tool.camera_info.saturation_dn - dark) / light, frames);
}

}  // namespace waferglow::tool

// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/frame_maker.h"

#include "drivers/simulated/physics/counter_random.h"
#include "drivers/simulated/repeated_pictures.h"

#include <cmath>

namespace waferglow::drivers {
namespace {

std::uint64_t millionths(double value) {
    return static_cast<std::uint64_t>(std::llround(1e6 * value));
}

/// Turned clockwise by a right angle; `width` changes places with the height.
std::vector<float> quarter_turn(const std::vector<float>& picture, std::size_t& width) {
    const std::size_t height = picture.size() / width;
    std::vector<float> turned(picture.size());
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x)
            turned[x * height + (height - 1 - y)] = picture[y * width + x];
    width = height;
    return turned;
}

}  // namespace

FrameMaker::FrameMaker(std::shared_ptr<SimulatedBench> bench)
    : bench_(std::move(bench)),
      sensor_(sensor_of(bench_->settings()), bench_->settings().wafer.sensor, bench_->settings().wafer.seed) {
    if (bench_->settings().render == RenderMode::repeated)
        repeated_ = std::make_unique<RepeatedPictures>(bench_->settings());
}

FrameMaker::~FrameMaker() = default;

Exposure begin_exposure(SimulatedBench& bench, double exposure_ms, double gain, bool counts) {
    using simulated::stream_key;
    using simulated::Topic;
    Exposure exposure{.light = bench.illumination(), .exposure_ms = exposure_ms, .gain = gain};
    std::uint64_t what = stream_key(0, Topic::exposure, millionths(exposure.light.excitation_w_cm2),
                                    millionths(exposure.light.lamp_share));
    what = stream_key(what, Topic::exposure, millionths(exposure_ms), millionths(gain));
    if (exposure.light.filter != kNoFilter)
        what = stream_key(what, Topic::exposure, static_cast<std::uint64_t>(exposure.light.filter));
    const std::uint64_t ordinal = counts ? bench.next_ordinal(what) : 0;
    exposure.noise_key = stream_key(bench.position_key(), Topic::exposure, what, ordinal);
    return exposure;
}

void FrameMaker::make(const Exposure& exposure, std::span<const View> views, Image& image) {
    FrameMemory* const memory = bench_->frame_memory();
    if (memory == nullptr) return render(exposure, views, image);
    FrameMemory::Key key{exposure.light.excitation_w_cm2,
                         exposure.light.lamp_share,
                         exposure.light.lines_share,
                         static_cast<double>(exposure.light.filter),
                         exposure.exposure_ms,
                         exposure.gain,
                         static_cast<double>(exposure.noise_key >> 32U),
                         static_cast<double>(exposure.noise_key & 0xFFFFFFFFU)};
    for (const View& view : views)
        key.insert(key.end(), {view.middle.x, view.middle.y, view.z_um, view.theta_rad});
    if (memory->recall(key, image)) return;
    render(exposure, views, image);
    memory->keep(key, image);
}

void FrameMaker::render(const Exposure& exposure, std::span<const View> views, Image& image) {
    const bool lit = exposure.light.excitation_w_cm2 > 0.0 || exposure.light.lamp_share > 0.0;
    const bool plain = exposure.light.filter == kNoFilter;  // as ready-made pictures are
    if (repeated_ && lit && plain && views.size() == 1 && repeated_->make(exposure, views.front(), image))
        return;
    const VirtualWafer& wafer = bench_->wafer();
    std::vector<float> electrons = wafer.electrons(views.front(), exposure.light, exposure.exposure_ms);
    if (views.size() > 1) {
        for (const View& view : views.subspan(1)) {
            const std::vector<float> more = wafer.electrons(view, exposure.light, exposure.exposure_ms);
            for (std::size_t i = 0; i < electrons.size(); ++i) electrons[i] += more[i];
        }
        const auto share = 1.0F / static_cast<float>(views.size());
        for (float& value : electrons) value *= share;
    }
    auto width = static_cast<std::size_t>(wafer.settings().wafer.camera.width_px);
    for (int turns = wafer.settings().camera.quarter_turns; turns > 0; --turns)
        electrons = quarter_turn(electrons, width);
    const double nominal_ms = bench_->settings().wafer.channels.front().channel.exposure_ms;
    sensor_.expose(electrons, exposure.noise_key,
                   {.gain = exposure.gain, .dark = exposure.exposure_ms / nominal_ms}, image);
}

}  // namespace waferglow::drivers

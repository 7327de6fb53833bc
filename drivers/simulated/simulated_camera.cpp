// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_camera.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

std::int64_t to_ns(double ms) {
    return std::llround(1e6 * ms);
}

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorKind::usage, "simulated camera: " + what);
}

[[noreturn]] void no_frame(std::chrono::milliseconds timeout, std::uint64_t id) {
    throw Error(ErrorKind::device,
                fmt::format("simulated camera: frame {} did not come within {} ms", id, timeout.count()));
}

}  // namespace

SimulatedCamera::SimulatedCamera(std::shared_ptr<SimulatedBench> bench, std::shared_ptr<FaultPlan> faults)
    : bench_(bench),
      link_(DeviceKind::camera, bench, std::move(faults), [this] { end_stream(); }),
      frames_(bench) {
    const CameraInfo camera = sensor_of(bench_->settings());
    settings_.region = {0, 0, camera.width_px, camera.height_px};
}

SimulatedCamera::~SimulatedCamera() {
    make_safe();
}

Identity SimulatedCamera::identity() const {
    return link_.tell("identity", [](auto) {
        return Identity{"WaferGlow", "simulated camera", "SIM-CA-1", "1"};
    });
}

void SimulatedCamera::end_stream() noexcept {
    const std::lock_guard lock(mutex_);
    streaming_ = false;
    pending_.clear();
    triggered_.notify_all();
}

void SimulatedCamera::make_safe() noexcept {
    end_stream();
}

void SimulatedCamera::reconnect() {
    link_.reconnect();
    end_stream();
    const CameraInfo camera = sensor_of(bench_->settings());
    settings_ = {};
    settings_.region = {0, 0, camera.width_px, camera.height_px};
}

CameraCapabilities SimulatedCamera::capabilities() const {
    const CameraModel& model = bench_->settings().camera;
    const CameraInfo camera = sensor_of(bench_->settings());
    return {.sensor_width_px = camera.width_px,
            .sensor_height_px = camera.height_px,
            .min_exposure_ms = model.min_exposure_ms,
            .max_exposure_ms = model.max_exposure_ms,
            .min_gain = 1.0,
            .max_gain = model.max_gain,
            .software_trigger = true,
            .pixel_formats = {"Mono16", "Mono12", "Mono8"}};
}

CameraSettings SimulatedCamera::configure(const CameraSettings& wanted) {
    const CameraCapabilities can = capabilities();
    if (const std::lock_guard lock(mutex_); streaming_) refuse("it can't be set up while its stream runs");
    CameraSettings taken = wanted;
    if (!(wanted.exposure_ms >= can.min_exposure_ms && wanted.exposure_ms <= can.max_exposure_ms))
        refuse(fmt::format("exposure_ms = {} is beyond {} to {}", wanted.exposure_ms, can.min_exposure_ms,
                           can.max_exposure_ms));
    if (!(wanted.gain >= can.min_gain && wanted.gain <= can.max_gain))
        refuse(fmt::format("gain = {} is beyond {} to {}", wanted.gain, can.min_gain, can.max_gain));
    if (wanted.trigger == TriggerMode::hardware) refuse("it has no trigger line");
    if (std::find(can.pixel_formats.begin(), can.pixel_formats.end(), wanted.pixel_format) ==
        can.pixel_formats.end()) {
        refuse(fmt::format("it has no pixel format '{}'{}; it has {}", wanted.pixel_format,
                           did_you_mean(wanted.pixel_format, can.pixel_formats),
                           fmt::join(can.pixel_formats, ", ")));
    }
    if (taken.region.width == 0) taken.region = {0, 0, can.sensor_width_px, can.sensor_height_px};
    const SensorRegion& region = taken.region;
    if (region.x < 0 || region.y < 0 || region.width <= 0 || region.height <= 0 ||
        region.x + region.width > can.sensor_width_px || region.y + region.height > can.sensor_height_px) {
        refuse(fmt::format("region {} x {} at ({}, {}) does not lie on the sensor of {} x {} pixels",
                           region.width, region.height, region.x, region.y, can.sensor_width_px,
                           can.sensor_height_px));
    }
    constexpr double kExposureStepMs = 0.001;
    taken.exposure_ms = kExposureStepMs * std::round(wanted.exposure_ms / kExposureStepMs);
    constexpr double kGainStep = 0.01;
    taken.gain = kGainStep * std::round(wanted.gain / kGainStep);
    return link_.tell("configure", [&](auto) {
        settings_ = taken;
        return taken;
    });
}

void SimulatedCamera::start(int buffers) {
    if (buffers < 1) refuse(fmt::format("a stream with {} buffers is none", buffers));
    link_.tell("start", [&](std::optional<FaultMode> fault) {
        const std::lock_guard lock(mutex_);
        streaming_ = true;
        stalled_ = fault == FaultMode::stall;
        buffers_ = buffers;
        next_id_ = 0;
        pending_.clear();
        statistics_ = {};
        stream_start_ns_ = exposed_until_ns_ = bench_->time().now_ns();
    });
}

void SimulatedCamera::stop() {
    link_.tell("stop", [&](auto) { end_stream(); });
}

SimulatedCamera::Pending SimulatedCamera::expose_at(std::int64_t begin_ns, bool lost) {
    Pending frame;
    frame.id = next_id_++;
    frame.begin_ns = begin_ns;
    frame.end_ns = begin_ns + to_ns(settings_.exposure_ms);
    frame.exposure = begin_exposure(*bench_, settings_.exposure_ms, settings_.gain, !lost);
    frame.lost = lost;
    if (lost) ++statistics_.dropped;
    return frame;
}

void SimulatedCamera::trigger() {
    if (settings_.trigger != TriggerMode::software) refuse("it is not set up for software triggers");
    link_.tell("trigger", [&](std::optional<FaultMode> fault) {
        const std::lock_guard lock(mutex_);
        if (!streaming_) refuse("no stream runs; start one before the first trigger");
        if (fault == FaultMode::stall) stalled_ = true;
        const bool full = pending_.size() >= static_cast<std::size_t>(buffers_);
        const bool lost = full || stalled_ || fault == FaultMode::frame_dropped;
        const std::int64_t begin = std::max(bench_->time().now_ns(), exposed_until_ns_);
        pending_.push_back(expose_at(begin, lost));
        exposed_until_ns_ = pending_.back().end_ns;
        triggered_.notify_all();
    });
}

void SimulatedCamera::wait_exposed(std::chrono::milliseconds timeout) {
    std::int64_t end_ns = 0;
    {
        const std::lock_guard lock(mutex_);
        end_ns = exposed_until_ns_;
    }
    TimeSource& time = bench_->time();
    const std::int64_t deadline = time.now_ns() + std::chrono::nanoseconds(timeout).count();
    time.wait_until(std::min(end_ns, deadline), {});
    if (end_ns > deadline)
        throw Error(ErrorKind::device,
                    fmt::format("simulated camera: an exposure of {} ms did not end within {} ms",
                                settings_.exposure_ms, timeout.count()));
}

SimulatedCamera::Pending SimulatedCamera::take_free_running() {
    const std::lock_guard lock(mutex_);
    const CameraModel& model = bench_->settings().camera;
    const std::int64_t period = to_ns(std::max(settings_.exposure_ms, model.readout_ms));
    const std::int64_t passed = bench_->time().now_ns() - stream_start_ns_ - to_ns(model.readout_ms);
    const auto complete = static_cast<std::uint64_t>(std::max<std::int64_t>(0, passed / period));
    const auto buffers = static_cast<std::uint64_t>(buffers_);
    if (complete > next_id_ + buffers) {  // the oldest were overwritten
        statistics_.dropped += complete - buffers - next_id_;
        next_id_ = complete - buffers;
    }
    return expose_at(stream_start_ns_ + static_cast<std::int64_t>(next_id_) * period, stalled_);
}

SimulatedCamera::Pending SimulatedCamera::take_pending(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    const auto something = [&] { return !pending_.empty() || !streaming_; };
    if (!triggered_.wait_for(lock, timeout, something)) no_frame(timeout, next_id_);
    if (!streaming_)
        throw Error(ErrorKind::device, "simulated camera: no stream runs, so no frame will come");
    Pending frame = std::move(pending_.front());
    pending_.pop_front();
    while (frame.lost && !pending_.empty()) {  // the next one tells by its id that some are missing
        frame = std::move(pending_.front());
        pending_.pop_front();
    }
    return frame;
}

void SimulatedCamera::crop(Frame& frame) const {
    const SensorRegion& region = settings_.region;
    frame.image.resize(region.width, region.height);
    const int shift = settings_.pixel_format == "Mono8" ? 4 : 0;
    for (int y = 0; y < region.height; ++y) {
        const std::uint16_t* from = whole_.row(region.y + y) + region.x;
        std::transform(from, from + region.width, frame.image.row(y),
                       [shift](std::uint16_t dn) { return static_cast<std::uint16_t>(dn >> shift); });
    }
}

void SimulatedCamera::next_frame(Frame& frame, std::chrono::milliseconds timeout) {
    link_.tell("frame", [&](std::optional<FaultMode> fault) {
        if (fault == FaultMode::stall) {
            const std::lock_guard lock(mutex_);
            stalled_ = true;
        }
        const bool free = settings_.trigger == TriggerMode::free_running;
        if (const std::lock_guard lock(mutex_); free && !streaming_)
            throw Error(ErrorKind::device, "simulated camera: no stream runs, so no frame will come");
        TimeSource& time = bench_->time();
        const std::int64_t deadline = time.now_ns() + std::chrono::nanoseconds(timeout).count();
        Pending next = free ? take_free_running() : take_pending(timeout);
        if (fault && !next.lost) {
            const std::lock_guard lock(mutex_);
            ++statistics_.dropped;
            next.lost = true;
        }
        if (free && fault == FaultMode::frame_dropped) next = take_free_running();
        const std::int64_t ready = next.end_ns + to_ns(bench_->settings().camera.readout_ms);
        if (next.lost || ready > deadline) {
            time.wait_until(deadline, {});
            no_frame(timeout, next.id);
        }
        time.wait_until(ready, {});
        const std::vector<View> views = bench_->views(next.begin_ns, next.end_ns);
        const CameraInfo camera = sensor_of(bench_->settings());
        frame.id = next.id;
        frame.timestamp_ns = static_cast<std::uint64_t>(next.begin_ns);
        if (settings_.region == SensorRegion{0, 0, camera.width_px, camera.height_px} &&
            settings_.pixel_format != "Mono8") {
            frames_.make(next.exposure, views, frame.image);
        } else {
            frames_.make(next.exposure, views, whole_);
            crop(frame);
        }
        const std::lock_guard lock(mutex_);
        ++statistics_.delivered;
    });
}

StreamStatistics SimulatedCamera::statistics() const {
    const std::lock_guard lock(mutex_);
    return statistics_;
}

}  // namespace waferglow::drivers

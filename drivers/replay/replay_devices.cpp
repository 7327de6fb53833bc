// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/replay/replay.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr double kLampMw = 1.0;
constexpr double kMostWcm2 = 1e5;

Identity identity_of(const char* what, const ReplayBench& bench) {
    return {"WaferGlow", fmt::format("replay {}", what), bench.recording().wafer.id, "1"};
}

}  // namespace

Identity ReplayStage::identity() const {
    return identity_of("stage", *bench_);
}

StageCapabilities ReplayStage::capabilities() const {
    constexpr double kReachUm = 500e3;
    constexpr double kSpeed = 1e6;
    constexpr double kResolution = 1e-3;
    return {.x_um = {-kReachUm, kReachUm},
            .y_um = {-kReachUm, kReachUm},
            .z_um = {},
            .theta_rad = {},
            .max_speed_um_s = kSpeed,
            .resolution_um = kResolution};
}

void ReplayStage::home(std::stop_token /*stop*/) {
    bench_->move_to({});
}

void ReplayStage::start_move(const StagePose& target) {
    const AxisLimits limits = capabilities().x_um;
    if (!(std::abs(target.xy_um.x) <= limits.max && std::abs(target.xy_um.y) <= limits.max))
        throw Error(ErrorKind::usage,
                    fmt::format("replay stage: x = {}, y = {} is beyond its soft limits of +-{} um",
                                target.xy_um.x, target.xy_um.y, limits.max));
    if (target.z_um || target.theta_rad)
        throw Error(ErrorKind::usage, "replay stage: it has neither z nor theta");
    bench_->move_to(target.xy_um);
}

void ReplayStage::wait_in_position(const SettleRule& /*rule*/, std::stop_token stop) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "replay stage: stopped on request");
}

Identity ReplayCamera::identity() const {
    return identity_of("camera", *bench_);
}

CameraCapabilities ReplayCamera::capabilities() const {
    constexpr double kShortest = 1e-3;
    constexpr double kLongest = 1e6;
    const CameraInfo& camera = bench_->recording().camera;
    return {.sensor_width_px = camera.width_px,
            .sensor_height_px = camera.height_px,
            .min_exposure_ms = kShortest,
            .max_exposure_ms = kLongest,
            .min_gain = 1.0,
            .max_gain = 1.0,
            .software_trigger = true,
            .pixel_formats = {"Mono16"}};
}

CameraSettings ReplayCamera::configure(const CameraSettings& wanted) {
    const auto refuse = [](const std::string& what) {
        throw Error(ErrorKind::usage, "replay camera: " + what);
    };
    if (const std::lock_guard lock(mutex_); streaming_) refuse("it can't be set up while its stream runs");
    const CameraCapabilities can = capabilities();
    if (!(wanted.exposure_ms >= can.min_exposure_ms && wanted.exposure_ms <= can.max_exposure_ms))
        refuse(fmt::format("exposure_ms = {} is beyond {} to {}", wanted.exposure_ms, can.min_exposure_ms,
                           can.max_exposure_ms));
    if (wanted.trigger != TriggerMode::software) refuse("it gives frames by software trigger only");
    if (wanted.pixel_format != "Mono16") refuse("its pixel format is Mono16");
    if (wanted.gain != 1.0) refuse("its gain is 1: pixels are as recorded");
    const SensorRegion whole{0, 0, can.sensor_width_px, can.sensor_height_px};
    if (wanted.region.width != 0 && !(wanted.region == whole)) refuse("it gives whole frames only");
    settings_ = wanted;
    settings_.region = whole;
    return settings_;
}

void ReplayCamera::start(int buffers) {
    if (buffers < 1) throw Error(ErrorKind::usage, "replay camera: a stream needs at least one buffer");
    const std::lock_guard lock(mutex_);
    streaming_ = true;
    buffers_ = static_cast<std::size_t>(buffers);
    next_id_ = 0;
    pending_.clear();
    statistics_ = {};
}

void ReplayCamera::end_stream() noexcept {
    const std::lock_guard lock(mutex_);
    streaming_ = false;
    pending_.clear();
    triggered_.notify_all();
}

void ReplayCamera::trigger() {
    const std::filesystem::path file = bench_->frame_file(settings_.exposure_ms);
    const std::lock_guard lock(mutex_);
    if (!streaming_)
        throw Error(ErrorKind::usage, "replay camera: no stream runs; start one before the first trigger");
    const std::uint64_t id = next_id_++;
    if (pending_.size() >= buffers_) {
        ++statistics_.dropped;
        return;
    }
    pending_.push_back({id, file});
    triggered_.notify_all();
}

void ReplayCamera::wait_exposed(std::chrono::milliseconds /*timeout*/) {}

void ReplayCamera::next_frame(Frame& frame, std::chrono::milliseconds timeout) {
    Pending next;
    {
        std::unique_lock lock(mutex_);
        if (!triggered_.wait_for(lock, timeout, [&] { return !pending_.empty() || !streaming_; }))
            throw Error(
                ErrorKind::device,
                fmt::format("replay camera: no frame within {} ms; none was triggered", timeout.count()));
        if (!streaming_)
            throw Error(ErrorKind::device, "replay camera: no stream runs, so no frame will come");
        next = pending_.front();
        pending_.pop_front();
        ++statistics_.delivered;
    }
    TileEntry entry;
    entry.file = next.file.lexically_relative(bench_->recording().folder);
    read_tile(bench_->recording(), entry, frame.image);
    frame.id = next.id;
    frame.timestamp_ns = next.id;
}

StreamStatistics ReplayCamera::statistics() const {
    const std::lock_guard lock(mutex_);
    return statistics_;
}

ReplayLight::ReplayLight(ReplayLightKind kind, std::shared_ptr<ReplayBench> bench)
    : kind_(kind), bench_(std::move(bench)), power_mw_(capabilities().min_power_mw) {}

Identity ReplayLight::identity() const {
    return identity_of(kind_ == ReplayLightKind::laser ? "laser" : "lamp", *bench_);
}

LightCapabilities ReplayLight::capabilities() const {
    if (kind_ == ReplayLightKind::lamp)
        return {
            .wavelength_nm = 0.0, .min_power_mw = kLampMw, .max_power_mw = kLampMw, .has_interlock = false};
    constexpr double kBlueNm = 405.0;  // recordings don't tell
    constexpr double kLeastMw = 1e-6;
    return {.wavelength_nm = kBlueNm,
            .min_power_mw = kLeastMw,
            .max_power_mw = 1e3 * kMostWcm2 * ReplayBench::kSpotCm2,
            .has_interlock = false};
}

void ReplayLight::set_power_mw(double power_mw) {
    const LightCapabilities can = capabilities();
    if (!(power_mw >= can.min_power_mw && power_mw <= can.max_power_mw))
        throw Error(ErrorKind::usage, fmt::format("replay light: {} mW is beyond {} to {} mW", power_mw,
                                                  can.min_power_mw, can.max_power_mw));
    power_mw_ = power_mw;
    if (on_) shine();
}

void ReplayLight::switch_on() {
    on_ = true;
    shine();
}

void ReplayLight::shine() {
    if (kind_ == ReplayLightKind::lamp)
        bench_->set_lamp(true);
    else
        bench_->set_laser(true, 1e-3 * power_mw_ / ReplayBench::kSpotCm2);
}

void ReplayLight::go_off() noexcept {
    on_ = false;
    if (kind_ == ReplayLightKind::lamp)
        bench_->set_lamp(false);
    else
        bench_->set_laser(false, 0.0);
}

}  // namespace waferglow::drivers

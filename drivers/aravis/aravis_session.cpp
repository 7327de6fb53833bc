// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/aravis_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr double kUsPerMs = 1000.0;
constexpr double kDbPerDecade = 20.0;

GObject<ArvCamera> open_camera(const AravisSettings& options) {
    arv_update_device_list();
    AravisCall call(options.camera, "open");
    GObject<ArvCamera> camera(
        arv_camera_new(options.camera.empty() ? nullptr : options.camera.c_str(), call));
    call.check();
    if (!camera) {
        throw camera_error(
            options.camera, "open",
            "no such camera answers; `arv-tool-0.8` lists those that do (check cable, power, that "
            "address and network match, and that no other program holds it)");
    }
    return camera;
}

void on_lost(ArvDevice* /*device*/, std::atomic<bool>* lost) {
    *lost = true;
}

/// Lets go of the camera on this thread. Aravis's heartbeat thread has a reference of its own to the device
/// while it tells that control was lost; were that the last one, the thread would have to wait for its own
/// end, and GLib ends the program. It tells for a moment only: longer, and it is somebody else's reference.
void let_go(GObject<ArvCamera> camera) {
    constexpr auto kLongest = std::chrono::milliseconds(500);
    const ::GObject* const counted = reinterpret_cast<::GObject*>(arv_camera_get_device(camera.get()));
    const GObject<ArvDevice> device(
        static_cast<ArvDevice*>(g_object_ref(arv_camera_get_device(camera.get()))));
    camera.reset();
    const auto give_up = std::chrono::steady_clock::now() + kLongest;
    while (g_atomic_int_get(&counted->ref_count) > 1 && std::chrono::steady_clock::now() < give_up) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

/// Down to what a camera of that minimum and step can do.
int stepped(int value, int min, int step) {
    return step > 1 ? min + (value - min) / step * step : value;
}

}  // namespace

AravisSession::AravisSession(const AravisSettings& options)
    : options_(options),
      label_("aravis camera " + options.camera),
      camera_(open_camera(options)),
      features_(camera_.get(), options.camera) {
    const auto has = [this](const char* name) { return features_.has(name); };
    exposure_ = exposure_feature(has);
    gain_ = gain_feature(has);
    read_identity();
    read_capabilities();
    if (options_.packet_size > 0 && is_gige()) {
        AravisCall call(options_.camera, fmt::format("GevSCPSPacketSize = {}", options_.packet_size));
        arv_camera_gv_set_packet_size(camera_.get(), options_.packet_size, call);
        call.check();
    }
    if (is_gige()) {
        arv_camera_gv_set_stream_options(camera_.get(), options_.packet_socket
                                                            ? ARV_GV_STREAM_OPTION_NONE
                                                            : ARV_GV_STREAM_OPTION_PACKET_SOCKET_DISABLED);
    }
    CameraSettings wanted;
    wanted.pixel_format = capabilities_.pixel_formats.front();
    wanted.trigger = capabilities_.software_trigger ? TriggerMode::software : TriggerMode::free_running;
    wanted.exposure_ms =
        std::clamp(wanted.exposure_ms, capabilities_.min_exposure_ms, capabilities_.max_exposure_ms);
    wanted.gain = capabilities_.min_gain;
    configure(wanted);
    g_signal_connect(arv_camera_get_device(camera_.get()), "control-lost", G_CALLBACK(on_lost), &lost_);
}

AravisSession::~AravisSession() {
    g_signal_handlers_disconnect_by_data(arv_camera_get_device(camera_.get()), &lost_);
    let_go(std::move(camera_));
}

CameraSettings AravisSession::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

bool AravisSession::is_gige() const {
    return arv_camera_is_gv_device(camera_.get()) != 0;
}

void AravisSession::read_identity() {
    identity_.vendor = features_.text("DeviceVendorName");
    identity_.model = features_.text("DeviceModelName");
    identity_.serial_number = features_.text("DeviceSerialNumber");
    if (identity_.serial_number.empty()) identity_.serial_number = features_.text("DeviceID");
    identity_.firmware = features_.text("DeviceFirmwareVersion");
    if (identity_.firmware.empty()) identity_.firmware = features_.text("DeviceVersion");
}

void AravisSession::read_capabilities() {
    AravisCall call(options_.camera, "SensorWidth, SensorHeight");
    arv_camera_get_sensor_size(camera_.get(), &capabilities_.sensor_width_px, &capabilities_.sensor_height_px,
                               call);
    call.check();
    if (exposure_) {
        const FeatureBounds us = features_.bounds(*exposure_);
        capabilities_.min_exposure_ms = us.min / kUsPerMs;
        capabilities_.max_exposure_ms = us.max / kUsPerMs;
    }
    if (gain_) {
        const FeatureBounds steps = features_.bounds(*gain_);
        capabilities_.min_gain = gain_from(steps.min);
        capabilities_.max_gain = gain_from(steps.max);
    }
    capabilities_.software_trigger = features_.has("TriggerSoftware");
    capabilities_.pixel_formats = features_.pixel_formats();
    if (capabilities_.pixel_formats.empty()) {
        throw camera_error(options_.camera, "PixelFormat",
                           "the camera offers no monochrome format of 8 to 16 bits");
    }
    // The most bits first: that is what a new user wants.
    std::stable_partition(capabilities_.pixel_formats.begin(), capabilities_.pixel_formats.end(),
                          [](const std::string& format) { return format != "Mono8"; });
}

GainUnit AravisSession::gain_unit() const {
    if (options_.gain_unit != GainUnit::by_camera) return options_.gain_unit;
    if (!gain_ || gain_->integer) return GainUnit::raw;
    return features_.unit(*gain_) == "dB" ? GainUnit::decibel : GainUnit::factor;
}
double AravisSession::gain_from(double feature) const {
    return gain_unit() == GainUnit::decibel ? std::pow(10.0, feature / kDbPerDecade) : feature;
}
double AravisSession::gain_to(double gain) const {
    return gain_unit() == GainUnit::decibel ? kDbPerDecade * std::log10(gain) : gain;
}

void AravisSession::check(const CameraSettings& wanted) const {
    const CameraCapabilities& can = capabilities_;
    const auto refuse = [&](const std::string& what) {
        return Error(ErrorKind::usage, label_ + ": " + what);
    };
    if (std::find(can.pixel_formats.begin(), can.pixel_formats.end(), wanted.pixel_format) ==
        can.pixel_formats.end()) {
        throw refuse(fmt::format("pixel_format = {} is not one of {}", wanted.pixel_format,
                                 fmt::join(can.pixel_formats, ", ")));
    }
    if (exposure_ &&
        !(wanted.exposure_ms >= can.min_exposure_ms && wanted.exposure_ms <= can.max_exposure_ms)) {
        throw refuse(fmt::format("exposure_ms = {} lies beyond the limits {} to {}", wanted.exposure_ms,
                                 can.min_exposure_ms, can.max_exposure_ms));
    }
    if (gain_ && !(wanted.gain >= can.min_gain && wanted.gain <= can.max_gain)) {
        throw refuse(fmt::format("gain = {} lies beyond the limits {} to {}", wanted.gain, can.min_gain,
                                 can.max_gain));
    }
    if (wanted.trigger == TriggerMode::software && !can.software_trigger) {
        throw refuse("the camera has no software trigger; use a hardware trigger or let it run free");
    }
    const SensorRegion& region = wanted.region;
    const bool inside = region.x >= 0 && region.y >= 0 && region.width >= 0 && region.height >= 0 &&
                        region.x + region.width <= can.sensor_width_px &&
                        region.y + region.height <= can.sensor_height_px;
    if (!inside) {
        throw refuse(fmt::format("the region {} x {} at ({}, {}) does not fit the sensor of {} x {}",
                                 region.width, region.height, region.x, region.y, can.sensor_width_px,
                                 can.sensor_height_px));
    }
}

CameraSettings AravisSession::configure(const CameraSettings& wanted) {
    check(wanted);
    {
        AravisCall call(options_.camera, "PixelFormat = " + wanted.pixel_format);
        arv_camera_set_pixel_format_from_string(camera_.get(), wanted.pixel_format.c_str(), call);
        call.check();
    }
    set_region(wanted.region);
    set_trigger(wanted.trigger);
    // A camera that chooses for itself would change from frame to frame what is told once.
    for (const char* automatic : {"ExposureAuto", "GainAuto"}) features_.switch_off(automatic);
    if (exposure_) features_.set_number(*exposure_, wanted.exposure_ms * kUsPerMs);
    if (gain_) features_.set_number(*gain_, gain_to(wanted.gain));
    if (wanted.trigger == TriggerMode::free_running) set_highest_rate();
    CameraSettings taken = read_back(wanted.trigger);
    const std::lock_guard lock(mutex_);
    settings_ = taken;
    return taken;
}

void AravisSession::set_region(const SensorRegion& wanted) {
    SensorRegion region = wanted;
    if (region.width == 0) region.width = capabilities_.sensor_width_px - region.x;
    if (region.height == 0) region.height = capabilities_.sensor_height_px - region.y;
    AravisCall call(options_.camera, "Width, Height, OffsetX, OffsetY");
    ArvCamera* camera = camera_.get();
    const bool offsets = arv_camera_is_region_offset_available(camera, nullptr) != 0;
    // Widths are limited by the offsets in force, so those go first.
    if (offsets) {
        arv_camera_set_integer(camera, "OffsetX", 0, nullptr);
        arv_camera_set_integer(camera, "OffsetY", 0, nullptr);
    }
    gint min_width = 1;
    gint min_height = 1;
    gint ignored = 0;
    arv_camera_get_width_bounds(camera, &min_width, &ignored, call);
    call.check();
    arv_camera_get_height_bounds(camera, &min_height, &ignored, call);
    call.check();
    const int step_x = arv_camera_get_width_increment(camera, nullptr);
    const int step_y = arv_camera_get_height_increment(camera, nullptr);
    region.width = stepped(std::max(region.width, min_width), min_width, step_x);
    region.height = stepped(std::max(region.height, min_height), min_height, step_y);
    if (offsets) {
        region.x = stepped(region.x, 0, arv_camera_get_x_offset_increment(camera, nullptr));
        region.y = stepped(region.y, 0, arv_camera_get_y_offset_increment(camera, nullptr));
    }
    arv_camera_set_region(camera, offsets ? region.x : -1, offsets ? region.y : -1, region.width,
                          region.height, call);
    call.check();
}

void AravisSession::set_trigger(TriggerMode mode) {
    ArvCamera* camera = camera_.get();
    AravisCall call(options_.camera, "TriggerMode");
    arv_camera_set_acquisition_mode(camera, ARV_ACQUISITION_MODE_CONTINUOUS, call);
    call.check();
    if (mode == TriggerMode::free_running) {
        if (!features_.has("TriggerMode")) return;
        arv_camera_clear_triggers(camera, call);
    } else {
        arv_camera_set_trigger(
            camera, mode == TriggerMode::software ? "Software" : options_.trigger_line.c_str(), call);
    }
    call.check();
}

/// What region and exposure allow: many cameras start with a rate of their own far below.
void AravisSession::set_highest_rate() {
    AravisCall call(options_.camera, "AcquisitionFrameRate");
    const bool settable = arv_camera_is_frame_rate_available(camera_.get(), call) != 0;
    call.check();
    if (!settable) return;
    double least_hz = 0.0;
    double most_hz = 0.0;
    arv_camera_get_frame_rate_bounds(camera_.get(), &least_hz, &most_hz, call);
    call.check();
    arv_camera_set_frame_rate(camera_.get(), most_hz, call);
    call.check();
}

CameraSettings AravisSession::read_back(TriggerMode mode) {
    CameraSettings taken;
    taken.trigger = mode;
    AravisCall call(options_.camera, "read settings");
    arv_camera_get_region(camera_.get(), &taken.region.x, &taken.region.y, &taken.region.width,
                          &taken.region.height, call);
    call.check();
    const char* format = arv_camera_get_pixel_format_as_string(camera_.get(), call);
    call.check();
    taken.pixel_format = format;
    if (exposure_) taken.exposure_ms = features_.number(*exposure_) / kUsPerMs;
    if (gain_) taken.gain = gain_from(features_.number(*gain_));
    return taken;
}

GObject<ArvStream> AravisSession::make_stream(int buffers) {
    AravisCall call(options_.camera, "create stream");
    GObject<ArvStream> stream(arv_camera_create_stream(camera_.get(), nullptr, nullptr, call));
    call.check();
    if (!stream) throw camera_error(options_.camera, "create stream", "the camera gave no stream");
    if (ARV_IS_GV_STREAM(stream.get())) {
        g_object_set(stream.get(), "socket-buffer", ARV_GV_STREAM_SOCKET_BUFFER_AUTO, "socket-buffer-size", 0,
                     nullptr);
    }
    const guint payload = arv_camera_get_payload(camera_.get(), call);
    call.check();
    for (int i = 0; i < std::max(buffers, 1); ++i) {
        arv_stream_push_buffer(stream.get(), arv_buffer_new_allocate(payload));
    }
    return stream;
}

void AravisSession::start_acquisition() {
    AravisCall call(options_.camera, "AcquisitionStart");
    arv_camera_start_acquisition(camera_.get(), call);
    call.check();
}

void AravisSession::stop_acquisition() {
    AravisCall call(options_.camera, "AcquisitionStop");
    arv_camera_stop_acquisition(camera_.get(), call);
    call.check();
}

void AravisSession::software_trigger() {
    AravisCall call(options_.camera, "TriggerSoftware");
    arv_camera_software_trigger(camera_.get(), call);
    call.check();
}

}  // namespace waferglow::drivers

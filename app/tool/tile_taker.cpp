// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/tile_taker.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <utility>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using Clock = std::chrono::steady_clock;

/// Waits unless a stop is requested.
void wait_for(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

void throw_if_stopped(const std::stop_token& stop) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "the scan was stopped");
}

std::chrono::milliseconds whole_ms(double ms) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(ms)));
}

}  // namespace

TileTaker::TileTaker(const ScanTool& tool, std::vector<ChannelSetup> channels, RetryPolicy retry)
    : tool_(tool), channels_(std::move(channels)), retry_(retry) {
    // The setups name lights of the caller's tool; ours is a copy.
    for (ChannelSetup& setup : channels_) setup.light = &tool_.light(setup.light->name, setup.light->use);
}

void TileTaker::prepare(const std::stop_token& stop) {
    if (!tool_.stage->is_homed()) tool_.stage->home(stop);
    for (const ToolLight& light : tool_.lights) {
        if (!light.source->interlock_closed())
            throw Error(ErrorKind::device,
                        fmt::format("light '{}': the interlock is open; close the door or the key switch",
                                    light.name));
    }
}

void TileTaker::prepare_patiently(const std::stop_token& stop) {
    std::string cause;
    try {
        prepare(stop);
        return;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::device) throw;
        cause = full_message(error);
    }
    recover(true, cause, stop);
}

void TileTaker::release() {
    lights_off();
    count_dropped();
    try {
        if (camera_) tool_.camera->stop();
    } catch (const Error&) {  // whoever uses the camera next starts a stream of his own, and is told then
        SafeState::enter(tool_.devices());
    }
    forget();
}

std::string TileTaker::take(const ScanTile& tile, const ScanTile* next, drivers::Frame& frame,
                            const std::stop_token& stop) {
    std::string told;
    for (int attempt = 0;; ++attempt) {
        throw_if_stopped(stop);
        try {
            take_once(tile, next, frame, stop);
            ++statistics_.taken;
            return told.empty() ? told : fmt::format("taken again {} times: {}", attempt, told);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::device) throw;
            const std::string cause = full_message(error);
            if (!told.ends_with(cause)) told += (told.empty() ? "" : "; ") + cause;
        }
        ++statistics_.retaken;
        if (attempt >= retry_.attempts) {
            recover(false, told, stop);
            throw Error(ErrorKind::input, fmt::format("tile {} could not be taken, tried {} times: {}",
                                                      tile.index, attempt + 1, told));
        }
        recover(attempt > 0, told, stop);
    }
}

void TileTaker::take_once(const ScanTile& tile, const ScanTile* next, drivers::Frame& frame,
                          const std::stop_token& stop) {
    const auto channel = static_cast<std::size_t>(tile.channel);
    if (target_ != tile.position) start_move(tile.position);
    set_camera(channel);
    look_through(channels_[channel].filter);
    light_channel(channel);
    tool_.stage->wait_in_position(tool_.settle, stop);
    expose(&tile, next, channel, frame);
}

void TileTaker::take_frame(std::size_t channel, drivers::Frame& frame) {
    if (lit_ == nullptr) darken();
    set_camera(channel);
    look_through(channels_[channel].filter);
    expose(nullptr, nullptr, channel, frame);
}

void TileTaker::expose(const ScanTile* here, const ScanTile* next, std::size_t channel,
                       drivers::Frame& frame) {
    const std::chrono::milliseconds exposure = whole_ms(channels_[channel].camera.exposure_ms);
    drivers::Camera& camera = *tool_.camera;
    if (here != nullptr) {
        const StagePoint at = tool_.stage->position().xy_um;
        const StagePoint wanted = along_stage(here->position, tool_.camera_info.turn_rad);
        const double deviation_um =
            std::hypot(at.x - tool_.wafer_center.x - wanted.x, at.y - tool_.wafer_center.y - wanted.y);
        if (!(deviation_um <= 2.0 * tool_.settle.window_um))
            throw Error(ErrorKind::device, fmt::format("stage: stands {:.2f} um from the tile's place after "
                                                       "it reported to be in position",
                                                       deviation_um));
        statistics_.largest_deviation_um = std::max(statistics_.largest_deviation_um, deviation_um);
    }
    camera.trigger();
    camera.wait_exposed(exposure + tool_.frame_timeout);
    if (here != nullptr) check_light();
    check_filter();
    if (next != nullptr && here != nullptr && next->position != here->position) start_move(next->position);
    camera.next_frame(frame, exposure + tool_.frame_timeout);
    const bool in_order = !last_id_ || frame.id == *last_id_ + 1;
    if (!in_order) {
        const std::uint64_t lost = frame.id > *last_id_ ? frame.id - *last_id_ - 1 : 0;
        throw Error(ErrorKind::device,
                    fmt::format("camera: frame {} follows frame {}, {} lost", frame.id, *last_id_, lost));
    }
    last_id_ = frame.id;
    bring_upright(frame.image, tool_.mount, upright_);
    if (frame.image.width() != tool_.camera_info.width_px ||
        frame.image.height() != tool_.camera_info.height_px)
        throw Error(ErrorKind::device,
                    fmt::format("camera: a frame of {} x {} pixels came, expected were {} x {}{}",
                                frame.image.width(), frame.image.height(), tool_.camera_info.width_px,
                                tool_.camera_info.height_px,
                                tool_.mount.swap_xy ? ", turned by a right angle as calibrated" : ""));
}

void TileTaker::start_move(StagePoint at) {
    target_.reset();
    const StagePoint place = along_stage(at, tool_.camera_info.turn_rad);
    drivers::StagePose pose{.xy_um = {place.x + tool_.wafer_center.x, place.y + tool_.wafer_center.y},
                            .z_um = {},
                            .theta_rad = {}};
    if (tool_.focus_um) pose.z_um = tool_.focus_um(place);
    tool_.stage->start_move(pose);
    target_ = at;
}

void TileTaker::go_to(StagePoint at, const std::stop_token& stop) {
    if (target_ != at) start_move(at);
    tool_.stage->wait_in_position(tool_.settle, stop);
}

void TileTaker::look_through(int filter) {
    if (filter == kNoWheel || filter == filter_) return;
    filter_ = kNoWheel;
    tool_.filter_wheel->move_to(filter, tool_.filter_timeout, {});
    filter_ = filter;
}

void TileTaker::check_filter() {
    if (filter_ == kNoWheel) return;
    const int stands = tool_.filter_wheel->position();
    if (stands == filter_) return;
    const int wanted = std::exchange(filter_, kNoWheel);
    throw Error(ErrorKind::device,
                fmt::format("filter wheel: stands at '{}' where it was turned to '{}'; did somebody turn it?",
                            tool_.filter_name(stands), tool_.filter_name(wanted)));
}

void TileTaker::set_camera(std::size_t channel) {
    const drivers::CameraSettings& wanted = channels_[channel].camera;
    if (camera_ == wanted) return;
    if (camera_) {
        count_dropped();
        tool_.camera->stop();
    }
    camera_.reset();
    last_id_.reset();
    (void)tool_.camera->configure(wanted);
    tool_.camera->start(tool_.frame_buffers);
    camera_ = wanted;
}

void TileTaker::light_channel(std::size_t channel) {
    const ChannelSetup& setup = channels_[channel];
    if (lit_ == setup.light && lit_mw_ == setup.power_mw) return;
    if (lit_ != setup.light) darken();
    lit_mw_ = 0.0;
    setup.light->source->set_power_mw(setup.power_mw);
    if (lit_ == nullptr) {
        others_off_ = false;  // until it says that it is on
        setup.light->source->switch_on();
        others_off_ = true;
    }
    lit_ = setup.light;
    lit_mw_ = setup.power_mw;
}

void TileTaker::lights_off() {
    try {
        switch_off();
    } catch (const Error&) {  // nobody waits for the light to go on: it is met again there, and told
        count_dropped();
        SafeState::enter(tool_.devices());
        forget();
    }
}

void TileTaker::switch_off() {
    if (lit_ == nullptr) return;
    const ToolLight* light = std::exchange(lit_, nullptr);
    lit_mw_ = 0.0;
    others_off_ = false;
    light->source->switch_off();
    others_off_ = true;
}

void TileTaker::darken() {
    const bool others_were_off = others_off_;
    switch_off();
    if (others_were_off) return;
    others_off_ = false;
    for (const ToolLight& light : tool_.lights) {
        if (!light.source->is_on()) continue;
        light.source->switch_off();
        if (light.source->is_on())
            throw Error(ErrorKind::device, fmt::format("light '{}': stays on though it was switched off; use "
                                                       "its key",
                                                       light.name));
    }
    others_off_ = true;
}

bool TileTaker::interlock_open() const {
    return std::ranges::any_of(tool_.lights,
                               [](const ToolLight& light) { return !light.source->interlock_closed(); });
}

void TileTaker::look() const noexcept {
    try {
        (void)interlock_open();
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the devices' own log has it
    }
}

void TileTaker::check_light() const {
    constexpr double kLeastShare = 0.5;  // of the power set; lasers hold far better, lamps are slow to settle
    if (lit_ == nullptr) return;
    if (!lit_->source->is_on())
        throw Error(ErrorKind::device,
                    fmt::format("light '{}': went out during the exposure{}", lit_->name,
                                lit_->source->interlock_closed()
                                    ? ""
                                    : "; its interlock is open, close the door or the key switch"));
    const double measured_mw = lit_->source->power_measured_mw();
    if (!(measured_mw >= kLeastShare * lit_mw_))
        throw Error(ErrorKind::device, fmt::format("light '{}': gives {:.3g} mW where {:.3g} mW are set",
                                                   lit_->name, measured_mw, lit_mw_));
}

/// Before the stream ends, which resets the camera's own counts.
void TileTaker::count_dropped() noexcept {
    if (!camera_) return;
    try {
        const drivers::StreamStatistics stream = tool_.camera->statistics();
        statistics_.dropped += static_cast<std::int64_t>(stream.dropped + stream.incomplete);
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): a lost camera counts no more
    }
}

void TileTaker::forget() {
    target_.reset();
    camera_.reset();
    last_id_.reset();
    filter_ = kNoWheel;
    lit_ = nullptr;
    lit_mw_ = 0.0;
}

void TileTaker::reconnect_all(const std::vector<NamedDevice>& devices) {
    for (const NamedDevice& named : devices) {
        try {
            named.device->reconnect();
        } catch (const Error& error) {
            std::throw_with_nested(Error(error.kind(), named.name + " does not come back"));
        }
    }
    others_off_ = true;  // as after construction
    ++statistics_.reconnected;
}

/// Nothing but a person closes it, so the devices are only asked, and often: who watches them wants to see
/// it.
void TileTaker::wait_for_interlock(const std::string& cause, const std::stop_token& stop) {
    constexpr std::chrono::milliseconds kLook(200);
    const Clock::time_point end = Clock::now() + retry_.patience;
    while (interlock_open()) {
        throw_if_stopped(stop);
        if (Clock::now() + kLook > end)
            throw Error(
                ErrorKind::device,
                fmt::format("the interlock stayed open for {:.0f} s; close the door or the key switch "
                            "({})",
                            std::chrono::duration<double>(retry_.patience).count(), cause));
        wait_for(kLook, stop);
    }
}

void TileTaker::recover(bool hard, const std::string& cause, const std::stop_token& stop) {
    const std::vector<NamedDevice> devices = tool_.devices();
    count_dropped();
    SafeState::enter(devices);
    forget();
    others_off_ = false;
    if (!hard) {
        bool open = false;
        try {
            open = interlock_open();
            if (!open) prepare(stop);
        } catch (const Error& error) {  // the next attempt meets the same and is told
            if (error.kind() != ErrorKind::device) throw;
        }
        if (open) wait_for_interlock(cause, stop);
        return;
    }
    const Clock::time_point end = Clock::now() + retry_.patience;
    for (std::chrono::milliseconds wait = retry_.first_wait;; wait *= 2) {
        throw_if_stopped(stop);
        try {
            reconnect_all(devices);
            wait_for_interlock(cause, stop);
            prepare(stop);
            return;
        } catch (const Error& error) {
            SafeState::enter(devices);
            if (error.kind() != ErrorKind::device) throw;
            if (Clock::now() + wait > end) {
                throw Error(ErrorKind::device,
                            fmt::format("{} ({}); waited {:.0f} s for it", full_message(error), cause,
                                        std::chrono::duration<double>(retry_.patience).count()));
            }
        }
        wait_for(wait, stop);
    }
}

}  // namespace waferglow::tool

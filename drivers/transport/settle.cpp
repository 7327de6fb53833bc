// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/settle.h"

#include "drivers/transport/stage_pose.h"
#include "libinspect/base/error.h"

#include <condition_variable>
#include <mutex>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPollInterval(2);

/// False when `stop` was requested meanwhile.
bool pause(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, kPollInterval, [] { return false; });
    return !stop.stop_requested();
}

/// Halting must not hide what went wrong before it.
void halt_quietly(const StageProbe& probe) {
    try {
        probe.halt();
    } catch (const Error&) {  // the fault that is being reported says enough
        return;
    }
}

[[noreturn]] void cancelled(const StageProbe& probe, const std::string& what) {
    halt_quietly(probe);
    throw Error(ErrorKind::cancelled,
                fmt::format("{}: {} was cancelled; the stage was halted", probe.device, what));
}

std::string condition_of(const StageProbe& probe) {
    try {
        return probe.condition();
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

void wait_until_settled(const StageProbe& probe, const StagePose& target, const SettleRule& rule,
                        const std::stop_token& stop) {
    const Clock::time_point deadline = Clock::now() + rule.timeout;
    std::optional<Clock::time_point> inside_since;
    while (true) {
        if (stop.stop_requested()) cancelled(probe, "the move to " + pose_text(target));
        const StagePose position = probe.position();
        const double left_um = distance_um(position, target);
        const Clock::time_point now = Clock::now();
        if (!(left_um <= rule.window_um)) {  // nor where the position is no number
            inside_since.reset();
        } else {
            if (!inside_since) inside_since = now;
            if (now - *inside_since >= rule.settle) return;
        }
        if (now >= deadline) {
            const std::string condition = condition_of(probe);
            halt_quietly(probe);
            throw Error(
                ErrorKind::device,
                fmt::format("{}: move to {}: not in position within {} ms; it stands at {}, {:.3f} um away "
                            "(window {} um); {}",
                            probe.device, pose_text(target), rule.timeout.count(), pose_text(position),
                            left_um, rule.window_um, condition));
        }
        pause(stop);
    }
}

void wait_until(const StageProbe& probe, const std::string& what, const std::function<bool()>& finished,
                std::chrono::milliseconds timeout, const std::stop_token& stop) {
    const Clock::time_point deadline = Clock::now() + timeout;
    while (true) {
        if (stop.stop_requested()) cancelled(probe, what);
        if (finished()) return;
        if (Clock::now() >= deadline) {
            const std::string condition = condition_of(probe);
            halt_quietly(probe);
            throw Error(ErrorKind::device, fmt::format("{}: {} was not finished within {} ms; {}",
                                                       probe.device, what, timeout.count(), condition));
        }
        pause(stop);
    }
}

}  // namespace waferglow::drivers

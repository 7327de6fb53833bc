// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/faults.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr std::array kModeNames{"no_answer",     "slow_answer",   "answer_lost_once", "garbage",
                                "link_dropped",  "stall",         "wrong_position",   "limit_hit",
                                "frame_dropped", "interlock_open"};
constexpr std::array kKindNames{"stage", "camera", "spectrometer", "filter wheel", "light", "pattern source"};

using enum FaultMode;
constexpr std::array kModes{no_answer, slow_answer,    answer_lost_once, garbage,       link_dropped,
                            stall,     wrong_position, limit_hit,        frame_dropped, interlock_open};
static_assert(kModes.size() == kModeNames.size());
constexpr std::array kStageModes{no_answer,    slow_answer, answer_lost_once, garbage,
                                 link_dropped, stall,       limit_hit};
constexpr std::array kCameraModes{no_answer,    slow_answer, answer_lost_once, garbage,
                                  link_dropped, stall,       frame_dropped};
constexpr std::array kSpectrometerModes{no_answer, slow_answer,  answer_lost_once,
                                        garbage,   link_dropped, stall};
constexpr std::array kFilterWheelModes{no_answer,    slow_answer, answer_lost_once, garbage,
                                       link_dropped, stall,       wrong_position};
constexpr std::array kLightModes{no_answer,    slow_answer, answer_lost_once, garbage,
                                 link_dropped, stall,       interlock_open};
constexpr std::array kPatternSourceModes{no_answer,    slow_answer, answer_lost_once, garbage,
                                         link_dropped, stall,       wrong_position};

constexpr std::array kStageCommands{"identity", "home", "move", "position", "halt"};
constexpr std::array kCameraCommands{"identity", "configure", "start", "stop", "trigger", "frame"};
constexpr std::array kSpectrometerCommands{"identity", "configure", "wavelengths", "acquire"};
constexpr std::array kFilterWheelCommands{"identity", "move", "position"};
constexpr std::array kPatternSourceCommands{"identity", "show", "shown"};
constexpr std::array kLightCommands{"identity", "power", "measure", "on", "off", "state", "interlock"};

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
    throw Error(ErrorKind::usage,
                fmt::format("fault '{}': {}; write MODE[@COMMAND][+AFTER][xTIMES], for instance "
                            "\"link_dropped@move+12\"",
                            text, why));
}

template <class Names>
std::vector<std::string> as_strings(const Names& names) {
    return {names.begin(), names.end()};
}

}  // namespace

const char* name_of(FaultMode mode) {
    return kModeNames[static_cast<std::size_t>(mode)];
}

const char* name_of(DeviceKind kind) {
    return kKindNames[static_cast<std::size_t>(kind)];
}

FaultMode fault_mode(std::string_view name) {
    const auto at = std::find(kModeNames.begin(), kModeNames.end(), name);
    if (at != kModeNames.end()) return static_cast<FaultMode>(at - kModeNames.begin());
    throw Error(ErrorKind::usage,
                fmt::format("there is no fault mode '{}'{}; modes are {}", name,
                            did_you_mean(name, as_strings(kModeNames)), fmt::join(kModeNames, ", ")));
}

std::span<const FaultMode> all_fault_modes() {
    return kModes;
}

std::span<const FaultMode> fault_modes(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::stage:
            return kStageModes;
        case DeviceKind::camera:
            return kCameraModes;
        case DeviceKind::spectrometer:
            return kSpectrometerModes;
        case DeviceKind::filter_wheel:
            return kFilterWheelModes;
        case DeviceKind::pattern_source:
            return kPatternSourceModes;
        case DeviceKind::light:
            break;
    }
    return kLightModes;
}

std::span<const char* const> commands_of(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::stage:
            return kStageCommands;
        case DeviceKind::camera:
            return kCameraCommands;
        case DeviceKind::spectrometer:
            return kSpectrometerCommands;
        case DeviceKind::filter_wheel:
            return kFilterWheelCommands;
        case DeviceKind::pattern_source:
            return kPatternSourceCommands;
        case DeviceKind::light:
            break;
    }
    return kLightCommands;
}

Fault parse_fault(std::string_view text, DeviceKind kind) {
    Fault fault;
    const std::size_t times_at = text.rfind('x');
    // "x" ends a schedule only where nothing but digits follows: no mode or command does that.
    const auto digits = [](std::string_view s) {
        return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const auto number = [&](std::string_view s) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
        if (error != std::errc() || end != s.data() + s.size())
            refuse(text, fmt::format("'{}' is no number of commands", s));
        return value;
    };
    std::string_view rest = text;
    if (times_at != std::string_view::npos && digits(text.substr(times_at + 1))) {
        fault.times = number(text.substr(times_at + 1));
        rest = text.substr(0, times_at);
    }
    const std::size_t plus = rest.find('+');
    if (plus != std::string_view::npos) {
        fault.after = number(rest.substr(plus + 1));
        rest = rest.substr(0, plus);
    }
    const std::size_t at = rest.find('@');
    if (at != std::string_view::npos) {
        fault.command = rest.substr(at + 1);
        rest = rest.substr(0, at);
    }
    fault.mode = fault_mode(rest);
    const auto modes = fault_modes(kind);
    if (std::find(modes.begin(), modes.end(), fault.mode) == modes.end())
        refuse(text, fmt::format("a {} has no such fault", name_of(kind)));
    const auto commands = as_strings(commands_of(kind));
    if (!fault.command.empty() &&
        std::find(commands.begin(), commands.end(), fault.command) == commands.end()) {
        refuse(text, fmt::format("a {} has no command '{}'{}; it has {}", name_of(kind), fault.command,
                                 did_you_mean(fault.command, commands), fmt::join(commands, ", ")));
    }
    return fault;
}

void FaultPlan::add(const Fault& fault) {
    const std::lock_guard lock(mutex_);
    faults_.push_back({fault});
}

void FaultPlan::clear() {
    const std::lock_guard lock(mutex_);
    faults_.clear();
}

std::optional<Fault> FaultPlan::on_command(std::string_view command) {
    const std::lock_guard lock(mutex_);
    ++commands_[std::string(command)];
    std::optional<Fault> striking;
    for (Scheduled& scheduled : faults_) {
        const Fault& fault = scheduled.fault;
        if (!fault.command.empty() && fault.command != command) continue;
        const std::int64_t seen = scheduled.seen++;
        if (seen >= fault.after && (fault.times == 0 || seen < fault.after + fault.times) && !striking)
            striking = fault;
    }
    return striking;
}

std::int64_t FaultPlan::commands() const {
    const std::lock_guard lock(mutex_);
    std::int64_t all = 0;
    for (const auto& [name, count] : commands_) all += count;
    return all;
}

std::int64_t FaultPlan::commands(std::string_view command) const {
    const std::lock_guard lock(mutex_);
    const auto found = commands_.find(command);
    return found == commands_.end() ? 0 : found->second;
}

}  // namespace waferglow::drivers

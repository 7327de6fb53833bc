// SPDX-License-Identifier: GPL-3.0-or-later
// How a device fares, as whoever watches it is told: what it says of itself, not words out of a message.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace waferglow::drivers {

/// What is wrong with a device. Each lasts until a notice says that it is over.
enum class DeviceFault : std::uint8_t {
    command_failed,  ///< it does not answer, or not as it should; over with the next command that goes well
    interlock_open,  ///< a light: its interlock is open; over when it says that it is closed
    light_out,       ///< a light: it was switched on and is off; over when it is on, or switched off
};

/// "interlock_open": for logs and JSON.
[[nodiscard]] constexpr std::string_view name_of(DeviceFault fault) {
    switch (fault) {
        case DeviceFault::command_failed:
            return "command_failed";
        case DeviceFault::interlock_open:
            return "interlock_open";
        case DeviceFault::light_out:
            break;
    }
    return "light_out";
}

enum class DeviceEvent : std::uint8_t {
    slow,         ///< an answer took long
    fault,        ///< `fault` began, or a further command failed
    over,         ///< `fault` is over
    reconnected,  ///< connected anew: command_failed and light_out are over
};

struct DeviceNotice {
    DeviceEvent event = DeviceEvent::slow;
    DeviceFault fault = DeviceFault::command_failed;  ///< of events fault and over
    std::string label{};                              ///< which device: "stage", "camera", "light 'laser'"
    std::string message{};
};

/// Called by whatever thread uses the device; must not throw.
using DeviceLog = std::function<void(const DeviceNotice&)>;

}  // namespace waferglow::drivers

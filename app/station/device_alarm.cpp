// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/device_alarm.h"

#include "app/station/happening.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow::station {
namespace {

using drivers::DeviceEvent;
using drivers::DeviceFault;

constexpr std::array kAlarms{
    DeviceAlarm{DeviceFault::interlock_open, Severity::error,
                "The interlock of %1 is open, so its light is off.", Remedy::close_interlock},
    DeviceAlarm{DeviceFault::command_failed, Severity::warning, "%1 does not do what it was told.",
                Remedy::check_device},
    DeviceAlarm{DeviceFault::light_out, Severity::warning, "%1 went out.", Remedy::check_device},
};

bool has(const Lamp& lamp, DeviceFault fault) {
    return std::ranges::find(lamp.faults, fault) != lamp.faults.end();
}

}  // namespace

std::span<const DeviceAlarm> device_alarms() {
    return kAlarms;
}

Lamp lamp_of(const tool::DeviceReport& device) {
    Lamp lamp{.name = device.name, .kind = device.kind, .label = device.label, .text = device.error};
    if (!device.reachable) lamp.faults.push_back(DeviceFault::command_failed);
    if (device.interlock_open) lamp.faults.push_back(DeviceFault::interlock_open);
    lamp.state = lamp.faults.empty() ? LampState::good : LampState::fault;
    if (device.reachable)
        lamp.text = device.interlock_open ? std::string("the interlock is open")
                                          : fmt::format("{} {}, {}", device.identity.vendor,
                                                        device.identity.model, device.identity.serial_number);
    return lamp;
}

void apply(const drivers::DeviceNotice& notice, std::vector<Lamp>& lamps) {
    const auto lamp = std::ranges::find(lamps, notice.label, &Lamp::label);
    if (lamp == lamps.end()) return;
    lamp->text = notice.message;
    switch (notice.event) {
        case DeviceEvent::fault:
            if (!has(*lamp, notice.fault)) lamp->faults.push_back(notice.fault);
            break;
        case DeviceEvent::over:
            std::erase(lamp->faults, notice.fault);
            break;
        case DeviceEvent::reconnected:
            std::erase(lamp->faults, DeviceFault::command_failed);
            std::erase(lamp->faults, DeviceFault::light_out);
            break;
        case DeviceEvent::slow:
            break;
    }
    lamp->state = !lamp->faults.empty()               ? LampState::fault
                  : notice.event == DeviceEvent::slow ? LampState::slow
                                                      : LampState::good;
}

void count_look(std::vector<Lamp>& lamps) {
    for (Lamp& lamp : lamps)
        lamp.looks_failing = has(lamp, DeviceFault::command_failed) ? lamp.looks_failing + 1 : 0;
}

std::optional<Alarm> alarm_of(const Lamp& lamp, int least_looks) {
    for (const DeviceAlarm& row : kAlarms) {
        if (!has(lamp, row.fault)) continue;
        if (row.fault == DeviceFault::command_failed && lamp.looks_failing < least_looks) continue;
        const std::string device = lamp.name.empty() ? lamp.kind : lamp.name;
        return Alarm{.text = filled(row.pattern, std::array{device}),
                     .remedy = row.remedy,
                     .kind = ErrorKind::device,
                     .device = device,
                     .fault = row.fault,
                     .severity = row.severity};
    }
    return std::nullopt;
}

}  // namespace waferglow::station

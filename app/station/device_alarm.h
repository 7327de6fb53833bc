// SPDX-License-Identifier: GPL-3.0-or-later
// What a fault of a device means to the people at the tool: one table from the device's fault to how grave it
// is, what happened and what to do. Who shows it has the words in each language.
#pragma once

#include "app/station/alarm.h"
#include "app/tool/open_tool.h"
#include "drivers/registry/device_notice.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow::station {

struct DeviceAlarm {
    drivers::DeviceFault fault;
    Severity severity;    ///< error: nothing goes on until somebody acts; warning: it is being tried again
    const char* pattern;  ///< what happened, English; %1 is the device
    Remedy remedy;        ///< what to do
};
/// The one that explains the others comes first: an open interlock also puts the light out.
[[nodiscard]] std::span<const DeviceAlarm> device_alarms();

enum class LampState { unknown, good, slow, fault };

/// A device as it last said of itself.
struct Lamp {
    std::string name{};   ///< of the device, as configured
    std::string kind{};   ///< "stage", "camera", ...
    std::string label{};  ///< by which its notices name it, and no other device's
    LampState state = LampState::unknown;
    std::string text{};  ///< who it is, or what is wrong
    std::vector<drivers::DeviceFault> faults{};
    int looks_failing = 0;  ///< looks in a row that found a command failing
};

[[nodiscard]] Lamp lamp_of(const tool::DeviceReport& device);
/// Takes over what a device said; only the lamp of that device changes.
void apply(const drivers::DeviceNotice& notice, std::vector<Lamp>& lamps);
/// To be called at each look at the devices: counts `looks_failing`.
void count_look(std::vector<Lamp>& lamps);

/// What is to be told of `lamp`: of its faults the first in the table. A failing command counts from its
/// `least_looks`th look on, since most are mended at once by a second try.
[[nodiscard]] std::optional<Alarm> alarm_of(const Lamp& lamp, int least_looks);

}  // namespace waferglow::station

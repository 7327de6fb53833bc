// SPDX-License-Identifier: GPL-3.0-or-later
// What devices tell of themselves becomes lamps and alarms.
#include "app/station/device_alarm.h"

#include <string>
#include <vector>

using namespace waferglow;
using namespace waferglow::station;

TEST_CASE("a lamp follows the notices of its own device, not of one whose name holds its name") {
    std::vector<Lamp> lamps;
    for (const char* name : {"lamp", "lamp 2"})
        lamps.push_back({.name = name,
                         .kind = "light",
                         .label = std::string("light '") + name + "'",
                         .state = LampState::good});
    apply({.event = drivers::DeviceEvent::fault,
           .fault = drivers::DeviceFault::light_out,
           .label = "light 'lamp 2'",
           .message = "it is out"},
          lamps);
    CHECK(lamps[0].state == LampState::good);
    CHECK(lamps[1].state == LampState::fault);
}

TEST_CASE("of several faults of a device the one that explains the others is told") {
    std::vector<Lamp> lamps{{.name = "laser", .kind = "light", .label = "light 'laser'"}};
    const auto tell = [&lamps](drivers::DeviceEvent event, drivers::DeviceFault fault) {
        apply({.event = event, .fault = fault, .label = "light 'laser'", .message = "told"}, lamps);
    };
    using drivers::DeviceEvent;
    using drivers::DeviceFault;
    tell(DeviceEvent::fault, DeviceFault::light_out);
    tell(DeviceEvent::fault, DeviceFault::command_failed);
    tell(DeviceEvent::fault, DeviceFault::interlock_open);
    REQUIRE(alarm_of(lamps[0], 0));
    CHECK(alarm_of(lamps[0], 0)->fault == DeviceFault::interlock_open);
    CHECK(alarm_of(lamps[0], 0)->severity == Severity::error);
    tell(DeviceEvent::over, DeviceFault::interlock_open);
    CHECK(alarm_of(lamps[0], 0)->fault == DeviceFault::command_failed);
    CHECK(lamps[0].state == LampState::fault);
    tell(DeviceEvent::reconnected, {});
    CHECK_FALSE(alarm_of(lamps[0], 0));
    CHECK(lamps[0].state == LampState::good);
}

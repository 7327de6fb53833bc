// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "tests/drivers/simulated/test_tool.h"

#include <functional>
#include <utility>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;
constexpr std::chrono::milliseconds kTimeout{1000};

ErrorKind kind_of(const std::function<void()>& body) {
    try {
        body();
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::job;  // none was thrown: no device throws that
}

TEST_CASE("faults are read from text") {
    const Fault fault = parse_fault("link_dropped@move+12x3", DeviceKind::stage);
    CHECK(fault.mode == FaultMode::link_dropped);
    CHECK(fault.command == "move");
    CHECK(fault.after == 12);
    CHECK(fault.times == 3);
    CHECK(parse_fault("stall", DeviceKind::camera).mode == FaultMode::stall);
}

TEST_CASE("a fault that makes no sense is refused, with what is near") {
    CHECK_THROWS_WITH(parse_fault("link_droped", DeviceKind::stage), Contains("did you mean 'link_dropped'"));
    CHECK_THROWS_WITH(parse_fault("stall@mvoe", DeviceKind::stage), Contains("did you mean 'move'"));
    CHECK_THROWS_WITH(parse_fault("frame_dropped", DeviceKind::stage), Contains("has no such fault"));
    CHECK_THROWS_WITH(parse_fault("stall+many", DeviceKind::stage), Contains("no number"));
}

TEST_CASE("a fault strikes after so many commands, so often") {
    FaultPlan plan;
    plan.add({.mode = FaultMode::garbage, .command = "move", .after = 2, .times = 2});
    std::string struck;
    for (int i = 0; i < 6; ++i) {
        CHECK_FALSE(plan.on_command("position"));
        struck += plan.on_command("move") ? 'x' : '.';
    }
    CHECK(struck == "..xx..");
    CHECK(plan.commands() == 12);
}

TEST_CASE("a stage that lost its link stops, and moves again once it is connected anew") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    tool.stage_faults->add({.mode = FaultMode::link_dropped, .command = "position", .reconnects = 2});
    tool.stage.start_move({{20000.0, 0.0}, {}, {}});
    CHECK(kind_of([&] { tool.stage.wait_in_position({}, {}); }) == ErrorKind::device);
    CHECK_FALSE(tool.bench->stage_moving());
    CHECK(kind_of([&] { tool.stage.start_move({{0.0, 0.0}, {}, {}}); }) == ErrorKind::device);
    CHECK(kind_of([&] { tool.stage.reconnect(); }) == ErrorKind::device);
    tool.stage.reconnect();
    go(tool, 5000.0, 0.0);
    CHECK(tool.stage.position().xy_um.x == Approx(5000.0).margin(0.1));
}

TEST_CASE("a stage that stalls tells how far it is from its target") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    tool.stage_faults->add({.mode = FaultMode::stall, .command = "move"});
    tool.stage.start_move({{8000.0, 0.0}, {}, {}});
    CHECK_THROWS_WITH(tool.stage.wait_in_position({}, {}), Contains("4000.000 um are left"));
    go(tool, 8000.0, 0.0);
    CHECK(tool.stage.position().xy_um.x == Approx(8000.0).margin(0.1));
}

TEST_CASE("after a limit switch the stage wants to be homed") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    tool.stage_faults->add({.mode = FaultMode::limit_hit, .command = "move"});
    tool.stage.start_move({{8000.0, 0.0}, {}, {}});
    CHECK_THROWS_WITH(tool.stage.wait_in_position({}, {}), Contains("limit switch"));
    CHECK_FALSE(tool.stage.is_homed());
    CHECK_FALSE(tool.bench->stage_moving());
    CHECK_THROWS_WITH(tool.stage.start_move({{0.0, 0.0}, {}, {}}), Contains("home it"));
    go(tool, 8000.0, 0.0);
    CHECK(tool.stage.is_homed());
}

TEST_CASE("a slow answer is an answer, but not beyond the time-out") {
    SimulatedTool tool(small_settings());
    tool.laser_faults->add({.mode = FaultMode::slow_answer, .command = "on", .delay_ms = 400.0});
    const std::int64_t begin = tool.bench->time().now_ns();
    tool.laser.switch_on();
    CHECK(tool.bench->time().now_ns() - begin >= 400'000'000);
    tool.laser_faults->add({.mode = FaultMode::slow_answer, .command = "off", .delay_ms = 1400.0});
    CHECK(kind_of([&] { tool.laser.switch_off(); }) == ErrorKind::device);
}

TEST_CASE("a lost answer leaves the command carried out, and the next one is answered") {
    SimulatedTool tool(small_settings());
    tool.laser_faults->add({.mode = FaultMode::answer_lost_once, .command = "on"});
    CHECK(kind_of([&] { tool.laser.switch_on(); }) == ErrorKind::device);
    CHECK(tool.bench->any_light_on());
    CHECK(tool.laser.is_on());
    tool.laser.switch_off();
    CHECK_FALSE(tool.bench->any_light_on());
}

TEST_CASE("a laser that nobody talks to goes off by itself") {
    for (const FaultMode mode : {FaultMode::no_answer, FaultMode::link_dropped}) {
        SimulatedTool tool(small_settings());
        tool.laser.switch_on();
        tool.laser_faults->add({.mode = mode, .command = "measure"});
        CHECK(kind_of([&] { (void)tool.laser.power_measured_mw(); }) == ErrorKind::device);
        CHECK_FALSE(tool.bench->any_light_on());
        tool.laser.reconnect();
        CHECK_FALSE(tool.laser.is_on());
    }
}

TEST_CASE("an open interlock switches the laser off and keeps it off") {
    SimulatedTool tool(small_settings());
    tool.laser.switch_on();
    tool.laser_faults->add({.mode = FaultMode::interlock_open, .command = {}, .times = 3});
    CHECK_FALSE(tool.laser.interlock_closed());
    CHECK_FALSE(tool.bench->any_light_on());
    CHECK_THROWS_WITH(tool.laser.switch_on(), Contains("interlock is open"));
    CHECK_FALSE(tool.laser.is_on());
    CHECK(tool.laser.interlock_closed());
    tool.laser.switch_on();
    CHECK(tool.bench->any_light_on());
}

TEST_CASE("a dropped frame is counted, and taking it again gives the pixels that it would have had") {
    SimulatedTool tool(small_settings());
    light_up(tool, 30.0);
    go(tool, 1000.0, 2000.0);
    const Image expected = take(tool, 5.0);
    go(tool, 0.0, 0.0);
    go(tool, 1000.0, 2000.0);
    tool.camera.start(4);
    tool.camera_faults->add({.mode = FaultMode::frame_dropped, .command = "trigger"});
    Frame frame;
    tool.camera.trigger();
    CHECK(kind_of([&] { tool.camera.next_frame(frame, kTimeout); }) == ErrorKind::device);
    CHECK(tool.camera.statistics().dropped == 1);
    tool.camera.trigger();
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id == 1);
    CHECK(frame.image.pixels() == expected.pixels());
}

TEST_CASE("a camera that stalls gives no frame until its stream starts anew") {
    SimulatedTool tool(small_settings());
    tool.camera.start(4);
    tool.camera_faults->add({.mode = FaultMode::stall, .command = "trigger"});
    Frame frame;
    for (int i = 0; i < 2; ++i) {
        tool.camera.trigger();
        CHECK(kind_of([&] { tool.camera.next_frame(frame, kTimeout); }) == ErrorKind::device);
    }
    tool.camera.stop();
    tool.camera.start(4);
    tool.camera.trigger();
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id == 0);
}

/// One step of every kind with each device.
void use_all(SimulatedTool& tool) {
    (void)tool.stage.identity();
    if (!tool.stage.is_homed()) tool.stage.home({});
    tool.stage.start_move({{1000.0, 0.0}, {}, {}});
    tool.stage.wait_in_position({}, {});
    (void)tool.stage.position();
    tool.stage.halt();
    (void)tool.laser.identity();
    (void)tool.laser.interlock_closed();
    tool.laser.set_power_mw(100.0);
    tool.laser.switch_on();
    (void)tool.laser.power_measured_mw();
    (void)tool.laser.is_on();
    (void)tool.camera.identity();
    (void)take(tool, 1.0);
    (void)tool.spectrometer.identity();
    tool.spectrometer.configure({.integration_ms = 1.0, .averages = 1});
    (void)tool.spectrometer.wavelengths_nm();
    (void)tool.spectrometer.acquire({});
    tool.laser.switch_off();
    (void)tool.filter_wheel.identity();
    tool.filter_wheel.move_to(2, kTimeout, {});
    tool.filter_wheel.move_to(1, kTimeout, {});
    (void)tool.pattern_source.identity();
    tool.pattern_source.show({{"g"}, 100}, kTimeout, {});
    tool.pattern_source.show({}, kTimeout, {});
}

TEST_CASE("every fault of every device at every command is a device's fault, and passes") {
    const std::pair<DeviceKind, std::shared_ptr<FaultPlan> SimulatedTool::*> plans[]{
        {DeviceKind::stage, &SimulatedTool::stage_faults},
        {DeviceKind::camera, &SimulatedTool::camera_faults},
        {DeviceKind::spectrometer, &SimulatedTool::spectrometer_faults},
        {DeviceKind::filter_wheel, &SimulatedTool::filter_wheel_faults},
        {DeviceKind::pattern_source, &SimulatedTool::pattern_source_faults},
        {DeviceKind::light, &SimulatedTool::laser_faults}};
    for (const auto& [kind, plan] : plans) {
        for (const FaultMode mode : fault_modes(kind)) {
            for (const char* command : commands_of(kind)) {
                INFO(name_of(kind) << ": " << name_of(mode) << " at " << command);
                SimulatedTool tool(small_settings());
                (tool.*plan)->add({.mode = mode, .command = command});
                const ErrorKind error = kind_of([&] { use_all(tool); });
                CHECK((error == ErrorKind::device || error == ErrorKind::job));
                if (mode == FaultMode::link_dropped || mode == FaultMode::no_answer)
                    CHECK(error == ErrorKind::device);
                tool.laser.make_safe();
                tool.camera.make_safe();
                tool.stage.make_safe();
                tool.pattern_source.make_safe();
                CHECK_FALSE(tool.bench->any_light_on());
                CHECK(tool.bench->shown_pattern() == DisplayPattern{});
                CHECK_FALSE(tool.bench->stage_moving());
                tool.laser.reconnect();
                tool.camera.reconnect();
                tool.spectrometer.reconnect();
                tool.filter_wheel.reconnect();
                tool.pattern_source.reconnect();
                tool.stage.reconnect();
                use_all(tool);
            }
        }
    }
}

}  // namespace
}  // namespace waferglow::drivers

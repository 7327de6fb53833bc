// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as in the table of commands of Thorlabs's "FW102C/FW212C User Guide", over a pseudo-terminal.
#include "drivers/fw102c/fw102c_wheel.h"

#include "libinspect/base/error.h"
#include "tests/drivers/emulators/fw102c_emulator.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

constexpr std::chrono::milliseconds kPatient(5000);
constexpr std::chrono::milliseconds kSoon(50);

struct Bench {
    Fw102cEmulator wheel;
    EmulatorServer server{wheel, LineKind::pseudo_terminal};
    std::unique_ptr<FilterWheel> open(const Fw102cSettings& settings = {}) {
        return make_fw102c_wheel(open_serial(server.path(), {115200}), settings);
    }
    std::string sent() {
        const std::string all = server.received();
        std::string fresh = all.substr(seen);
        seen = all.size();
        return fresh;
    }
    std::size_t seen = 0;
};

}  // namespace

TEST_CASE("it says who it is by what the wheel tells of itself") {
    Bench bench;
    const auto wheel = bench.open();
    CHECK(wheel->identity() == Identity{"Thorlabs", "FW102C/FW212C", "", "1.04"});
    CHECK(wheel->capabilities().positions == 6);
}

TEST_CASE("connecting sets speed, trigger and sensors, and turns nothing") {
    Bench bench;
    bench.wheel.position = 4;
    const auto wheel = bench.open();
    const std::string sent = bench.sent();
    CHECK_THAT(sent, Contains("speed=1\r") && Contains("trig=0\r") && Contains("sensors=0\r"));
    CHECK_THAT(sent, !Contains("pos=") && !Contains("pcount="));
    CHECK(bench.wheel.speed == 1);
    CHECK(bench.wheel.sensors == 0);
    CHECK(wheel->position() == 4);
}

TEST_CASE("settings reach the wheel: slow, trigger out, sensors on, twelve positions") {
    Bench bench;
    const auto wheel =
        bench.open({.positions = 12, .fast = false, .trigger_output = true, .sensors_always_on = true});
    CHECK(bench.wheel.speed == 0);
    CHECK(bench.wheel.trig == 1);
    CHECK(bench.wheel.sensors == 1);
    CHECK(wheel->capabilities().positions == 12);
    wheel->move_to(11, kPatient, {});
    CHECK(bench.wheel.position == 11);
}

TEST_CASE("sensors that stay on although they were told to go off are a fault: the camera would see them") {
    Bench bench;
    bench.wheel.keeps_sensors = true;
    CHECK_THROWS_WITH(bench.open(), Contains("sensors=0") && Contains("answered by 1"));
}

TEST_CASE("a move is sent once and the position asked after it") {
    Bench bench;
    const auto wheel = bench.open();
    bench.sent();
    wheel->move_to(3, kPatient, {});
    CHECK(bench.sent() == "pos=3\rpos?\r");
    CHECK(bench.wheel.position == 3);
}

TEST_CASE("a prompt that comes before the wheel has arrived is no arrival") {
    Bench bench;
    const auto wheel = bench.open();
    bench.wheel.looks_to_turn = 4;
    wheel->move_to(5, kPatient, {});
    CHECK(bench.wheel.position == 5);
}

TEST_CASE("a wheel that is stuck, or lands elsewhere, is a fault that says where it stands") {
    Bench bench;
    const auto wheel = bench.open();
    bench.wheel.stuck = true;
    CHECK_THROWS_WITH(wheel->move_to(3, kSoon, {}), Contains("'pos=3'") && Contains("stands at position 1"));
    bench.wheel.stuck = false;
    bench.wheel.lands_off_by = 1;
    CHECK_THROWS_WITH(wheel->move_to(3, kSoon, {}), Contains("stands at position 4"));
    bench.wheel.lands_off_by = 0;
    wheel->move_to(3, kPatient, {});
    CHECK(wheel->position() == 3);
}

TEST_CASE("a position that the wheel does not have is refused before it is sent") {
    Bench bench;
    const auto wheel = bench.open();
    bench.sent();
    CHECK_THROWS_WITH(wheel->move_to(7, kPatient, {}), Contains("position 7 is beyond 1 to 6"));
    CHECK_THROWS_WITH(wheel->move_to(0, kPatient, {}), Contains("position 0"));
    CHECK(bench.sent().empty());
}

TEST_CASE("what the wheel refuses is told in its own words") {
    Bench bench;
    const auto wheel = bench.open();
    bench.wheel.refuses_moves = true;
    CHECK_THROWS_WITH(wheel->move_to(2, kPatient, {}), Contains("Command error CMD_ARG_INVALID"));
    CHECK(bench.wheel.position == 1);
}

TEST_CASE("a wheel whose number of positions makes no sense is refused") {
    Bench bench;
    bench.wheel.pcount = 7;
    CHECK_THROWS_WITH(bench.open(), Contains("6 or 12 positions, not 7"));
}

TEST_CASE("a stop before the wheel turns ends the move") {
    Bench bench;
    const auto wheel = bench.open();
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_WITH(wheel->move_to(2, kPatient, stop.get_token()), Contains("stopped on request"));
    CHECK(bench.wheel.position == 1);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Commands, answers and codes as in appendix C "Host Interface" of Coherent's "OBIS LX/LS Operator's Manual"
// 1184163; docs/devices.md tells what else they were compared with.
#include "drivers/obis/obis_laser.h"

#include "libinspect/base/error.h"
#include "tests/drivers/emulators/obis_emulator.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Bench {
    ObisEmulator device;
    EmulatorServer server{device, LineKind::pseudo_terminal};
    ObisSettings settings{std::chrono::milliseconds(100), std::chrono::seconds(5)};
    std::unique_ptr<LightSource> laser = make_obis_laser(open_serial(server.path(), {115200}), settings);
    std::string sent() {
        const std::string all = server.received();
        std::string fresh = all.substr(seen);
        seen = all.size();
        return fresh;
    }
    std::size_t seen = 0;
};

}  // namespace

TEST_CASE("a laser that was left on is dark after connecting, and won't start by itself") {
    Bench bench;
    CHECK_FALSE(bench.device.on);
    CHECK_THAT(bench.sent(), Contains("SOURce:AM:STATe OFF\r") && Contains("SYSTem:AUTostart OFF\r"));
}

TEST_CASE("power goes out in watts and comes back in mW") {
    Bench bench;
    bench.sent();
    bench.laser->set_power_mw(25.0);
    CHECK(bench.sent() == "SOURce:POWer:LEVel:IMMediate:AMPLitude 0.025000\r");
    CHECK(bench.laser->power_set_mw() == Approx(25.0));
}

TEST_CASE("switching on waits for the light, past the safety delay") {
    Bench bench;
    bench.laser->switch_on();
    CHECK(bench.laser->is_on());
    CHECK(bench.laser->power_measured_mw() == Approx(20.2));
}

TEST_CASE("an open interlock is told, and no command to emit is sent") {
    Bench bench;
    bench.device.interlock_closed = false;
    bench.sent();
    REQUIRE_THROWS_WITH(bench.laser->switch_on(),
                        Contains("obis laser: serial") && Contains("interlock is open"));
    CHECK(bench.sent() == "SYSTem:LOCK?\r");
    CHECK_FALSE(bench.laser->interlock_closed());
}

TEST_CASE("a fault while switching on leaves the light off and is named") {
    Bench bench;
    bench.device.faults = 0x0002;
    REQUIRE_THROWS_WITH(bench.laser->switch_on(), Contains("diode temperature"));
    CHECK_FALSE(bench.device.on);
}

TEST_CASE("light that never comes is a fault, and the laser is switched off") {
    Bench bench;
    bench.device.delay_looks = 1000000;
    bench.settings.emission_timeout = std::chrono::milliseconds(20);
    bench.laser = make_obis_laser(open_serial(bench.server.path(), {115200}), bench.settings);
    REQUIRE_THROWS_WITH(bench.laser->switch_on(), Contains("no light within 20 ms"));
    CHECK_FALSE(bench.device.on);
}

TEST_CASE("a refusal is told with command, code and words; it is no answer to what follows") {
    Bench bench;
    bench.device.next_error = -220;
    REQUIRE_THROWS_WITH(bench.laser->set_power_mw(25.0),
                        Contains("SOURce:POWer:LEVel:IMMediate:AMPLitude 0.025000") && Contains("-220") &&
                            Contains("invalid parameter"));
    bench.laser->set_power_mw(30.0);
    CHECK(bench.laser->power_set_mw() == Approx(30.0));
}

TEST_CASE("make_safe gets the light off even when its first answer is lost") {
    Bench bench;
    bench.laser->switch_on();
    bench.server.faults.lose_answers = 1;
    bench.laser->make_safe();
    CHECK_FALSE(bench.device.on);
}

TEST_CASE("destruction switches the light off") {
    Bench bench;
    bench.laser->switch_on();
    bench.laser.reset();
    CHECK_FALSE(bench.device.on);
}

TEST_CASE("errors of the laser and faults have words") {
    CHECK_THAT(obis_error_text(-100), Contains("unrecognised command"));
    CHECK_THAT(obis_error_text(-220), Contains("invalid parameter"));
    CHECK(obis_fault_text(0x21) == "base plate temperature, over-current");
}

TEST_CASE("an interlock that opens while the light is on shows at once") {
    Bench bench;
    bench.laser->switch_on();
    bench.device.interlock_closed = false;
    CHECK_FALSE(bench.laser->interlock_closed());
    CHECK_FALSE(bench.laser->is_on());
    CHECK(bench.laser->power_measured_mw() == 0.0);
}

TEST_CASE("every error code of the manual has its words, those of the bus with either sign") {
    const std::pair<int, const char*> codes[] = {{-400, "query unavailable"},
                                                 {-350, "queue overflow"},
                                                 {-321, "out of memory"},
                                                 {-310, "system error"},
                                                 {-257, "file to open not named"},
                                                 {-256, "file does not exist"},
                                                 {-241, "device unavailable"},
                                                 {-221, "settings conflict"},
                                                 {-220, "invalid parameter"},
                                                 {-203, "command protected"},
                                                 {-200, "execution error, command out of order"},
                                                 {-109, "parameter missing"},
                                                 {-102, "syntax error"},
                                                 {-100, "unrecognised command or query"},
                                                 {0, "no error"},
                                                 {500, "bus"},
                                                 {510, "I2C bus fault"},
                                                 {520, "controller time-out"},
                                                 {900, "time-out of a message"}};
    for (const auto& [code, text] : codes) CHECK_THAT(obis_error_text(code), Contains(text));
    CHECK(obis_error_text(-520) == obis_error_text(520));
    CHECK(obis_error_text(-999) == "unknown error");
}

TEST_CASE("answers and error answers byte for byte") {
    const std::pair<const char*, const char*> exchanges[] = {
        {"*IDN?\r", "Coherent, Inc - OBIS 405nm 50mW C - V1.0.1 - Dec 14 2010\r\nOK\r\n"},
        {"SYSTem:COMMunicate:HANDshaking ON\r", "OK\r\n"},
        {"SYST:COMM:HAND ON\r\n", "OK\r\n"},  // short form; a line feed after the return does no harm
        {"SOUR:AM:STAT OFF\r", "OK\r\n"},
        {"SOURce:AM:STATe?\r", "OFF\r\nOK\r\n"},
        {"SYSTem:LOCK?\r", "ON\r\nOK\r\n"},
        {"SYSTem:FAULt?\r", "00000000\r\nOK\r\n"},
        {"SYSTem:WHATever?\r", "ERR-100\r\n"},
        {"SYSTem:WHATever 1\r", "ERR-100\r\n"},
        {"SOURce:AM:STATe PERHAPS\r", "ERR-220\r\n"},
        {"SOURce:POWer:LEVel:IMMediate:AMPLitude 5\r", "ERR-220\r\n"},
        {"SYSTem1:INFormation:WAVelength?\r", "ERR-241\r\n"},
    };
    ObisEmulator laser;
    for (const auto& [sent, expected] : exchanges) {
        std::string bytes = sent;
        std::string answer;
        INFO(sent);
        REQUIRE(laser.next(bytes, answer));
        CHECK(answer == expected);
    }
    laser.interlock_closed = false;
    std::string bytes = "\nSOURce:AM:STATe ON\r";
    std::string answer;
    REQUIRE(laser.next(bytes, answer));
    CHECK(answer == "ERR-200\r\n");
}

TEST_CASE("a laser at a place of a remote is addressed by number, and the remote is not taken for it") {
    ObisEmulator device;
    device.place = 2;
    EmulatorServer server(device, LineKind::pseudo_terminal);
    ObisSettings settings{std::chrono::milliseconds(100), std::chrono::seconds(5), 2};
    const std::unique_ptr<LightSource> laser =
        make_obis_laser(open_serial(server.path(), {115200}), settings);
    laser->set_power_mw(25.0);
    laser->switch_on();
    CHECK(device.on);
    CHECK_THAT(server.received(),
               Contains("SOURce2:POWer:LEVel:IMMediate:AMPLitude 0.025000\r") && Contains("SYSTem2:LOCK?\r"));
    settings.remote_place = 0;
    CHECK_THROWS_WITH(make_obis_laser(open_serial(server.path(), {115200}), settings), Contains("ERR-100"));
    settings.remote_place = 3;
    CHECK_THROWS_WITH(make_obis_laser(open_serial(server.path(), {115200}), settings),
                      Contains("ERR-241") && Contains("at this place"));
}

TEST_CASE("faults of the upper bits have words too") {
    CHECK(obis_fault_text(0x100000) == "over-power");
    CHECK(obis_fault_text(0x042000) == "set power not reached, field calibration");
}

TEST_CASE("a prompt that somebody left on is switched off") {
    Bench bench;
    bench.device.prompt = true;
    bench.laser->reconnect();
    CHECK_FALSE(bench.device.prompt);
    CHECK_FALSE(bench.laser->is_on());
}

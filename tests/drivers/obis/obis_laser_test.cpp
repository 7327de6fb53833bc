// SPDX-License-Identifier: GPL-3.0-or-later
// Commands as in the "Host Interface" appendix of Coherent's "OBIS LX/LS Operator's Manual".
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

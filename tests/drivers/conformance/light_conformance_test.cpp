// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/conformance/fixtures.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_LIGHT SimulatedLaserBench, ObisLaserBench

namespace {

double half_power_mw(const LightSource& light) {
    return 0.5 * (light.capabilities().min_power_mw + light.capabilities().max_power_mw);
}

}  // namespace

TEMPLATE_TEST_CASE("a light says who it is and what it can do, and is off", "", EVERY_LIGHT) {
    TestType bench;
    CHECK_FALSE(bench.device().identity().model.empty());
    const LightCapabilities can = bench.device().capabilities();
    CHECK(can.max_power_mw > can.min_power_mw);
    CHECK(can.wavelength_nm > 0.0);
    CHECK_FALSE(bench.device().is_on());
    CHECK(bench.device().power_measured_mw() == 0.0);
}

TEMPLATE_TEST_CASE("a light gives about the power that it is set to, while it is on", "", EVERY_LIGHT) {
    TestType bench;
    const double wanted = half_power_mw(bench.device());
    bench.device().set_power_mw(wanted);
    CHECK(bench.device().power_set_mw() == Approx(wanted));
    bench.device().switch_on();
    CHECK(bench.device().is_on());
    CHECK(bench.device().power_measured_mw() == Approx(wanted).epsilon(0.2));
    bench.device().switch_off();
    CHECK_FALSE(bench.device().is_on());
    CHECK(bench.device().power_measured_mw() == 0.0);
}

TEMPLATE_TEST_CASE("a light refuses powers beyond its limits", "", EVERY_LIGHT) {
    TestType bench;
    const double beyond = 1.01 * bench.device().capabilities().max_power_mw;
    CHECK_THAT(message_of(ErrorKind::usage, [&] { bench.device().set_power_mw(beyond); }), Contains("mW"));
}

TEMPLATE_TEST_CASE("an open interlock keeps the light off and is told", "", EVERY_LIGHT) {
    TestType bench;
    bench.device().set_power_mw(half_power_mw(bench.device()));
    bench.open_interlock();
    CHECK_THAT(message_of(ErrorKind::device, [&] { bench.device().switch_on(); }), Contains("interlock"));
    CHECK_FALSE(bench.device().is_on());
}

TEMPLATE_TEST_CASE("make_safe puts the light out, twice if need be", "", EVERY_LIGHT) {
    TestType bench;
    bench.device().set_power_mw(half_power_mw(bench.device()));
    bench.device().switch_on();
    bench.device().make_safe();
    CHECK_FALSE(bench.device().is_on());
    bench.device().make_safe();
    CHECK_FALSE(bench.device().is_on());
}

TEMPLATE_TEST_CASE("a light whose link drops is off after a reconnect", "", EVERY_LIGHT) {
    TestType bench;
    bench.device().set_power_mw(half_power_mw(bench.device()));
    bench.device().switch_on();
    bench.drop_link();
    CHECK_THAT(message_of(ErrorKind::device, [&] { bench.device().switch_off(); }), Contains("'"));
    bench.device().reconnect();
    CHECK_FALSE(bench.device().is_on());
}

TEMPLATE_TEST_CASE("a silent light is a device error with the command and the time", "", EVERY_LIGHT) {
    TestType bench;
    bench.fall_silent();
    const std::string message = message_of(ErrorKind::device, [&] { bench.device().switch_off(); });
    CHECK_THAT(message, Contains("'") && Contains("ms"));
    bench.device().make_safe();
    bench.speak_again();
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What every driver of a protocol makes of a bad line: answers in pieces, lost, replaced by noise, or with
// noise before them. A question is asked again; a number that is told is always right.
#include "tests/drivers/conformance/fixtures.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_PROTOCOL GcsStageBench, AsiStageBench, ObisLaserBench, ObpSpectrometerBench, Fw102cWheelBench

namespace {

/// One number that the device is asked for.
double ask(Stage& stage) {
    return stage.position().xy_um.x;
}
double ask(LightSource& light) {
    return light.power_set_mw();
}
double ask(Spectrometer& spectrometer) {
    return spectrometer.acquire({}).at(7);
}
double ask(FilterWheel& wheel) {
    return wheel.position();
}

/// Such that the number is none that noise would give.
void prepare(Stage& stage) {
    stage.home({});
    stage.start_move({{1234.5, -200.0}, {}, {}});
    stage.wait_in_position({}, {});
}
void prepare(LightSource& light) {
    light.set_power_mw(0.5 * (light.capabilities().min_power_mw + light.capabilities().max_power_mw));
}
void prepare(Spectrometer& spectrometer) {
    spectrometer.configure({.integration_ms = 20.0, .averages = 1});
}
void prepare(FilterWheel& wheel) {
    wheel.move_to(3, std::chrono::seconds(5), {});
}

/// Such that the number is another one; which, is returned.
double prepare_other(Stage& stage) {
    stage.start_move({{-77.5, 300.0}, {}, {}});
    stage.wait_in_position({}, {});
    return -77.5;
}
double prepare_other(LightSource& light) {
    const LightCapabilities can = light.capabilities();
    const double power_mw = 0.75 * can.min_power_mw + 0.25 * can.max_power_mw;
    light.set_power_mw(power_mw);
    return power_mw;
}
double prepare_other(Spectrometer& spectrometer) {
    const double before = ask(spectrometer);
    spectrometer.configure(
        {.integration_ms = 31.0, .averages = 1});  // the emulator's counts grow by one a ms
    return before + 11.0;
}
double prepare_other(FilterWheel& wheel) {
    constexpr int kOther = 5;
    wheel.move_to(kOther, std::chrono::seconds(5), {});
    return kOther;
}

template <class Bench>
double prepared_answer(Bench& bench) {
    prepare(bench.device());
    const double answer = ask(bench.device());
    REQUIRE(std::abs(answer) > 1.0);
    return answer;
}

}  // namespace

TEMPLATE_TEST_CASE("answers that arrive byte by byte are put together", "", EVERY_PROTOCOL) {
    TestType bench;
    const double expected = prepared_answer(bench);
    bench.server.faults.byte_by_byte = true;
    CHECK(ask(bench.device()) == Approx(expected));
}

TEMPLATE_TEST_CASE("a question whose answer is lost once is asked again", "", EVERY_PROTOCOL) {
    TestType bench;
    const double expected = prepared_answer(bench);
    bench.server.faults.lose_answers = 1;
    CHECK(ask(bench.device()) == Approx(expected));
}

TEMPLATE_TEST_CASE("an answer that comes after its time-out is never that to another question", "",
                   EVERY_PROTOCOL) {
    TestType bench;
    const double expected = prepared_answer(bench);
    bench.server.faults.late_answers = 1;
    CHECK(ask(bench.device()) == Approx(expected));  // asked again; both answers arrive together
    const double other = prepare_other(bench.device());
    CHECK(ask(bench.device()) == Approx(other).epsilon(1e-3));
    CHECK(ask(bench.device()) == Approx(other).epsilon(1e-3));
}

TEMPLATE_TEST_CASE("a question answered by noise once is asked again", "", EVERY_PROTOCOL) {
    TestType bench;
    const double expected = prepared_answer(bench);
    bench.server.faults.garbage_answers = 1;
    CHECK(ask(bench.device()) == Approx(expected));
}

TEMPLATE_TEST_CASE("noise before answers is skipped or a device's error, never another number", "",
                   EVERY_PROTOCOL) {
    TestType bench;
    const double expected = prepared_answer(bench);
    bench.server.faults.noise_before = true;
    try {
        const double told = ask(bench.device());
        CHECK(told == Approx(expected));
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
    }
    bench.server.faults.noise_before = false;
    bench.device().reconnect();
    prepare(bench.device());
    CHECK(ask(bench.device()) == Approx(expected));
}

TEMPLATE_TEST_CASE("a device that answers no more is an error with the command and the time; it comes back",
                   "", EVERY_PROTOCOL) {
    TestType bench;
    const double expected = prepared_answer(bench);
    bench.server.faults.silent = true;
    CHECK_THAT(message_of(ErrorKind::device, [&] { (void)ask(bench.device()); }),
               Contains("'") && Contains("ms"));
    bench.server.faults.silent = false;
    bench.device().reconnect();
    prepare(bench.device());
    CHECK(ask(bench.device()) == Approx(expected));
}

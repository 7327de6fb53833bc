// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/conformance/fixtures.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_PATTERN_SOURCE SimulatedPatternSourceBench

namespace {

constexpr std::chrono::milliseconds kShow(500);

/// All colours at full gray.
DisplayPattern white_of(PatternSource& source) {
    const PatternSourceCapabilities can = source.capabilities();
    return {can.lights, can.gray_max};
}

}  // namespace

TEMPLATE_TEST_CASE("a pattern source says who it is, how large its module is and what it can drive", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    CHECK_FALSE(bench.device().identity().model.empty());
    const PatternSourceCapabilities can = bench.device().capabilities();
    CHECK(can.rows > 0);
    CHECK(can.cols > 0);
    CHECK_FALSE(can.lights.empty());
    CHECK(can.gray_max >= 1);
}

TEMPLATE_TEST_CASE("a pattern source is black at first and shows each colour alone, and none again", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    CHECK(bench.device().shown() == DisplayPattern{});
    const PatternSourceCapabilities can = bench.device().capabilities();
    for (const std::string& light : can.lights) {
        const DisplayPattern pattern{{light}, can.gray_max};
        bench.device().show(pattern, kShow, {});
        CHECK(bench.device().shown() == pattern);
    }
    bench.device().show({}, kShow, {});
    CHECK(bench.device().shown() == DisplayPattern{});
}

TEMPLATE_TEST_CASE("lights of a pattern may be named in any order, and gray 0 is black", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    DisplayPattern white = white_of(bench.device());
    const DisplayPattern told{{white.lights.rbegin(), white.lights.rend()}, white.gray};
    bench.device().show(told, kShow, {});
    CHECK(bench.device().shown() == white);
    white.gray = 0;
    bench.device().show(white, kShow, {});
    CHECK(bench.device().shown() == DisplayPattern{});
}

TEMPLATE_TEST_CASE("a pattern source refuses colours and grays that it does not have and changes nothing", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    const DisplayPattern white = white_of(bench.device());
    bench.device().show(white, kShow, {});
    const std::string first = white.lights.front();
    const auto refusal = [&](const DisplayPattern& pattern) {
        return message_of(ErrorKind::usage, [&] { bench.device().show(pattern, kShow, {}); });
    };
    CHECK_THAT(refusal({{"infrared"}, white.gray}), Contains("'infrared'") && Contains(first));
    CHECK_THAT(refusal({{first, first}, white.gray}), Contains("twice"));
    CHECK_THAT(refusal({{first}, white.gray + 1}), Contains("gray"));
    CHECK_THAT(refusal({{first}, -1}), Contains("gray"));
    CHECK(bench.device().shown() == white);
}

TEMPLATE_TEST_CASE("a pattern that is stopped on request is not shown", "", EVERY_PATTERN_SOURCE) {
    TestType bench;
    std::stop_source stop;
    stop.request_stop();
    (void)message_of(ErrorKind::cancelled,
                     [&] { bench.device().show(white_of(bench.device()), kShow, stop.get_token()); });
    CHECK(bench.device().shown() == DisplayPattern{});
}

TEMPLATE_TEST_CASE("a pattern that does not appear is a device error with what is shown and the time", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    bench.stall();
    CHECK_THAT(
        message_of(ErrorKind::device,
                   [&] { bench.device().show(white_of(bench.device()), std::chrono::milliseconds(20), {}); }),
        Contains("black") && Contains("20 ms"));
    CHECK(bench.device().shown() == DisplayPattern{});
}

TEMPLATE_TEST_CASE("a pattern source that shows another pattern is a device error with both", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    bench.miss();
    const DisplayPattern white = white_of(bench.device());
    CHECK_THAT(message_of(ErrorKind::device, [&] { bench.device().show(white, kShow, {}); }),
               Contains("black") && Contains(white.lights.front()));
}

TEMPLATE_TEST_CASE("make_safe makes the module black, twice if need be", "", EVERY_PATTERN_SOURCE) {
    TestType bench;
    bench.device().show(white_of(bench.device()), kShow, {});
    bench.device().make_safe();
    bench.device().make_safe();
    CHECK(bench.device().shown() == DisplayPattern{});
}

TEMPLATE_TEST_CASE("a pattern source whose link drops goes black and works after a reconnect", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    const DisplayPattern white = white_of(bench.device());
    bench.device().show(white, kShow, {});
    bench.drop_link();
    CHECK_THAT(message_of(ErrorKind::device, [&] { bench.device().show({}, kShow, {}); }), Contains("'"));
    bench.device().reconnect();
    CHECK(bench.device().shown() == DisplayPattern{});
    bench.device().show(white, kShow, {});
    CHECK(bench.device().shown() == white);
}

TEMPLATE_TEST_CASE("a silent pattern source is a device error with the command and the time", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    bench.fall_silent();
    const std::string message = message_of(ErrorKind::device, [&] { (void)bench.device().shown(); });
    CHECK_THAT(message, Contains("'") && Contains("ms"));
    bench.device().make_safe();
    bench.speak_again();
}

TEMPLATE_TEST_CASE("an answer of a pattern source that makes no sense is a device error", "",
                   EVERY_PATTERN_SOURCE) {
    TestType bench;
    bench.speak_garbage();
    CHECK_THAT(message_of(ErrorKind::device, [&] { (void)bench.device().shown(); }), Contains("sense"));
}

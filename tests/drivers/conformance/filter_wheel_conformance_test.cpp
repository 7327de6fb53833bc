// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/conformance/fixtures.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_FILTER_WHEEL SimulatedFilterWheelBench, Fw102cWheelBench

namespace {

constexpr std::chrono::milliseconds kTurn(500);

}  // namespace

TEMPLATE_TEST_CASE("a filter wheel says who it is and how many positions it has", "", EVERY_FILTER_WHEEL) {
    TestType bench;
    CHECK_FALSE(bench.device().identity().model.empty());
    const FilterWheelCapabilities can = bench.device().capabilities();
    CHECK(can.positions >= 2);
    CHECK((can.names.empty() || can.names.size() == static_cast<std::size_t>(can.positions)));
    CHECK(bench.device().position() >= 1);
    CHECK(bench.device().position() <= can.positions);
}

TEMPLATE_TEST_CASE("a filter wheel goes to each of its positions, and stays where it is told to go again", "",
                   EVERY_FILTER_WHEEL) {
    TestType bench;
    for (int position = bench.device().capabilities().positions; position >= 1; --position) {
        bench.device().move_to(position, kTurn, {});
        CHECK(bench.device().position() == position);
        bench.device().move_to(position, kTurn, {});
        CHECK(bench.device().position() == position);
    }
}

TEMPLATE_TEST_CASE("a filter wheel refuses positions that it does not have and does not turn", "",
                   EVERY_FILTER_WHEEL) {
    TestType bench;
    bench.device().move_to(2, kTurn, {});
    const int beyond = bench.device().capabilities().positions + 1;
    for (const int position : {0, beyond})
        CHECK_THAT(message_of(ErrorKind::usage, [&] { bench.device().move_to(position, kTurn, {}); }),
                   Contains("position"));
    CHECK(bench.device().position() == 2);
}

TEMPLATE_TEST_CASE("a filter wheel that is stuck is a device error with where it stands", "",
                   EVERY_FILTER_WHEEL) {
    TestType bench;
    bench.device().move_to(1, kTurn, {});
    bench.stall();
    CHECK_THAT(
        message_of(ErrorKind::device, [&] { bench.device().move_to(2, std::chrono::milliseconds(20), {}); }),
        Contains("1") && Contains("20 ms"));
}

TEMPLATE_TEST_CASE("a filter wheel that ends in another position is a device error with both", "",
                   EVERY_FILTER_WHEEL) {
    TestType bench;
    bench.device().move_to(1, kTurn, {});
    bench.miss();
    CHECK_THAT(
        message_of(ErrorKind::device, [&] { bench.device().move_to(2, std::chrono::milliseconds(20), {}); }),
        Contains("stands at position"));
}

TEMPLATE_TEST_CASE("make_safe leaves a filter wheel where it stands, twice if need be", "",
                   EVERY_FILTER_WHEEL) {
    TestType bench;
    bench.device().move_to(2, kTurn, {});
    bench.device().make_safe();
    bench.device().make_safe();
    CHECK(bench.device().position() == 2);
}

TEMPLATE_TEST_CASE("a filter wheel whose link drops works after a reconnect", "", EVERY_FILTER_WHEEL) {
    TestType bench;
    bench.drop_link();
    CHECK_THAT(message_of(ErrorKind::device, [&] { bench.device().move_to(2, kTurn, {}); }), Contains("'"));
    bench.device().reconnect();
    bench.device().move_to(2, kTurn, {});
    CHECK(bench.device().position() == 2);
}

TEMPLATE_TEST_CASE("a silent filter wheel is a device error with the command and the time", "",
                   EVERY_FILTER_WHEEL) {
    TestType bench;
    bench.fall_silent();
    const std::string message = message_of(ErrorKind::device, [&] { (void)bench.device().position(); });
    CHECK_THAT(message, Contains("'") && Contains("ms"));
    bench.device().make_safe();
    bench.speak_again();
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as on ASI's pages, asiimaging.com/docs: "Quick Start on Serial Commands" and commands/<name>.
#include "drivers/asi/asi_stage.h"

#include "drivers/asi/asi_protocol.h"
#include "libinspect/base/error.h"
#include "tests/drivers/emulators/asi_emulator.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Bench {
    AsiEmulator controller;
    EmulatorServer server{controller, LineKind::pseudo_terminal};
    std::unique_ptr<Stage> open(const AsiSettings& settings = {}) {
        return make_asi_stage(open_serial(server.path(), {9600}), settings);
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

TEST_CASE("positions count tenths of a micrometre: 1.2345 mm is X=12345") {
    Bench bench;
    const auto stage = bench.open();
    bench.sent();
    stage->start_move({{1234.5, 0.0}, {}, {}});
    CHECK(bench.sent() == "M X=12345.0 Y=0.0\r");
}

TEST_CASE("a WHERE of 1000 is 100 um") {
    CHECK(asi_numbers(":A 1000 -20.5 ") == std::vector<double>{1000.0, -20.5});
    CHECK(asi_numbers(":A").empty());
    CHECK(asi_numbers("A 1000").empty());
    CHECK(asi_numbers(":A 1000 x").empty());
}

TEST_CASE("both forms of an answer with names are read") {
    CHECK(asi_value(":A X=83 Y=78 Z=59", 'Y') == 78.0);
    CHECK(asi_value(":X=50 Y=50 Z=-50.25 A", 'Z') == -50.25);
    CHECK_FALSE(asi_value(":A X=83", 'Y'));
    CHECK_FALSE(asi_value("noise X=83", 'X'));
}

TEST_CASE("error answers have a code") {
    CHECK(asi_error_code(":N-4") == 4);
    CHECK(asi_error_code(":N-21 ") == 21);
    CHECK_FALSE(asi_error_code(":A "));
    CHECK(asi_error_text(1) == "unknown command");
    CHECK_THAT(asi_error_text(2), Contains("axis"));
    CHECK(asi_error_text(3) == "missing parameters");
    CHECK(asi_error_text(4) == "parameter out of range");
    CHECK(asi_error_text(5) == "operation failed");
    CHECK(asi_error_text(6) == "undefined error");
    CHECK(asi_error_text(7) == "invalid card address");
    CHECK_THAT(asi_error_text(21), Contains("HALT"));
}

TEST_CASE("HALT that stops a move is answered by :N-21, which is no error") {
    Bench bench;
    bench.controller.step = 10.0;
    const auto stage = bench.open();
    stage->start_move({{1000.0, 0.0}, {}, {}});
    bench.sent();
    CHECK_NOTHROW(stage->halt());
    CHECK(bench.sent() == "\\\r");
}

TEST_CASE("homing runs into the limits and names the place there") {
    Bench bench;
    AsiSettings settings;
    settings.home_x_um = 40000.0;
    settings.home_y_um = 30000.0;
    const auto stage = bench.open(settings);
    CHECK_FALSE(stage->is_homed());
    stage->home({});
    CHECK(stage->is_homed());
    CHECK(stage->position().xy_um == StagePoint{40000.0, 30000.0});
    CHECK_THAT(bench.sent(), Contains("! X Y\r") && Contains("H X=400000.0 Y=300000.0\r"));
}

TEST_CASE("a flipped axis turns positions, targets and limits") {
    Bench bench;
    AsiSettings settings;
    settings.flip_x = true;
    const auto stage = bench.open(settings);
    bench.sent();
    stage->start_move({{10.0, 10.0}, {}, {}});
    CHECK(bench.sent() == "M X=-100.0 Y=100.0\r");
    CHECK(stage->position().xy_um == StagePoint{10.0, 10.0});
}

TEST_CASE("an unknown axis is told with the command and the code") {
    Bench bench;
    const auto stage = bench.open();
    REQUIRE_THROWS_WITH(stage->start_move({{0.0, 0.0}, 1.0, {}}), Contains("no z_um axis"));
}

TEST_CASE("the examples of ASI's command pages, byte for byte") {
    struct Exchange {
        const char* sent;
        const char* expected;
    };
    AsiEmulator controller;
    const auto check = [&](const Exchange& exchange) {
        std::string bytes = exchange.sent;
        std::string answer;
        INFO(exchange.sent);
        REQUIRE(controller.next(bytes, answer));
        CHECK(bytes.empty());
        answer.erase(answer.find_last_not_of(" \r\n") + 1);  // the pages show no line ends
        CHECK(answer == exchange.expected);
    };
    SECTION("commands/setlow") {
        check({"SL Z=-110\r", ":A"});
        check({"SL X=-50 Y=-50 Z?\r", ":A Z=-110.000"});
        check({"SETLOW X?\r", ":A X=-50.000"});
    }
    SECTION("commands/status: a move to 1.2345 mm is under way, then done") {
        controller.step = 10000.0;
        check({"MOVE X=12345\r", ":A"});
        check({"STATUS\r", "B"});
        check({"/\r", "N"});
    }
    SECTION("commands/where: 123.45 um, 43.21 um and the origin, in the order of the hardware") {
        check({"H X=1234.5 Y=432.1 Z=0\r", ":A"});
        check({"W X Y Z\r", ":A 1234.5 432.1 0"});
        check({"W Z Y X\r", ":A 1234.5 432.1 0"});
    }
    SECTION("commands/halt") {
        check({"\\\r", ":A"});
        controller.step = 1.0;
        check({"M X=10000\r", ":A"});
        check({"HALT\r", ":N-21"});
        check({"/\r", "N"});
    }
    SECTION("error codes of the manual") {
        check({"NONSENSE X=1\r", ":N-1"});
        check({"M Q=1\r", ":N-2"});
        check({"W Q\r", ":N-2"});
        check({"M\r", ":N-3"});
    }
}

TEST_CASE("after homing the limits have the numbers of the coordinates that HERE made") {
    Bench bench;
    AsiSettings settings;
    settings.home_x_um = 40000.0;
    settings.home_y_um = 30000.0;
    const auto stage = bench.open(settings);
    CHECK(stage->capabilities().x_um.max == Approx(60000.0));
    stage->home({});
    CHECK(stage->capabilities().x_um.max == Approx(40000.0));
    CHECK(stage->capabilities().x_um.min == Approx(-80000.0));
    CHECK(stage->capabilities().y_um.max == Approx(30000.0));
    REQUIRE_THROWS_WITH(stage->start_move({{50000.0, 0.0}, {}, {}}), Contains("limits"));
}

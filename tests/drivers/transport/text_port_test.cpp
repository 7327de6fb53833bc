// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/text_port.h"

#include "tests/drivers/transport/echo_emulator.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Bench {
    EchoEmulator echo;
    EmulatorServer server{echo, LineKind::tcp};
    TextPort port{open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)),
                  {"echo", "\n", "\n", std::chrono::milliseconds(80)}};
};

bool is_two(const std::string& line) {
    return line == "two!";
}

}  // namespace

TEST_CASE("a query whose first answer is lost is asked again") {
    Bench bench;
    bench.server.faults.lose_answers = 1;
    CHECK(bench.port.ask("two", is_two) == "two!");
    CHECK(bench.server.received() == "two\ntwo\n");
}

TEST_CASE("a query whose first answer is noise is asked again") {
    Bench bench;
    bench.server.faults.garbage_answers = 1;
    CHECK(bench.port.ask("two", is_two) == "two!");
}

TEST_CASE("an answer that stays wrong is an error with device, command and what was read") {
    Bench bench;
    bench.server.faults.garbage_answers = 2;
    REQUIRE_THROWS_WITH(bench.port.ask("two", is_two),
                        Contains("echo: tcp") && Contains("'two'") && Contains("\\xFF\\x13~q"));
}

TEST_CASE("a command that acts is sent once, even when its answer is lost") {
    Bench bench;
    bench.server.faults.lose_answers = 1;
    REQUIRE_THROWS_WITH(bench.port.tell("act"), Contains("echo: ") && Contains("'act'"));
    CHECK(bench.server.received() == "act\n");
}

TEST_CASE("a link that dropped is opened again by reopen") {
    Bench bench;
    bench.server.faults.drop_after_commands = 0;
    REQUIRE_THROWS_AS(bench.port.tell("act"), Error);
    bench.port.reopen();
    CHECK(bench.port.tell("act") == "act!");
}

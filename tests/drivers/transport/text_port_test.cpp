// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/text_port.h"

#include "tests/drivers/transport/echo_emulator.h"

#include <type_traits>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Bench {
    EchoEmulator echo;
    EmulatorServer server{echo, LineKind::tcp};
    TextPortSettings settings{
        .device = "echo", .end_sent = "\n", .end_read = "\n", .timeout = std::chrono::milliseconds(80)};
    TextPort port{open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)), settings};
};

/// The same with a marker, in step as a driver leaves it after connecting.
struct MarkedBench {
    MarkedBench() { marked.synchronise(); }
    EchoEmulator echo;
    EmulatorServer server{echo, LineKind::tcp};
    TextPort marked{open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)),
                    {.device = "echo",
                     .end_sent = "\n",
                     .end_read = "\n",
                     .timeout = std::chrono::milliseconds(80),
                     .marker = {"who", [](const std::string& line) { return line == "who!"; }}}};
};

bool is_two(const std::string& line) {
    return line == "two!";
}

}  // namespace

TEST_CASE("a query whose first answer is lost is asked again") {
    Bench bench;
    bench.server.faults.lose_answers = 1;
    CHECK(bench.port.ask(Repeatable("two"), {.good = is_two}) == "two!");
    CHECK(bench.server.received() == "two\ntwo\n");
}

TEST_CASE("a query whose first answer is noise is asked again") {
    Bench bench;
    bench.server.faults.garbage_answers = 1;
    CHECK(bench.port.ask(Repeatable("two"), {.good = is_two}) == "two!");
}

TEST_CASE("an answer that stays wrong is an error with device, command and what was read") {
    Bench bench;
    bench.server.faults.garbage_answers = 2;
    REQUIRE_THROWS_WITH(bench.port.ask(Repeatable("two"), {.good = is_two}),
                        Contains("echo: tcp") && Contains("'two'") && Contains("\\xFF\\x13~q"));
}

TEST_CASE("a command that acts is sent once, even when its answer is lost") {
    Bench bench;
    bench.server.faults.lose_answers = 1;
    REQUIRE_THROWS_WITH(bench.port.ask(OnceOnly("act"), {}), Contains("echo: ") && Contains("'act'"));
    CHECK(bench.server.received() == "act\n");
}

TEST_CASE("neither text nor one kind of command passes for the other kind") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, Repeatable>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, OnceOnly>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<Repeatable, OnceOnly>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<OnceOnly, Repeatable>);
}

TEST_CASE("a late answer is thrown away up to the answer of the marker, and is nobody else's") {
    MarkedBench bench;
    bench.server.faults.late_answers = 1;
    CHECK_THROWS_AS(bench.marked.ask(OnceOnly("first"), {}), Error);
    CHECK(bench.marked.ask(OnceOnly("second"), {}) == "second!");  // "first!" came with the marker's answer
    CHECK(bench.marked.ask(OnceOnly("third"), {}) == "third!");
    CHECK(bench.server.received() == "who\nfirst\nwho\nsecond\nthird\n");
}

TEST_CASE("a device that never answers its marker is an error, and nothing is sent to it") {
    MarkedBench bench;
    bench.server.faults.lose_answers = 2;
    CHECK_THROWS_AS(bench.marked.ask(OnceOnly("first"), {}), Error);
    CHECK_THROWS_WITH(bench.marked.ask(OnceOnly("second"), {}), Contains("'who'"));
    CHECK(bench.server.received() == "who\nfirst\nwho\n");
    CHECK(bench.marked.ask(OnceOnly("third"), {}) == "third!");
}

TEST_CASE("what is urgent goes out at once on a line that is out of step, and is asked properly after") {
    MarkedBench bench;
    bench.server.faults.late_answers = 1;
    CHECK_THROWS_AS(bench.marked.ask(OnceOnly("first"), {}), Error);
    CHECK(bench.marked.ask(Repeatable("halt"), {.urgent = true}) == "halt!");
    CHECK(bench.server.received() == "who\nfirst\nhalt\nwho\nhalt\n");
    CHECK(bench.marked.ask(OnceOnly("next"), {}) == "next!");
}

TEST_CASE("a link that dropped is opened again by reopen") {
    Bench bench;
    bench.server.faults.drop_after_commands = 0;
    REQUIRE_THROWS_AS(bench.port.ask(OnceOnly("act"), {}), Error);
    bench.port.reopen();
    CHECK(bench.port.ask(OnceOnly("act"), {}) == "act!");
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/link.h"

#include "libinspect/base/error.h"
#include "tests/drivers/transport/echo_emulator.h"

#include <thread>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

const LinkCall kCall{"PING", std::chrono::seconds(5)};
const LinkCall kBrief{"PING", std::chrono::milliseconds(30)};

std::unique_ptr<Link> connect(const EmulatorServer& server) {
    return server.path().empty() ? open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5))
                                 : open_serial(server.path(), {});
}

}  // namespace

TEST_CASE("a line goes out and its answer comes back, over TCP and over a serial port") {
    const LineKind kind = GENERATE(LineKind::tcp, LineKind::pseudo_terminal);
    EchoEmulator echo;
    EmulatorServer server(echo, kind);
    const auto link = connect(server);
    link->write("PING\n", kCall);
    CHECK(link->read_until("\n", kCall) == "PING!");
    CHECK(server.received() == "PING\n");
}

TEST_CASE("all byte values pass a serial port unchanged") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::pseudo_terminal);
    const auto link = connect(server);
    std::string bytes;
    for (int value = 0; value < 256; ++value) {
        if (value != '\n') bytes += static_cast<char>(value);
    }
    link->write(bytes + "\n", kCall);
    CHECK(link->read_exactly(bytes.size() + 2, kCall) == bytes + "!\n");
}

TEST_CASE("an answer that arrives byte by byte is put together") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    server.faults.byte_by_byte = true;
    const auto link = connect(server);
    link->write("a longer line\n", kCall);
    CHECK(link->read_until("\n", kCall) == "a longer line!");
}

TEST_CASE("what follows the terminator stays for the next read") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    const auto link = connect(server);
    link->write("one\ntwo\n", kCall);
    CHECK(link->read_until("\n", kCall) == "one!");
    CHECK(link->read_exactly(3, kCall) == "two");
}

TEST_CASE("no answer is a device error that names port and command") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    server.faults.silent = true;
    const auto link = connect(server);
    link->write("PING\n", kBrief);
    REQUIRE_THROWS_WITH(link->read_until("\n", kBrief),
                        Contains("tcp 127.0.0.1:" + std::to_string(server.port())) && Contains("'PING'") &&
                            Contains("30 ms"));
}

TEST_CASE("half an answer is told in the error and kept for the next read") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    const auto link = connect(server);
    link->write("abc\n", kCall);
    REQUIRE_THROWS_WITH(link->read_until("xyz", kBrief), Contains("received 'abc!\\n'"));
    CHECK(link->read_exactly(5, kCall) == "abc!\n");
}

TEST_CASE("a link that drops is a device error, and is whole again after reopen") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    server.faults.drop_after_commands = 0;
    const auto link = connect(server);
    link->write("PING\n", kCall);
    REQUIRE_THROWS_WITH(link->read_until("\n", kCall), Contains("the link is lost") && Contains("'PING'"));
    link->reopen();
    link->write("PING\n", kCall);
    CHECK(link->read_until("\n", kCall) == "PING!");
}

TEST_CASE("a request to stop ends a read as cancelled") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    const auto link = connect(server);
    std::stop_source source;
    source.request_stop();
    try {
        link->read_until("\n", {"PING", std::chrono::hours(1), source.get_token()});
        FAIL("a read ended without data");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
}

TEST_CASE("draining throws away what has arrived") {
    EchoEmulator echo;
    EmulatorServer server(echo, LineKind::tcp);
    const auto link = connect(server);
    link->write("old\n", kCall);
    link->read_exactly(1, kCall);  // the answer is there
    link->drain(std::chrono::milliseconds(20), kCall);
    link->write("new\n", kCall);
    CHECK(link->read_until("\n", kCall) == "new!");
}

TEST_CASE("nobody at the address is a device error that names it") {
    int free_port = 0;
    {
        EchoEmulator echo;
        EmulatorServer server(echo, LineKind::tcp);
        free_port = server.port();
    }
    REQUIRE_THROWS_WITH(open_tcp("127.0.0.1", free_port, std::chrono::seconds(5)),
                        Contains(std::to_string(free_port)) && Contains("connect"));
    REQUIRE_THROWS_WITH(open_serial("/dev/no-such-port", {}),
                        Contains("/dev/no-such-port") && Contains("open"));
}

TEST_CASE("an address needs a host or a path") {
    REQUIRE_THROWS_AS(open_link({}), Error);
}

TEST_CASE("bytes are shown as readable text") {
    CHECK(printable("A\r\n\x01\xff") == "A\\r\\n\\x01\\xFF");
    CHECK_THAT(printable(std::string(1000, 'x')), Contains("(1000 bytes)"));
}

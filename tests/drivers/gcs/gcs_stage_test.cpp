// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as in MS249E 8.2 and 8.6.
#include "drivers/gcs/gcs_stage.h"

#include "libinspect/base/error.h"
#include "tests/drivers/emulators/gcs_emulator.h"

#include <numbers>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Bench {
    GcsEmulator controller;
    EmulatorServer server{controller, LineKind::tcp};
    std::unique_ptr<Stage> open(const GcsSettings& settings) {
        return make_gcs_stage(open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)), settings);
    }
    /// What the driver sent since the last call.
    std::string sent() {
        const std::string all = server.received();
        std::string fresh = all.substr(seen);
        seen = all.size();
        return fresh;
    }
    std::size_t seen = 0;
};

GcsSettings all_axes() {
    return {.z_axis = "3", .theta_axis = "4"};
}

}  // namespace

TEST_CASE("two axes move by one MOV line, in mm, and its error is asked for") {
    Bench bench;
    const auto stage = bench.open({});
    stage->home({});
    bench.sent();
    stage->start_move({{17300.0, 2050.0}, {}, {}});
    CHECK(bench.sent() == "MOV 1 17.3000000 2 2.0500000\nERR?\n");
}

TEST_CASE("z moves in mm and theta in degrees") {
    Bench bench;
    const auto stage = bench.open(all_axes());
    stage->home({});
    bench.sent();
    stage->start_move({{0.0, 0.0}, 1500.0, std::numbers::pi / 6.0});
    CHECK_THAT(bench.sent(), Contains(" 3 1.5000000 4 30.0000000\n"));
}

TEST_CASE("stop is the single character 24, without a line end, and its error 10 is read away") {
    Bench bench;
    const auto stage = bench.open({});
    bench.sent();
    stage->halt();
    CHECK(bench.sent() ==
          "\x18"
          "ERR?\n");
}

TEST_CASE("identity comes from the four fields of *IDN?") {
    Bench bench;
    const Identity identity = bench.open({})->identity();
    CHECK(identity.vendor == "(c)2015 Physik Instrumente (PI) GmbH & Co. KG");
    CHECK(identity.model == "C-863.12");
    CHECK(identity.serial_number == "0115500123");
    CHECK(identity.firmware == "1.2.1.0");
}

TEST_CASE("an answer of two lines has the axes in the order asked, and numbers as in example 5 of 8.2") {
    Bench bench;
    const auto stage = bench.open({});
    stage->home({});
    stage->start_move({{-11584.4, 0.0}, {}, {}});
    stage->wait_in_position({}, {});
    bench.controller.signed_numbers = true;  // "1=-11.5844 \n2=+0000.0000\n"
    CHECK(stage->position().xy_um.x == Approx(-11584.4));
    CHECK(stage->position().xy_um.y == 0.0);
}

TEST_CASE("error codes have the meaning of MS249E 8.7") {
    CHECK(gcs_error_text(0) == "no error");
    CHECK(gcs_error_text(1) == "parameter syntax error");
    CHECK(gcs_error_text(2) == "unknown command");
    CHECK_THAT(gcs_error_text(5), Contains("unreferenced axis") && Contains("servo off"));
    CHECK(gcs_error_text(7) == "position out of limits");
    CHECK(gcs_error_text(8) == "velocity out of limits");
    CHECK(gcs_error_text(10) == "stopped by command");
    CHECK_THAT(gcs_error_text(15), Contains("invalid axis identifier"));
    CHECK(gcs_error_text(31) == "unknown error");
}

TEST_CASE("a move before homing is error 5 with what to do") {
    Bench bench;
    const auto stage = bench.open({});
    REQUIRE_THROWS_WITH(stage->start_move({{1.0, 1.0}, {}, {}}),
                        Contains("gcs stage: tcp") && Contains("'MOV 1 0.0010000") && Contains("error 5") &&
                            Contains("home the stage"));
}

TEST_CASE("an axis that the controller does not know is told with its error 15") {
    Bench bench;
    REQUIRE_THROWS_WITH(bench.open({.x_axis = "9"}), Contains("SVO 9 1") && Contains("error 15"));
}

TEST_CASE("limits are those of TMN? and TMX? in um") {
    Bench bench;
    const StageCapabilities capabilities = bench.open(all_axes())->capabilities();
    CHECK(capabilities.x_um == AxisLimits{-50000.0, 50000.0});
    REQUIRE(capabilities.theta_rad);
    CHECK(capabilities.theta_rad->max == Approx(50.0 * std::numbers::pi / 180.0));
}

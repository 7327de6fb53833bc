// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/conformance/fixtures.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_STAGE SimulatedStageBench, GcsStageBench, AsiStageBench

namespace {

const SettleRule kRule{2.0, std::chrono::milliseconds(5), std::chrono::seconds(20)};
const SettleRule kImpatient{2.0, std::chrono::milliseconds(5), std::chrono::milliseconds(60)};
const StagePose kThere{{3000.0, -2000.0}, {}, {}};

void go(Stage& stage, const StagePose& target) {
    if (!stage.is_homed()) stage.home({});
    stage.start_move(target);
    stage.wait_in_position(kRule, {});
}

double far(const Stage& stage, const StagePose& target) {
    const StagePose here = stage.position();
    return std::hypot(here.xy_um.x - target.xy_um.x, here.xy_um.y - target.xy_um.y);
}

}  // namespace

TEMPLATE_TEST_CASE("a stage says who it is, and still does after a reconnect", "", EVERY_STAGE) {
    TestType bench;
    const Identity identity = bench.device().identity();
    CHECK_FALSE(identity.vendor.empty());
    CHECK_FALSE(identity.model.empty());
    CHECK_FALSE(identity.firmware.empty());
    bench.device().reconnect();
    CHECK(bench.device().identity() == identity);
}

TEMPLATE_TEST_CASE("a stage has limits, speed and resolution", "", EVERY_STAGE) {
    TestType bench;
    const StageCapabilities can = bench.device().capabilities();
    CHECK(can.x_um.min < can.x_um.max);
    CHECK(can.y_um.min < can.y_um.max);
    CHECK(can.max_speed_um_s > 0.0);
    CHECK(can.resolution_um > 0.0);
}

TEMPLATE_TEST_CASE("a stage that was homed goes where it is told", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), kThere);
    CHECK(bench.device().is_homed());
    CHECK(far(bench.device(), kThere) < 2.0 * kRule.window_um);
}

TEMPLATE_TEST_CASE("a stage refuses a target beyond its limits, and stays", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), kThere);
    const double beyond = bench.device().capabilities().x_um.max + 1.0;
    const std::string message = message_of(ErrorKind::usage, [&] {
        bench.device().start_move({{beyond, 0.0}, {}, {}});
    });
    CHECK_THAT(message, Contains("stage") && Contains("x"));
    CHECK(far(bench.device(), kThere) < 2.0 * kRule.window_um);
}

TEMPLATE_TEST_CASE("a stage that gets stuck is a device error with what is left", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), {});
    bench.stall();
    const std::string message = message_of(ErrorKind::device, [&] {
        bench.device().start_move(kThere);
        bench.device().wait_in_position(kImpatient, {});
    });
    CHECK_THAT(message, Contains("stage") && Contains("um"));
}

TEMPLATE_TEST_CASE("a request to stop halts a stage and is told as cancelled", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), {});
    bench.device().start_move(kThere);
    std::stop_source source;
    source.request_stop();
    message_of(ErrorKind::cancelled, [&] { bench.device().wait_in_position(kRule, source.get_token()); });
    CHECK(far(bench.device(), kThere) > kRule.window_um);
}

TEMPLATE_TEST_CASE("a halted stage moves again when it is told to", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), {});
    bench.device().start_move(kThere);
    bench.device().halt();
    go(bench.device(), kThere);
    CHECK(far(bench.device(), kThere) < 2.0 * kRule.window_um);
}

TEMPLATE_TEST_CASE("a stage whose link drops works again after a reconnect", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), {});
    bench.drop_link();
    const std::string message = message_of(ErrorKind::device, [&] { bench.device().start_move(kThere); });
    CHECK_THAT(message, Contains("stage") && Contains("'"));
    bench.device().reconnect();
    go(bench.device(), kThere);
    CHECK(far(bench.device(), kThere) < 2.0 * kRule.window_um);
}

TEMPLATE_TEST_CASE("a silent stage is a device error with the command, and can always be made safe", "",
                   EVERY_STAGE) {
    TestType bench;
    go(bench.device(), {});
    bench.fall_silent();
    const std::string message = message_of(ErrorKind::device, [&] { bench.device().start_move(kThere); });
    CHECK_THAT(message, Contains("stage") && Contains("'") && Contains("ms"));
    bench.device().make_safe();
    bench.device().make_safe();
    bench.speak_again();
    bench.device().reconnect();
    go(bench.device(), kThere);
}

TEMPLATE_TEST_CASE("an answer that makes no sense is a device error", "", EVERY_STAGE) {
    TestType bench;
    go(bench.device(), {});
    bench.speak_garbage();
    CHECK_THAT(message_of(ErrorKind::device, [&] { bench.device().start_move(kThere); }), Contains("stage"));
}

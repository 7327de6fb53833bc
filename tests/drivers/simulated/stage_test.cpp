// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "tests/drivers/simulated/test_tool.h"

#include <thread>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("a stage does not move before it is homed") {
    SimulatedTool tool(small_settings());
    CHECK_THROWS_WITH(tool.stage.start_move({{100.0, 0.0}, {}, {}}), Contains("homed"));
    CHECK_FALSE(tool.bench->stage_moving());
}

TEST_CASE("a target beyond the soft limits is refused, and nothing moves") {
    SimulatedTool tool(small_settings());
    tool.stage.home({});
    CHECK_THROWS_WITH(tool.stage.start_move({{0.0, 2e5}, {}, {}}), Contains("soft limits"));
    CHECK_THROWS_AS(tool.stage.start_move({{0.0, 0.0}, 1e4, {}}), Error);
    CHECK_FALSE(tool.bench->stage_moving());
}

TEST_CASE("in position means within the window for the whole settle time") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    tool.stage.start_move({{10000.0, 0.0}, {}, {}});
    const std::int64_t begin = tool.bench->time().now_ns();
    CHECK(tool.bench->stage_moving());
    const SettleRule rule{.window_um = 0.1, .settle = std::chrono::milliseconds(20)};
    tool.stage.wait_in_position(rule, {});
    // 10 mm at 100 mm/s and 1 m/s2 take 200 ms; 1.5 um that fall by e every 8 ms need 8 ln(15) = 21.7 ms to
    // fall to 0.1 um for good; they swing, so they may have been inside a little earlier.
    const double took_ms = 1e-6 * static_cast<double>(tool.bench->time().now_ns() - begin);
    CHECK(took_ms > 200.0 + 20.0 + 8.0);
    CHECK(took_ms < 200.0 + 20.0 + 25.0);
    CHECK(std::abs(tool.stage.position().xy_um.x - 10000.0) <= 0.1);
}

TEST_CASE("a move that takes longer than the timeout is an error that tells what is left") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    tool.stage.start_move({{20000.0, 0.0}, {}, {}});
    CHECK_THROWS_WITH(tool.stage.wait_in_position({.timeout = std::chrono::milliseconds(50)}, {}),
                      Contains("not in position within 50 ms") && Contains("um are left"));
}

TEST_CASE("a stop request halts the stage where it is") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    std::stop_source stop;
    tool.stage.start_move({{20000.0, 0.0}, {}, {}});
    tool.bench->time().wait(std::chrono::milliseconds(100));
    stop.request_stop();
    try {
        tool.stage.wait_in_position({}, stop.get_token());
        FAIL("it went on");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
    CHECK_FALSE(tool.bench->stage_moving());
    const double x_um = tool.stage.position().xy_um.x;
    CHECK(x_um > 1000.0);
    CHECK(x_um < 19000.0);
}

TEST_CASE("making safe from another thread stops a move") {
    SimulatedTool tool(small_settings());
    go(tool, 0.0, 0.0);
    tool.stage.start_move({{20000.0, 0.0}, {}, {}});
    std::thread([&] { tool.stage.make_safe(); }).join();
    CHECK_FALSE(tool.bench->stage_moving());
}

TEST_CASE("the true position of a target does not depend on the way there") {
    SimulatedTool one(small_settings());
    go(one, 3000.0, 1000.0);
    const View straight = one.bench->view();
    go(one, -8000.0, 5000.0);
    go(one, 3000.0, 1000.0);
    CHECK(one.bench->view() == straight);
    CHECK_FALSE(straight.middle.x == 3000.0);
    CHECK(std::abs(straight.middle.x - 3000.0) <= one.bench->settings().stage.jitter_um);

    SimulatedTool other(small_settings());
    go(other, 500.0, 500.0);
    go(other, 3000.0, 1000.0);
    CHECK(other.bench->view() == straight);
}

TEST_CASE("without correction, backlash shows in the direction of approach") {
    SimulatedSettings settings = ideal_settings();
    settings.stage.approach_from_below = false;
    settings.stage.backlash_um = 0.8;
    SimulatedTool tool(settings);
    go(tool, 0.0, 0.0);
    go(tool, 1000.0, 0.0);
    CHECK(tool.bench->view().middle.x == Approx(1000.0));
    go(tool, 2000.0, 0.0);
    go(tool, 1000.0, 0.0);
    CHECK(tool.bench->view().middle.x == Approx(1000.8));
}

}  // namespace
}  // namespace waferglow::drivers

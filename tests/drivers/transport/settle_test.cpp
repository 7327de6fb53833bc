// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/settle.h"

#include "drivers/transport/stage_pose.h"
#include "libinspect/base/error.h"

#include <limits>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using Catch::Contains;

namespace {

/// A stage that stands at the poses of a list, one a look, and stays at the last.
struct Script {
    std::vector<double> x_um;
    std::size_t looks = 0;
    int halts = 0;
    StageProbe probe() {
        return {"stage",
                [this] {
                    return StagePose{{x_um[std::min(looks++, x_um.size() - 1)], 0.0}, {}, {}};
                },
                [this] { ++halts; }, [] { return std::string("all well"); }};
    }
};

const StagePose kTarget{{10.0, 0.0}, {}, {}};

}  // namespace

TEST_CASE("a stage that swings through the window has not arrived") {
    Script script{{0.0, 10.0, 14.0, 10.2}};
    wait_until_settled(script.probe(), kTarget, {0.5, std::chrono::milliseconds(5), std::chrono::seconds(10)},
                       {});
    CHECK(script.looks >= 5);
    CHECK(script.halts == 0);
}

TEST_CASE("a stage that stops short is a device error with what is left, and is halted") {
    Script script{{0.0, 7.0}};
    REQUIRE_THROWS_WITH(
        wait_until_settled(script.probe(), kTarget,
                           {0.5, std::chrono::milliseconds(0), std::chrono::milliseconds(10)}, {}),
        Contains("stage: move to x 10.000") && Contains("3.000 um away") && Contains("all well"));
    CHECK(script.halts == 1);
}

TEST_CASE("a request to stop halts the stage and is told as cancelled") {
    Script script{{0.0}};
    std::stop_source source;
    source.request_stop();
    try {
        wait_until_settled(script.probe(), kTarget, {}, source.get_token());
        FAIL("returned");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
    CHECK(script.halts == 1);
}

TEST_CASE("targets beyond a limit, not a number, or of an axis that is not there are refused") {
    StageCapabilities capabilities;
    capabilities.x_um = {-5.0, 5.0};
    capabilities.y_um = {-5.0, 5.0};
    CHECK_NOTHROW(check_target({{5.0, -5.0}, {}, {}}, capabilities, "stage"));
    CHECK_THROWS_WITH(check_target({{5.1, 0.0}, {}, {}}, capabilities, "stage"), Contains("x_um = 5.1"));
    CHECK_THROWS_AS(
        check_target({{0.0, std::numeric_limits<double>::quiet_NaN()}, {}, {}}, capabilities, "stage"),
        Error);
    CHECK_THROWS_WITH(check_target({{0.0, 0.0}, 1.0, {}}, capabilities, "stage"), Contains("no z_um axis"));
}

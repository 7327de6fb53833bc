// SPDX-License-Identifier: GPL-3.0-or-later
// Transforms between frames: direction of rotation, order of composition, and round trips as properties.
#include "libinspect/geometry/frames.h"

#include "tests/geometry/properties.h"

#include <cmath>
#include <numbers>

using namespace waferglow;

namespace {

bool near(double a, double b, double margin) {
    return std::abs(a - b) <= margin;
}

template <class Frame>
bool near(Point<Frame> a, Point<Frame> b, double margin) {
    return near(a.x, b.x, margin) && near(a.y, b.y, margin);
}

GridPose any_pose() {
    return {.rotation_rad = *number_between(-std::numbers::pi, std::numbers::pi),
            .scale = *number_between(0.5, 2.0),
            .offset_x_um = *number_between(-500.0, 500.0),
            .offset_y_um = *number_between(-500.0, 500.0)};
}

WaferPoint any_point() {
    return {*number_between(-1e5, 1e5), *number_between(-1e5, 1e5)};
}

}  // namespace

TEST_CASE("a singular transform has no inverse") {
    const Transform<WaferFrame, StageFrame> flat(1.0, 2.0, 2.0, 4.0, 0.0, 0.0);
    CHECK_THROWS_AS(flat.inverse(), std::domain_error);
}

TEST_CASE("a transform that is not finite has no inverse") {
    const Transform<WaferFrame, StageFrame> broken(std::nan(""), 0.0, 0.0, 1.0, 0.0, 0.0);
    CHECK_THROWS_AS(broken.inverse(), std::domain_error);
}

TEST_CASE("a positive rotation is counter-clockwise: right turns up") {
    const GridPose quarter{.rotation_rad = 0.5 * std::numbers::pi};
    CHECK(near(quarter.transform()(WaferPoint{1.0, 0.0}), StagePoint{0.0, 1.0}, 1e-12));
    CHECK(near(quarter.transform()(WaferPoint{0.0, 1.0}), StagePoint{-1.0, 0.0}, 1e-12));
}

TEST_CASE("a pose scales and turns first and shifts last") {
    const GridPose pose{
        .rotation_rad = std::numbers::pi, .scale = 2.0, .offset_x_um = 10.0, .offset_y_um = -20.0};
    CHECK(near(pose.transform()(WaferPoint{3.0, 4.0}), StagePoint{4.0, -28.0}, 1e-12));
}

TEST_CASE("the middle of an image lies at its position") {
    const StagePoint middle{1234.0, -567.0};
    CHECK(near(stage_to_pixel(middle, 2.5, 640, 480)(middle), PixelPoint{319.5, 239.5}, 1e-9));
    CHECK(near(stage_to_pixel(middle, 2.5, 5, 3)(middle), PixelPoint{2.0, 1.0}, 1e-9));
}

TEST_CASE("in an image x runs right with the stage and rows run down against it") {
    const auto to_pixel = stage_to_pixel({0.0, 0.0}, 10.0, 101, 101);
    CHECK(near(to_pixel({10.0, 0.0}), PixelPoint{51.0, 50.0}, 1e-12));
    CHECK(near(to_pixel({0.0, 10.0}), PixelPoint{50.0, 49.0}, 1e-12));
}

TEST_CASE("wafer to pixel and back is the point itself") {
    CHECK(rc::check([] {
        const auto to_stage = any_pose().transform();
        const StagePoint middle{*number_between(-1e5, 1e5), *number_between(-1e5, 1e5)};
        const auto to_pixel = to_stage.then(stage_to_pixel(middle, *number_between(0.1, 20.0), 4096, 3000));
        const WaferPoint p = any_point();
        RC_ASSERT(near(to_pixel.inverse()(to_pixel(p)), p, 1e-7));
    }));
}

TEST_CASE("composing transforms is applying one after the other") {
    CHECK(rc::check([] {
        const auto first = any_pose().transform();
        const auto second = stage_to_pixel({*number_between(-1e4, 1e4), 7.0}, 3.0, 640, 480);
        const WaferPoint p = any_point();
        RC_ASSERT(near(first.then(second)(p), second(first(p)), 1e-6));
    }));
}

TEST_CASE("a pose keeps angles and multiplies distances by its scale") {
    CHECK(rc::check([] {
        const GridPose pose = any_pose();
        const WaferPoint a = any_point();
        const WaferPoint b = any_point();
        const StagePoint ta = pose.transform()(a);
        const StagePoint tb = pose.transform()(b);
        const double before = std::hypot(a.x - b.x, a.y - b.y);
        RC_ASSERT(near(std::hypot(ta.x - tb.x, ta.y - tb.y), pose.scale * before, 1e-6));
    }));
}

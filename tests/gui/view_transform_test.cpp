// SPDX-License-Identifier: GPL-3.0-or-later
// Pan, zoom, turn and mirror, and back from a pixel to the wafer.
#include "app/gui/presenters/wafer/view_transform.h"

#include "tests/gui/wafers.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;

namespace {

ViewTransform view_of(int width, int height, Orientation orientation) {
    ViewTransform view;
    view.resize(width, height);
    view.set_orientation(orientation);
    view.look_at({100.0, -40.0}, 2.0);
    return view;
}

}  // namespace

TEST_CASE("a pixel and its point on the wafer lead to one another in every orientation", "[gui]") {
    for (int turns = 0; turns < 4; ++turns) {
        for (const bool mirrored : {false, true}) {
            const ViewTransform view = view_of(640, 480, {turns, mirrored});
            const WaferPoint p = view.to_wafer({17.0, 333.0});
            CHECK(view.to_screen(p).x == Approx(17.0));
            CHECK(view.to_screen(p).y == Approx(333.0));
        }
    }
}

TEST_CASE("x runs right and y up; a quarter turn takes x up; a mirror takes x left", "[gui]") {
    const auto moved = [](Orientation orientation) {
        const ViewTransform view = view_of(200, 200, orientation);
        const ScreenPoint at = view.to_screen({120.0, -40.0});  // 20 um to the right of the middle
        return std::pair(at.x - 100.0, at.y - 100.0);
    };
    CHECK(moved({0, false}) == std::pair(10.0, 0.0));
    CHECK(moved({1, false}) == std::pair(0.0, -10.0));
    CHECK(moved({2, false}) == std::pair(-10.0, 0.0));
    CHECK(moved({3, false}) == std::pair(0.0, 10.0));
    CHECK(moved({0, true}) == std::pair(-10.0, 0.0));
}

TEST_CASE("zooming keeps the point under the cursor, panning moves it along", "[gui]") {
    ViewTransform view = view_of(640, 480, {1, true});
    const WaferPoint before = view.to_wafer({100.0, 50.0});
    view.zoom_at({100.0, 50.0}, 3.0);
    CHECK(view.um_per_px() == Approx(2.0 / 3.0));
    CHECK(view.to_screen(before).x == Approx(100.0));
    view.pan(7.0, -9.0);
    CHECK(view.to_screen(before).x == Approx(107.0));
    CHECK(view.to_screen(before).y == Approx(41.0));
}

TEST_CASE("the scale stays within its limits", "[gui]") {
    ViewTransform view = view_of(100, 100, {});
    view.set_scale_limits(0.5, 10.0);
    view.zoom_at({0.0, 0.0}, 1e9);
    CHECK(view.um_per_px() == 0.5);
    view.zoom_at({0.0, 0.0}, 1e-9);
    CHECK(view.um_per_px() == 10.0);
}

TEST_CASE("a wafer that is fitted lies inside of the window", "[gui]") {
    ViewTransform view = view_of(300, 100, {1, false});
    view.fit({0.0, 0.0}, 1000.0, 500.0);
    CHECK(view.um_per_px() == Approx(10.0));  // 1000 um along the window's height
}

TEST_CASE("turned pixels lie where the transform says", "[gui]") {
    for (int turns = 0; turns < 4; ++turns) {
        for (const bool mirrored : {false, true}) {
            const ViewTransform view = view_of(70, 43, {turns, mirrored});
            const UprightView upright = view.upright();
            const auto size = static_cast<std::size_t>(upright.width_px * upright.height_px);
            std::vector<std::uint32_t> from(size);
            for (std::size_t i = 0; i < size; ++i) from[i] = static_cast<std::uint32_t>(i);
            std::vector<std::uint32_t> to(size);
            turn_pixels(view, from, to);
            for (const auto& [x, y] :
                 {std::pair(0, 0), std::pair(69, 0), std::pair(0, 42), std::pair(33, 20)}) {
                const WaferPoint p = view.to_wafer({x + 0.5, y + 0.5});
                const int col = static_cast<int>((p.x - upright.left_um) / upright.um_per_px);
                const int row = static_cast<int>((upright.top_um - p.y) / upright.um_per_px);
                CAPTURE(turns, mirrored, x, y);
                CHECK(to[static_cast<std::size_t>(y * 70 + x)] ==
                      static_cast<std::uint32_t>(row * upright.width_px + col));
            }
        }
    }
}

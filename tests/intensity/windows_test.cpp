// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a plan against summing over pixels and small steps of light.
#include "libinspect/intensity/windows.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/strips.h"
#include "tests/intensity/plain_light.h"
#include "tests/intensity/scene.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr double kPitchX = 13.7;
constexpr double kPitchY = 12.2;
constexpr double kDieW = 9.1;
constexpr double kDieH = 8.3;

TileLattice lattice(double tilt = 0.0) {
    return test::lattice(kPitchX, kPitchY, kDieW, kDieH, 0.0, 0.0, tilt);
}

WindowChoice choice_of(double margin, double blur) {
    return {.margin_x_px = margin,
            .margin_y_px = margin,
            .guard_x_px = 1.5,
            .guard_y_px = 1.3,
            .blur_x_px = blur,
            .blur_y_px = blur};
}

double place_of(std::size_t node) {
    return static_cast<double>(node) / static_cast<double>(AxisPlan::kPhases);
}

double length2(double a, double b) {
    return a * a + b * b;
}

/// Light of a die, of that before and of that after it in pixel `i`, the die at `place`.
AxisPlan::Light light_at(const AxisPlan& axis, double blur, int i, double place) {
    const auto light = [&](double d) { return static_cast<float>(test::plain_light(d, axis.die_px, blur)); };
    return {1.0F, light(i - place), light(i - place + axis.pitch_px), light(i - place - axis.pitch_px)};
}

void add(AxisPlan::Light& sum, const AxisPlan::Light& light, double weight = 1.0) {
    const auto w = static_cast<float>(weight);
    sum.count += w * light.count;
    sum.own += w * light.own;
    sum.before += w * light.before;
    sum.after += w * light.after;
}

void check_same(const AxisPlan::Light& of, const AxisPlan::Light& truth) {
    CHECK(of.count == truth.count);
    CHECK(static_cast<double>(of.own) == Approx(static_cast<double>(truth.own)).margin(1e-3));
    CHECK(static_cast<double>(of.before) == Approx(static_cast<double>(truth.before)).margin(1e-3));
    CHECK(static_cast<double>(of.after) == Approx(static_cast<double>(truth.after)).margin(1e-3));
}

}  // namespace

TEST_CASE("a window captures what its pixels, weighted by the share covered, see of the die", "[windows]") {
    const double margin = GENERATE(-0.5, 0.0, 0.8, 2.0);
    const double blur = GENERATE(0.0, 0.6, 1.4);
    const WindowPlan plan = plan_windows(lattice(), choice_of(margin, blur));
    CHECK(plan.x.window_half_px == Approx(0.5 * kDieW + margin));
    for (const AxisPlan* axis : {&plan.x, &plan.y}) {
        for (std::size_t node = 0; node <= AxisPlan::kPhases; node += 16) {
            double captured = 0.0;
            double weight2 = 0.0;
            double neighbours = 0.0;
            for (int i = -9; i <= 10; ++i) {
                const double weight = test::plain_weight(i - place_of(node), axis->window_half_px);
                if (weight == 0.0) continue;
                const AxisPlan::Light light = light_at(*axis, blur, i, place_of(node));
                captured += weight * static_cast<double>(light.own);
                neighbours += weight * static_cast<double>(light.before + light.after);
                weight2 += weight * weight;
            }
            CAPTURE(margin, blur, node);
            const AxisPlan::Window& window = axis->window[node];
            CHECK(static_cast<double>(window.captured) == Approx(captured).margin(1e-3));
            CHECK(static_cast<double>(window.weight2) == Approx(weight2).margin(1e-5));
            CHECK(static_cast<double>(window.neighbour) == Approx(0.5 * neighbours).margin(1e-3));
        }
    }
}

TEST_CASE("street pixels see what dies spill there, at each place of the die", "[windows]") {
    const double blur = GENERATE(0.5, 1.4);
    const WindowPlan plan = plan_windows(lattice(), choice_of(0.5, blur));
    for (std::size_t node = 0; node <= AxisPlan::kPhases; node += 32) {
        const double place = place_of(node);
        AxisPlan::Light street_x;
        AxisPlan::Light along_x;
        for (int i = -9; i <= 10; ++i) {
            const double d = std::abs(i - place);
            if (d > 0.5 * kPitchX) continue;
            add(along_x, light_at(plan.x, blur, i, place));
            if (d >= plan.x.street_begin_px) add(street_x, light_at(plan.x, blur, i, place));
        }
        CAPTURE(blur, node);
        check_same(plan.x.street.light[node], street_x);
        check_same(plan.x.along.light[node], along_x);
        // Rows are the same for all dies of a strip, whose street lies above them.
        const kernel::RowClasses rows(kernel::RowStep(place, plan.y.window_half_px), plan.y, true);
        AxisPlan::Light street_y;
        for (int i = rows.street.begin; i < rows.street.end; ++i)
            add(street_y, light_at(plan.y, blur, i, place));
        check_same(plan.y.street.light[node], street_y);
        CHECK(street_y.before > street_y.after);
    }
}

TEST_CASE("mean light of a street pixel is that of an image of equal dies", "[windows]") {
    const bool crossings = GENERATE(false, true);
    test::Scene s{.width = 274,
                  .height = 244,
                  .lattice = test::lattice(kPitchX, kPitchY, kDieW, kDieH, -20.0, -20.0),
                  .rect = test::all_dies(26, 26),
                  .blur_px = 1.2,
                  .light_of_die = [](DieIndex) { return 1.0; }};
    WindowChoice choice = choice_of(0.5, s.blur_px);
    choice.crossings_only = crossings;
    const WindowPlan plan = plan_windows(s.lattice, choice);
    const std::vector<double> image = test::render(s);
    double light = 0.0;
    double pixels = 0.0;
    for (int y = 0; y < s.height; ++y) {
        for (int x = 0; x < s.width; ++x) {
            const DieIndex die = s.lattice.nearest({double(x), double(y)});
            const PixelPoint c = s.lattice.center(die);
            const bool in_x = std::abs(x - c.x) >= plan.x.street_begin_px;
            const bool in_y = std::abs(y - c.y) >= plan.y.street_begin_px;
            if (crossings ? !(in_x && in_y) : !(in_x || in_y)) continue;
            light += image[static_cast<std::size_t>(y * s.width + x)];
            pixels += 1.0;
        }
    }
    // Rows of a strip are taken to half a pixel, and streets of columns beside the core rows alone: the outer
    // ones of both are the brighter.
    CHECK(plan.spill_per_px == Approx(light / pixels).epsilon(0.15));
}

TEST_CASE("sharp dies spill nothing, and a window a pixel wider than they are has all of their light",
          "[windows]") {
    const WindowPlan plan = plan_windows(lattice(), choice_of(1.0, 0.0));
    CHECK(plan.spill_per_px == 0.0);
    CHECK(plan.clear_share == 1.0);
    CHECK(plan.x.mean(&AxisPlan::Window::captured) == Approx(1.0));
    CHECK(plan.y.most(&AxisPlan::Window::neighbour) < 1e-12);
    CHECK(plan.x.mean(&AxisPlan::Window::core_cv2) == Approx(0.0).margin(1e-6));
}

TEST_CASE("windows end in the middle of the street and are two pixels wide at least", "[windows]") {
    const WindowPlan wide = plan_windows(lattice(), choice_of(50.0, 0.7));
    CHECK(wide.x.window_half_px == 0.5 * wide.x.pitch_px);
    CHECK(wide.y.window_half_px == 0.5 * wide.y.pitch_px);
    const WindowPlan narrow = plan_windows(lattice(), choice_of(-50.0, 0.7));
    CHECK(narrow.x.window_half_px == 1.0);
    const WindowPlan small = plan_windows(test::lattice(2.0, 2.0, 0.5, 0.5, 0.0, 0.0), choice_of(-1.0, 0.3));
    CHECK(small.x.window_half_px == 1.0);
}

TEST_CASE("a tilted die is a blurred one: its slanted edges are uniform over tilt times side", "[windows]") {
    constexpr double kTilt = 0.05;
    const WindowPlan tilted = plan_windows(lattice(kTilt), choice_of(0.7, 0.6));
    const double slant_x = kDieH * std::sin(kTilt);
    WindowChoice blurred = choice_of(0.7, 0.6);
    blurred.blur_x_px = std::sqrt(length2(0.6, slant_x / std::sqrt(12.0)));
    const WindowPlan same = plan_windows(lattice(), blurred);
    CHECK(tilted.choice.blur_x_px == 0.6);
    for (std::size_t node = 0; node <= AxisPlan::kPhases; node += 64) {
        CHECK(static_cast<double>(tilted.x.window[node].captured) ==
              Approx(static_cast<double>(same.x.window[node].captured)).margin(1e-5));
    }
}

TEST_CASE("staggered rows see the nearest die of the next row where it lies", "[windows]") {
    const double share = GENERATE(0.5, -0.3, 0.8);
    constexpr double kBlur = 1.2;
    TileLattice l = lattice();
    l.pitch_x_um = kPitchX;
    l.steps.stagger_x_um = share * kPitchX;
    const WindowPlan plan = plan_windows(l, choice_of(0.5, kBlur));
    REQUIRE(plan.x.next_row.size() == 2);
    for (const int odd : {0, 1}) {
        const AxisPlan::Staggered& next = plan.x.next_row[static_cast<std::size_t>(odd)];
        // From an even row the odd ones lie to the right, from an odd row the even ones to the left.
        const double offset = (odd == 1 ? -share : share) * kPitchX + next.nearest * kPitchX;
        CHECK(std::abs(offset) <= 0.5 * kPitchX + 1e-9);
        for (std::size_t node = 0; node <= AxisPlan::kPhases; node += 64) {
            AxisPlan::Light window;
            for (int i = -9; i <= 10; ++i) {
                const double place = place_of(node);
                add(window, light_at(plan.x, kBlur, i, place + offset),
                    test::plain_weight(i - place, plan.x.window_half_px));
            }
            CAPTURE(share, odd, node);
            window.count = 0.0F;
            check_same(next.window[node], window);
        }
    }
    CHECK(plan_windows(lattice(), choice_of(0.5, kBlur)).x.next_row.empty());
}

TEST_CASE("the background adds a 25th of the window's variance at most, or is averaged as far as it may",
          "[windows]") {
    const double guard = GENERATE(0.0, 1.0, 1.9);
    WindowChoice choice = choice_of(1.0, 0.4);
    choice.guard_x_px = choice.guard_y_px = guard;
    const WindowPlan plan = plan_windows(lattice(), choice);
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    const double pixels = plan.street_px * std::pow(2 * plan.smooth_rows + 1, 2);
    const double under = window_px / plan.clear_share;  // a share of the street's background is lost
    CHECK(plan.smooth_rows >= 2);
    CHECK((under * under / pixels <= 0.04 * window_px + 1e-9 || plan.smooth_rows == 12));
}

TEST_CASE("dies without a size, and a pitch below two pixels, are refused", "[windows]") {
    for (const auto& [pitch, die] : {std::pair{10.0, 0.0}, {10.0, -1.0}, {1.9, 1.0}, {std::nan(""), 5.0}}) {
        CAPTURE(pitch, die);
        CHECK_THROWS_AS(plan_windows(test::lattice(pitch, 12.0, die, 5.0, 0.0, 0.0), {}), Error);
        CHECK_THROWS_AS(plan_windows(test::lattice(12.0, pitch, 5.0, die, 0.0, 0.0), {}), Error);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Strips of dies: every measurable die in one of them, every pixel row in the class that its place says.
#include "libinspect/intensity/strips.h"

#include "tests/intensity/reference.h"
#include "tests/intensity/scene.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using kernel::Strip;

namespace {

constexpr int kWidth = 431;
constexpr int kHeight = 307;
constexpr DieRect kRect{-3, 34, -3, 44};

TileLattice lattice(double tilt, const GridSteps& steps) {
    TileLattice l = test::lattice(11.3, 10.7, 7.1, 6.4, 2.37, 3.19, tilt);
    l.steps = steps;
    l.pitch_x_um = 11.3;
    l.pitch_y_um = 10.7;
    return l;
}

struct Cut {
    TileLattice lattice;
    WindowPlan plan;
    std::vector<Strip> strips;
    std::vector<ColumnSpan> measurable;
    std::size_t places = 0;
};

Cut cut(double tilt, const GridSteps& steps, const DieRect& rect = kRect) {
    Cut c{.lattice = lattice(tilt, steps), .plan = {}, .strips = {}, .measurable = {}};
    c.plan = plan_windows(c.lattice,
                          {.margin_x_px = 0.8, .margin_y_px = 0.7, .guard_x_px = 1.2, .guard_y_px = 1.1});
    const Image image(kWidth, kHeight);
    c.places = kernel::cut_strips(c.lattice, rect, c.plan, image.view(), c.strips, c.measurable);
    return c;
}

/// A tilt, and what the grid adds to a uniform one.
struct Geometry {
    double tilt = 0.0;
    GridSteps steps{};
};

Geometry geometry() {
    return GENERATE(
        Geometry{}, Geometry{.tilt = 0.003}, Geometry{.tilt = -0.02},
        Geometry{.tilt = 0.002, .steps = {.stagger_x_um = 5.65}},
        Geometry{.tilt = -0.004,
                 .steps = {.field_rows = 7, .field_cols = 9, .field_gap_x_um = 6.5, .field_gap_y_um = 4.0}});
}

bool window_in_image(const Cut& c, DieIndex die) {
    const PixelPoint p = c.lattice.center(die);
    const double hx = c.plan.x.window_half_px;
    const double hy = c.plan.y.window_half_px;
    return p.x - hx >= -0.5 && p.x + hx <= kWidth - 0.5 && p.y - hy >= -0.5 && p.y + hy <= kHeight - 0.5;
}

}  // namespace

TEST_CASE("dies lie in one strip where their window is in the image, else in none", "[strips]") {
    const Geometry g = geometry();
    CAPTURE(g.tilt, g.steps.stagger_x_um, g.steps.field_cols);
    const Cut c = cut(g.tilt, g.steps);
    std::map<std::pair<int, int>, int> strips_of;
    for (const Strip& s : c.strips) {
        for (std::int32_t col = s.col_begin; col < s.col_end; ++col) ++strips_of[{s.row, col}];
    }
    std::size_t measured = 0;
    for (std::int32_t row = kRect.row_begin; row < kRect.row_end; ++row) {
        const ColumnSpan& span = c.measurable[static_cast<std::size_t>(row - kRect.row_begin)];
        for (std::int32_t col = kRect.col_begin; col < kRect.col_end; ++col) {
            const bool inside = window_in_image(c, {row, col});
            CAPTURE(row, col);
            REQUIRE(strips_of[{row, col}] == (inside ? 1 : 0));
            REQUIRE(span.contains(col) == inside);
            measured += inside ? 1U : 0U;
        }
    }
    CHECK(measured > 700);
}

TEST_CASE("rows within a strip are whole in the windows of all its dies, rows outside in none", "[strips]") {
    const Geometry g = geometry();
    CAPTURE(g.tilt, g.steps.stagger_x_um, g.steps.field_cols);
    const Cut c = cut(g.tilt, g.steps);
    const double half = c.plan.y.window_half_px;
    for (const Strip& s : c.strips) {
        // One after the other, without a gap.
        REQUIRE(s.upper.begin == std::max(s.top, s.upper.begin));
        REQUIRE(s.upper.end == s.core.begin);
        REQUIRE(s.core.end == s.lower.begin);
        for (std::int32_t col = s.col_begin; col < s.col_end; ++col) {
            const double y = c.lattice.center({s.row, col}).y;
            CAPTURE(s.row, col, y);
            for (int row = 0; row < kHeight; ++row) {
                const double covered = test::overlap(row - 0.5, row + 0.5, y - half, y + half);
                if (row >= s.upper.begin && row < s.lower.end) REQUIRE(covered == Approx(1.0));
                const bool of_strip = row == s.top || (row >= s.upper.begin && row < s.lower.end) ||
                                      row == s.bottom0 || row == s.bottom1;
                if (!of_strip) REQUIRE(covered == Approx(0.0).margin(1e-9));
            }
            // A strip's dies lie within half a pixel, a row is told by the middle of it.
            for (int row = s.core.begin; row < s.core.end; ++row)
                REQUIRE(std::abs(row - y) <= c.plan.y.core_half_px + 0.25 + 1e-9);
            for (int row = s.street.begin; row < s.street.end; ++row) {
                REQUIRE(y - row >= c.plan.y.street_begin_px - 0.25 - 1e-9);
                REQUIRE(row - (y - c.plan.y.pitch_px) >= c.plan.y.street_begin_px - 0.25 - 1e-9);
            }
        }
    }
}

TEST_CASE("strips hold the columns of their dies' cells, and share no place while they share a row",
          "[strips]") {
    const Geometry g = geometry();
    CAPTURE(g.tilt, g.steps.stagger_x_um, g.steps.field_cols);
    const Cut c = cut(g.tilt, g.steps);
    CHECK(std::ranges::is_sorted(c.strips, {}, [](const Strip& s) { return s.y_begin(); }));
    for (std::size_t i = 0; i < c.strips.size(); ++i) {
        const Strip& a = c.strips[i];
        const double left = c.lattice.center({a.row, a.col_begin}).x - 0.5 * c.plan.x.pitch_px;
        const double right = c.lattice.center({a.row, a.col_end - 1}).x + 0.5 * c.plan.x.pitch_px;
        CHECK(a.x_begin <= std::max(0.0, std::ceil(left)));
        CHECK(a.x_end > std::min(kWidth - 1.0, std::floor(right)));
        REQUIRE(a.x_begin >= 0);
        REQUIRE(a.x_end <= kWidth);
        REQUIRE(a.x_begin + a.shift >= 0);
        REQUIRE(a.x_end + a.shift <= static_cast<int>(c.places));
        for (std::size_t k = i + 1; k < c.strips.size(); ++k) {
            const Strip& b = c.strips[k];
            if (b.y_begin() > a.bottom1) break;
            const bool apart =
                a.x_end + a.shift <= b.x_begin + b.shift || b.x_end + b.shift <= a.x_begin + a.shift;
            CAPTURE(a.row, a.col_begin, b.row, b.col_begin);
            REQUIRE(apart);
        }
    }
}

TEST_CASE("dies of staggered columns are measured where windows at both heights lie in the image",
          "[strips]") {
    const Cut c = cut(0.001, {.stagger_y_um = 4.2});
    const double up_px = 4.2 / 10.7 * c.lattice.along_row.y;
    for (std::int32_t row = kRect.row_begin; row < kRect.row_end; ++row) {
        for (std::int32_t col = kRect.col_begin; col < kRect.col_end; ++col) {
            const PixelPoint p = c.lattice.center({row, col});
            const double even = col % 2 != 0 ? p.y + up_px : p.y;
            const double hx = c.plan.x.window_half_px;
            const double hy = c.plan.y.window_half_px;
            const bool inside = p.x - hx >= -0.5 && p.x + hx <= kWidth - 0.5 && even - up_px - hy >= -0.5 &&
                                even + hy <= kHeight - 0.5;
            CAPTURE(row, col);
            REQUIRE(c.measurable[static_cast<std::size_t>(row - kRect.row_begin)].contains(col) == inside);
        }
    }
}

TEST_CASE("no die, and dies that lie all outside, make no strip", "[strips]") {
    CHECK(cut(0.0, {}, {}).strips.empty());
    const Cut outside = cut(0.0, {}, {100, 104, 0, 9});
    CHECK(outside.strips.empty());
    REQUIRE(outside.measurable.size() == 4);
    for (const ColumnSpan& span : outside.measurable) CHECK(span.size() == 0);
}

TEST_CASE("a wide image is cut into strips of bounded width", "[strips]") {
    const TileLattice l = lattice(0.0, {});
    const WindowPlan plan = plan_windows(l, {});
    const Image image(5000, 40);
    std::vector<Strip> strips;
    std::vector<ColumnSpan> measurable;
    kernel::cut_strips(l, test::all_dies(4, 450), plan, image.view(), strips, measurable);
    REQUIRE(strips.size() > 10);
    for (const Strip& s : strips) {
        CHECK(s.x_end - s.x_begin <= kernel::kStrip_px + 2 * kernel::kColumnStep);
        CHECK((s.x_end - s.x_begin) % kernel::kColumnStep == 0);
        CHECK(s.dies() <= kernel::kMostStripDies);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of layers whose truth is a closed form.
#include "libinspect/report/internal/layer_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

using namespace waferglow;

TEST_CASE("a layer without data has no numbers", "[summary]") {
    const LayerSummary summary = summarise(std::vector<float>{kNoData, kNoData});
    CHECK(summary.dies == 0);
    CHECK(std::isnan(summary.median));
    CHECK(summary.constant());
}

TEST_CASE("moments and quantiles of 1 to 101", "[summary]") {
    std::vector<float> values(101);
    std::iota(values.begin(), values.end(), 1.0F);
    values.push_back(kNoData);
    const LayerSummary summary = summarise(values);
    CHECK(summary.dies == 101);
    CHECK(summary.mean == Approx(51.0));
    CHECK(summary.sigma == Approx(std::sqrt(101.0 * 102.0 / 12.0)));
    CHECK(summary.median == 51.0);
    CHECK(summary.robust_sigma == Approx(1.4826 * 25.0));
    CHECK(summary.low == 2.0);
    CHECK(summary.high == 100.0);
    CHECK_FALSE(summary.constant());
}

TEST_CASE("every value is counted once in a histogram", "[summary]") {
    const std::vector<float> values{-1.0F, 0.0F, 0.49F, 0.5F, 1.0F, 1.5F, kNoData};
    const Histogram counts = histogram(values, 0.0, 1.0, 2);
    CHECK(counts.below == 1);
    CHECK(counts.above == 1);
    CHECK(counts.counts == std::vector<std::int64_t>{2, 2});
}

TEST_CASE("the profile of the radius is the radius", "[summary]") {
    Wafer wafer = standard_wafer(2);
    const DieMap map(wafer, centered_grid(wafer, 200.0, 200.0, 180.0, 180.0));
    std::vector<float> radius_mm(map.grid().cells(), kNoData);
    for (std::int32_t row = 0; row < map.grid().rows; ++row) {
        for (std::int32_t col = 0; col < map.grid().cols; ++col) {
            if (!map.presence().exists({row, col})) continue;
            const WaferPoint p = map.grid().center({row, col});
            radius_mm[map.grid().cell({row, col})] = static_cast<float>(1e-3 * std::hypot(p.x, p.y));
        }
    }
    std::int64_t dies = 0;
    const double width_mm = 1e-3 * farthest_die_um(map) / 10.0;
    for (const RingSummary& ring : radial_profile(map, radius_mm, 10)) {
        // Half of the area of a ring lies within the root of the mean of its squared radii.
        const double middle = std::hypot(ring.radius_mm, 0.5 * width_mm);
        CHECK(ring.median == Approx(middle).margin(0.1));
        CHECK(ring.low < ring.median);
        CHECK(ring.high > ring.median);
        dies += ring.dies;
    }
    CHECK(dies == map.presence().count());
}

namespace {

/// Of sorted values the one below which `share` of the others lies, the lower one of a rank between two.
double sorted_share(std::vector<float> values, double share) {
    std::ranges::sort(values);
    return static_cast<double>(
        values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
}

std::vector<float> random_values(std::size_t count) {
    std::mt19937 random(3);
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(random() % 10'000) * 0.01F - 20.0F);
    return values;
}

}  // namespace

TEST_CASE("numbers of random layers agree with sorting, what is not finite left out", "[summary]") {
    const std::size_t count = GENERATE(1U, 2U, 3U, 100U, 1237U);
    const std::vector<float> values = random_values(count);
    std::vector<float> with_holes = values;
    with_holes.insert(
        with_holes.begin() + static_cast<std::ptrdiff_t>(count / 2),
        {kNoData, std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()});
    const LayerSummary s = summarise(with_holes);
    CHECK(s.dies == static_cast<std::int64_t>(count));
    CHECK(s.median == sorted_share(values, 0.5));
    CHECK(s.low == sorted_share(values, 0.01));
    CHECK(s.high == sorted_share(values, 0.99));
    CHECK(s.min == static_cast<double>(std::ranges::min(values)));
    CHECK(s.max == static_cast<double>(std::ranges::max(values)));
    std::vector<float> off;
    for (const float v : values) off.push_back(std::abs(v - static_cast<float>(s.median)));
    CHECK(s.robust_sigma == Approx(1.4826 * sorted_share(off, 0.5)));
    CHECK(std::isnan(s.sigma) == (count == 1));
    CHECK(s.constant() == (count == 1));
}

TEST_CASE("a histogram counts what brute force counts", "[summary]") {
    const std::vector<float> values = random_values(5000);
    const std::size_t classes = GENERATE(1U, 7U, 80U);
    const Histogram counts = histogram(values, -5.0, 62.5, classes);
    CHECK(counts.edge(0) == -5.0);
    CHECK(counts.edge(classes) == 62.5);
    std::int64_t below = 0;
    std::int64_t above = 0;
    std::vector<std::int64_t> expected(classes, 0);
    for (const float value : values) {
        const auto v = static_cast<double>(value);
        if (v < -5.0) ++below;
        if (v > 62.5) ++above;
        for (std::size_t i = 0; i < classes; ++i) {
            const bool last = i + 1 == classes;
            if (v >= counts.edge(i) && (v < counts.edge(i + 1) || (last && v == counts.edge(i + 1))))
                ++expected[i];
        }
    }
    CHECK(counts.below == below);
    CHECK(counts.above == above);
    CHECK(counts.counts == expected);
}

TEST_CASE("rings hold the dies whose centres lie in them, and their quantiles", "[summary]") {
    const Wafer wafer = standard_wafer(2);
    const DieMap map(wafer, centered_grid(wafer, 900.0, 700.0, 600.0, 500.0));
    std::vector<float> values = random_values(map.grid().cells());
    for (std::size_t i = 0; i < values.size(); i += 9) values[i] = kNoData;
    double farthest = 0.0;
    map.presence().for_each([&](DieIndex die) {
        const WaferPoint p = map.grid().center(die);
        farthest = std::max(farthest, std::hypot(p.x, p.y));
    });
    CHECK(farthest_die_um(map) == farthest);
    constexpr std::size_t kRings = 6;
    const std::vector<RingSummary> profile = radial_profile(map, values, kRings);
    REQUIRE(profile.size() == kRings);
    for (std::size_t ring = 0; ring < kRings; ++ring) {
        std::vector<float> inside;
        const double width = farthest / kRings;
        map.presence().for_each([&](DieIndex die) {
            const WaferPoint p = map.grid().center(die);
            const double r = std::hypot(p.x, p.y);
            const auto of = std::min(static_cast<std::size_t>(r / width), kRings - 1);
            const float value = values[map.grid().cell(die)];
            if (of == ring && std::isfinite(value)) inside.push_back(value);
        });
        CAPTURE(ring);
        REQUIRE_FALSE(inside.empty());
        CHECK(profile[ring].dies == std::ssize(inside));
        CHECK(profile[ring].radius_mm == Approx(1e-3 * width * (static_cast<double>(ring) + 0.5)));
        CHECK(profile[ring].low == sorted_share(inside, 0.1));
        CHECK(profile[ring].median == sorted_share(inside, 0.5));
        CHECK(profile[ring].high == sorted_share(inside, 0.9));
    }
}

TEST_CASE("a map of one die, and one of none, have rings", "[summary]") {
    Wafer wafer = standard_wafer(2);
    const DieGrid one{.rows = 1,
                      .cols = 1,
                      .pitch_x_um = 100.0,
                      .pitch_y_um = 100.0,
                      .die_width_um = 60.0,
                      .die_height_um = 60.0};
    const DieMap map(wafer, one);
    CHECK(farthest_die_um(map) == 0.0);
    const std::vector<RingSummary> profile = radial_profile(map, std::vector<float>{3.0F}, 4);
    CHECK(profile[0].dies == 1);
    CHECK(profile[0].median == 3.0);
    CHECK(profile[3].dies == 0);
    CHECK(std::isnan(profile[3].median));
    DieGrid off = one;
    off.x0_um = 1e6;
    CHECK(farthest_die_um(DieMap(wafer, off)) == 0.0);
}

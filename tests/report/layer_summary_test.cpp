// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of layers whose truth is a closed form.
#include "libinspect/report/layer_summary.h"

#include <cmath>
#include <numeric>

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

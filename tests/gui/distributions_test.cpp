// SPDX-License-Identifier: GPL-3.0-or-later
// Histograms and profiles against closed forms.
#include "app/gui/presenters/wafer/distributions.h"

#include "tests/gui/wafers.h"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

template <class Value>
LayerPtr layer_from(const DieMap& map, const Value& value) {
    std::vector<float> values(map.grid().cells());
    for (std::int32_t row = 0; row < map.grid().rows; ++row) {
        for (std::int32_t col = 0; col < map.grid().cols; ++col)
            values[map.grid().cell({row, col})] = static_cast<float>(value(map.grid().center({row, col})));
    }
    return layer_of(map.grid(), values);
}

}  // namespace

TEST_CASE("a histogram counts every value once, its ends included", "[gui]") {
    const DieMap map = square_map(10);
    const LayerPtr layer = layer_from(map, [](WaferPoint p) { return p.x; });  // ten columns of ten dies
    const Histogram h = histogram(*layer, map.grid(), nullptr, -450.0, 450.0, 9);
    CHECK(h.all == std::vector<std::int64_t>{10, 10, 10, 10, 10, 10, 10, 10, 20});
    const Histogram part = histogram(*layer, map.grid(), nullptr, -100.0, 100.0, 2);
    CHECK(part.below == 40);
    CHECK(part.above == 40);
}

TEST_CASE("a histogram of a selection counts selected dies beside all", "[gui]") {
    const DieMap map = square_map(10);
    const LayerPtr layer = layer_from(map, [](WaferPoint p) { return p.x; });
    std::vector<std::uint8_t> selected(100, 0);
    selected[0] = 1;
    const MaskPtr mask = make_mask(selected, map.grid());
    const Histogram h = histogram(*layer, map.grid(), mask.get(), -500.0, 500.0, 10);
    CHECK(h.selected.front() == 1);
    CHECK(std::accumulate(h.selected.begin(), h.selected.end(), std::int64_t{0}) == 1);
    CHECK(h.all.front() == 10);
}

TEST_CASE("the radial profile of the radius has the mean and spread of each ring", "[gui]") {
    const DieMap map = square_map(400);
    const LayerPtr layer = layer_from(map, [](WaferPoint p) { return std::hypot(p.x, p.y); });
    const Profile p = radial_profile(*layer, map.grid(), nullptr, 20'000.0, 20);
    for (std::size_t i = 1; i < 20; ++i) {
        // Dies lie evenly over the ring from a to b, so more of them lie outside: integrals of r dr.
        const double a = 1000.0 * static_cast<double>(i);
        const double b = a + 1000.0;
        const double mean = 2.0 / 3.0 * (b * b * b - a * a * a) / (b * b - a * a);
        const double sigma = std::sqrt(0.5 * (a * a + b * b) - mean * mean);
        CHECK(p.at[i] == Approx(0.5 * (a + b)));
        CHECK(p.mean[i] == Approx(mean).epsilon(0.01));
        CHECK(p.sigma[i] == Approx(sigma).epsilon(0.05));
    }
}

TEST_CASE("angles run counter-clockwise from the right", "[gui]") {
    const DieMap map = square_map(40);
    const LayerPtr layer = layer_from(map, [](WaferPoint p) {
        return p.x > 0 && p.y > 0 ? 1.0 : p.x < 0 && p.y > 0 ? 2.0 : p.x < 0 ? 3.0 : 4.0;
    });
    const Profile p = angular_profile(*layer, map.grid(), nullptr, 4);
    CHECK(p.at == std::vector<double>{45.0, 135.0, 225.0, 315.0});
    CHECK(p.mean == std::vector<double>{1.0, 2.0, 3.0, 4.0});
}

TEST_CASE("a density plot of a layer against itself lies on the diagonal", "[gui]") {
    const DieMap map = square_map(50);
    const LayerPtr layer = layer_from(map, [](WaferPoint p) { return p.x + p.y; });
    const Density d = density(*layer, *layer, map.grid(), nullptr, 16);
    CHECK(d.dies == 2500);
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x) {
            if (x != y) CHECK(d.count[static_cast<std::size_t>(y * 16 + x)] == 0);
        }
    }
}

TEST_CASE("statistics pass over what is no number, and of nothing are zero", "[gui]") {
    const DieMap map = square_map(4);
    std::vector<float> values(16, kNoData);
    CHECK(layer_statistics(values, 4).count == 0);
    CHECK(layer_statistics(values, 4).median() == 0.0);
    values[5] = 2.0F;
    values[6] = 4.0F;
    const LayerStatistics s = layer_statistics(values, 4);
    CHECK(s.count == 2);
    CHECK(s.mean == 3.0);
    CHECK(s.sigma == 1.0);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Products of different brightness on one wafer: each is its own measure.
#include "libinspect/map/normalise_groups.h"

#include "libinspect/map/die_map.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr std::int32_t kSide = 80;

DieGrid grid() {
    return {.rows = kSide,
            .cols = kSide,
            .pitch_x_um = 10.0,
            .pitch_y_um = 10.0,
            .die_width_um = 5.0,
            .die_height_um = 5.0};
}

/// Fields of 8 x 8 dies, products "A" and "B" in turn; field column 0 of no product.
WaferLayout layout() {
    std::vector<std::uint8_t> groups;
    for (std::int32_t row = 0; row < kSide; ++row) {
        for (std::int32_t col = 0; col < kSide; ++col)
            groups.push_back(col < 8 ? WaferLayout::kNoGroup
                                     : static_cast<std::uint8_t>((row / 8 + col / 8) % 2));
    }
    return {grid(), {}, groups, {"A", "B"}};
}

/// Dies of 1000, those of product B of 600, with scatter.
std::vector<float> values(const WaferLayout& wafer) {
    std::mt19937 random(3);
    std::normal_distribution<float> scatter(1.0F, 0.02F);
    std::vector<float> light;
    for (std::size_t cell = 0; cell < grid().cells(); ++cell)
        light.push_back((wafer.group(cell) == 1 ? 600.0F : 1000.0F) * scatter(random));
    return light;
}

}  // namespace

TEST_CASE("without groups it is the plain normalisation", "[map]") {
    const std::vector<float> light = values(layout());
    CHECK(normalise_groups(light, grid(), {}, {}) == normalise_to_neighbourhood(light, grid()));
}

TEST_CASE("healthy dies of every product are 1, and a weak one of each shows", "[map]") {
    const WaferLayout wafer = layout();
    std::vector<float> light = values(wafer);
    const std::size_t weak_a = grid().cell({20, 41});
    const std::size_t weak_b = grid().cell({20, 33});
    REQUIRE(wafer.group(weak_a) != wafer.group(weak_b));
    light[weak_a] *= 0.6F;
    light[weak_b] *= 0.6F;
    const std::vector<float> relative = normalise_groups(light, grid(), wafer, {});
    for (std::size_t cell = 0; cell < relative.size(); ++cell) {
        if (cell == weak_a || cell == weak_b) continue;
        REQUIRE(relative[cell] == Approx(1.0F).margin(0.1));
    }
    CHECK(relative[weak_a] == Approx(0.6F).margin(0.05));
    CHECK(relative[weak_b] == Approx(0.6F).margin(0.05));
}

TEST_CASE("what holds no die stays empty", "[map]") {
    const WaferLayout wafer = layout();
    std::vector<float> light = values(wafer);
    light[5] = kNoData;
    light[1234] = kNoData;
    const std::vector<float> relative = normalise_groups(light, grid(), wafer, {});
    CHECK(std::isnan(relative[5]));
    CHECK(std::isnan(relative[1234]));
    CHECK(std::ranges::count_if(relative, [](float v) { return std::isnan(v); }) == 2);
}

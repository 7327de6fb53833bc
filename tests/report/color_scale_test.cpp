// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, limits and ticks of scales.
#include "libinspect/report/color_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace waferglow;

namespace {

double luminance(std::uint32_t rgb) {
    return 0.2126 * (rgb >> 16U & 0xFFU) + 0.7152 * (rgb >> 8U & 0xFFU) + 0.0722 * (rgb & 0xFFU);
}

}  // namespace

TEST_CASE("viridis is matplotlib's all along", "[color_scale]") {
    // Entries of the 256 of matplotlib.colormaps["viridis"], in 8 bits.
    struct Entry {
        int place;
        std::array<int, 3> rgb;
    };
    for (const Entry& entry :
         {Entry{0, {68, 1, 84}}, Entry{32, {71, 45, 123}}, Entry{64, {59, 82, 139}},
          Entry{96, {44, 114, 142}}, Entry{128, {33, 145, 140}}, Entry{160, {40, 174, 128}},
          Entry{192, {94, 201, 98}}, Entry{224, {173, 220, 48}}, Entry{255, {253, 231, 37}}}) {
        const std::uint32_t rgb = viridis(entry.place / 255.0);
        CAPTURE(entry.place);
        CHECK(std::abs(static_cast<int>(rgb >> 16U) - entry.rgb[0]) <= 1);
        CHECK(std::abs(static_cast<int>(rgb >> 8U & 0xFFU) - entry.rgb[1]) <= 1);
        CHECK(std::abs(static_cast<int>(rgb & 0xFFU) - entry.rgb[2]) <= 1);
    }
}

TEST_CASE("more is brighter, and what is beyond the scale has the colour of its end", "[color_scale]") {
    for (int i = 1; i <= 200; ++i)
        REQUIRE(luminance(viridis(i / 200.0)) >= luminance(viridis((i - 1) / 200.0)) - 0.8);
    CHECK(viridis(-5.0) == viridis(0.0));
    CHECK(viridis(7.0) == viridis(1.0));
}

TEST_CASE("limits leave half a per cent out at each end", "[color_scale]") {
    std::vector<float> values(1001);
    std::iota(values.begin(), values.end(), 0.0F);
    values.push_back(std::numeric_limits<float>::quiet_NaN());
    values.push_back(std::numeric_limits<float>::infinity());
    std::ranges::reverse(values);
    const ScaleLimits limits = scale_limits(values);
    CHECK(limits.low == 5.0);
    CHECK(limits.high == 995.0);
    CHECK(limits.median == 500.0);
}

TEST_CASE("limits of one value, of equal ones and of none are a scale still", "[color_scale]") {
    for (const float value : {0.0F, 1.0F, -250.0F, 1e-30F}) {
        const ScaleLimits limits = scale_limits(std::vector<float>(9, value));
        CAPTURE(value);
        CHECK(limits.low < limits.high);
        CHECK(limits.low <= static_cast<double>(value));
        CHECK(limits.high >= static_cast<double>(value));
    }
    const ScaleLimits none = scale_limits(std::vector<float>(3, std::numeric_limits<float>::quiet_NaN()));
    CHECK(none.low == 0.0);
    CHECK(none.high == 1.0);
    CHECK(scale_limits({}).high == 1.0);
}

TEST_CASE("ticks are round, in the range, as far apart and about as many as asked", "[color_scale]") {
    for (const double low : {-1.0, 0.0, 0.37, 1.2345, -8e-6}) {
        for (const double width : {3e-6, 0.02, 1.0, 2.5, 7.0, 1e4}) {
            for (const int count : {2, 5, 9}) {
                const double high = low + width;
                const std::vector<double> ticks = round_ticks(low, high, count);
                CAPTURE(low, high, count, ticks.size());
                // A step of 1, 2, 5: between a share of 0.4 and all of those asked for, and one.
                REQUIRE(static_cast<int>(ticks.size()) >= static_cast<int>(0.4 * count) - 1);
                REQUIRE(static_cast<int>(ticks.size()) <= count + 1);
                if (ticks.size() < 2) continue;
                const double step = ticks[1] - ticks[0];
                const double digit = step / std::pow(10.0, std::floor(std::log10(step * 1.0000001)));
                CHECK((std::abs(digit - 1.0) < 1e-3 || std::abs(digit - 2.0) < 1e-3 ||
                       std::abs(digit - 5.0) < 1e-3));
                CHECK(step_of(ticks) == step);
                for (std::size_t i = 0; i < ticks.size(); ++i) {
                    CHECK(ticks[i] >= low - 1e-6 * step);
                    CHECK(ticks[i] <= high + 1e-6 * step);
                    CHECK(std::abs(ticks[i] / step - std::round(ticks[i] / step)) < 1e-3);
                }
            }
        }
    }
}

TEST_CASE("a single tick shows three significant digits", "[color_scale]") {
    CHECK(step_of(std::vector<double>{4.0}) == Approx(0.01));
    CHECK(step_of(std::vector<double>{-250.0}) == Approx(1.0));
    CHECK(step_of(std::vector<double>{0.0}) == 1.0);
    CHECK(step_of({}) == 1.0);
}

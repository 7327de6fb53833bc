// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of a frame and of its blocks against sorting.
#include "libinspect/intensity/internal/block_medians.h"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

std::vector<float> random_frame(int width, int height) {
    std::mt19937 random(7);
    std::vector<float> frame(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (float& v : frame) v = static_cast<float>(random() % 5000) - 100.0F;
    return frame;
}

float upper_middle(std::vector<float> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}  // namespace

TEST_CASE("medians of blocks are those of every second pixel of every second row", "[block_medians]") {
    // Widths that fill their blocks, that leave a part of one, and a single pixel.
    const auto [width, height] = GENERATE(std::pair{128, 64}, std::pair{131, 70}, std::pair{1, 1});
    const std::vector<float> frame = random_frame(width, height);
    const BlockMedians medians(width, height, [&](std::size_t i) { return frame[i]; });
    for (int y0 = 0; y0 < height; y0 += 64) {
        for (int x0 = 0; x0 < width; x0 += 64) {
            const int x1 = std::min(x0 + 64, width);
            const int y1 = std::min(y0 + 64, height);
            std::vector<float> block;
            for (int y = y0; y < y1; y += 2) {
                for (int x = x0; x < x1; x += 2)
                    block.push_back(frame[static_cast<std::size_t>(y * width + x)]);
            }
            CAPTURE(x0, y0);
            CHECK(medians.at(x0, y0) == upper_middle(block));
            CHECK(medians.at(x1 - 1, y1 - 1) == medians.at(x0, y0));
        }
    }
}

TEST_CASE("the median of a frame that is looked at whole is exact", "[block_medians]") {
    for (const auto& [width, height] : {std::pair{300, 200}, {1, 1}, {2, 1}}) {
        const std::vector<float> frame = random_frame(width, height);
        CHECK(frame_median(frame.size(), [&](std::size_t i) { return frame[i]; }) == upper_middle(frame));
    }
}

TEST_CASE("a large frame is looked at in all of its columns", "[block_medians]") {
    constexpr std::size_t kWidth = 2048;
    std::set<std::size_t> columns;
    std::size_t looked_at = 0;
    const float median = frame_median(kWidth * 1536, [&](std::size_t i) {
        columns.insert(i % kWidth);
        ++looked_at;
        return static_cast<float>(i % kWidth);
    });
    CHECK(columns.size() == kWidth);
    CHECK(looked_at < 300'000);
    CHECK(static_cast<double>(median) == Approx(0.5 * kWidth).epsilon(0.005));
}

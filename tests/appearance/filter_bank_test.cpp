// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/filter_bank.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;

namespace {

/// A window of 37 x 25 px whose groups change from pixel to pixel.
struct Fixture {
    DieWindow window{.width = 37,
                     .height = 25,
                     .stride = 40,
                     .anchor_x = 18,
                     .anchor_y = 12,
                     .die_width_px = 32.0,
                     .die_height_px = 20.0};
    PhasePlanes planes;
    FilterWeights weights;
    FilterBuffers buffers;
    Floats residual;

    Fixture() : residual(window.size(), 0.0F) {
        planes.group.assign(window.size(), static_cast<std::int32_t>(TailGroup::none));
        for (int y = 0; y < window.height; ++y) {
            for (int x = 0; x < window.width; ++x) planes.group[window.index(x, y)] = (x / 5 + y / 7) % 4;
        }
        for (std::size_t f = 0; f < kFilters; ++f) {
            for (std::size_t g = 0; g < kTailGroups; ++g) {
                weights.of.at(f).at(g) =
                    0.05F + 0.003F * static_cast<float>(f) + 0.01F * static_cast<float>(g);
            }
        }
        weights.long_lines = true;
        buffers.fit(window);
    }
};

}  // namespace

TEST_CASE("The vector loops give what plain sums over each place give") {
    Fixture f;
    std::mt19937_64 random(8);
    std::normal_distribution<float> normal;
    for (int y = 0; y < f.window.height; ++y) {
        for (int x = 0; x < f.window.width; ++x) f.residual[f.window.index(x, y)] = normal(random);
    }
    prepare_filters(f.residual, f.window, f.buffers);
    const std::array<float, kTailGroups> strongest =
        strongest_answers(f.planes, f.window, f.weights, f.buffers);
    std::array<float, kTailGroups> expected{};
    float worst = 0.0F;
    for (int y = 0; y < f.window.height; ++y) {
        for (int x = 0; x < f.window.width; ++x) {
            const std::size_t i = f.window.index(x, y);
            const auto group = static_cast<std::size_t>(f.planes.group[i]);
            if (group >= kTailGroups) continue;
            const std::array<float, kFilters> answers = answers_at(f.buffers, f.window, true, x, y);
            float dark = 0.0F;
            float bright = 0.0F;
            for (std::size_t k = 0; k < kFilters; ++k) {
                dark = std::max(dark, -answers.at(k) * f.weights.of.at(k).at(group));
                bright = std::max(bright, answers.at(k) * f.weights.of.at(k).at(group));
            }
            worst =
                std::max({worst, std::abs(dark - f.buffers.dark[i]), std::abs(bright - f.buffers.bright[i])});
            expected.at(group) = std::max({expected.at(group), dark, bright});
        }
    }
    CHECK(worst < 1e-4F);
    for (std::size_t g = 0; g < kTailGroups; ++g)
        CHECK(strongest.at(g) == Approx(expected.at(g)).epsilon(1e-5));
}

TEST_CASE("Smoothing is 1 2 1 along both axes") {
    Fixture f;
    f.residual[f.window.index(20, 10)] = 1.0F;
    prepare_filters(f.residual, f.window, f.buffers);
    const PaddedLayout layout(f.window);
    for (int v = -2; v <= 2; ++v) {
        for (int u = -2; u <= 2; ++u) {
            const auto weight = [](int d) { return std::max(0, 2 - std::abs(d)); };
            const float at = f.buffers.smooth[static_cast<std::size_t>(layout.index(20 + u, 10 + v))];
            CHECK(at == static_cast<float>(weight(u) * weight(v)));
        }
    }
}

TEST_CASE("A line answers most strongly in its own direction") {
    for (std::size_t k = 0; k < kDirections; ++k) {
        Fixture f;
        const double length = std::hypot(kLines.at(k).step.x, kLines.at(k).step.y);
        for (double t = -8.0; t <= 8.0; t += 0.25) {
            const int x = 18 + static_cast<int>(std::lround(t * kLines.at(k).step.x / length));
            const int y = 12 + static_cast<int>(std::lround(t * kLines.at(k).step.y / length));
            f.residual[f.window.index(x, y)] = 1.0F;
        }
        prepare_filters(f.residual, f.window, f.buffers);
        const std::array<float, kFilters> answers = answers_at(f.buffers, f.window, false, 18, 12);
        std::array<double, kDirections> mean{};
        for (std::size_t d = 0; d < kDirections; ++d) {
            mean.at(d) = static_cast<double>(answers.at(kFirstShort + d)) / (2 * kLines.at(d).half + 1);
        }
        CHECK(std::ranges::max_element(mean) - mean.begin() == static_cast<std::ptrdiff_t>(k));
    }
}

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
                     .stride = 48,
                     .anchor_x = 18,
                     .anchor_y = 12,
                     .die_width_px = 32.0,
                     .die_height_px = 20.0};
    PhasePlanes planes;
    FilterWeights weights;
    FilterBuffers buffers;
    Shorts residual;  // in 32nds of a sigma

    Fixture() : residual(window.size(), 0) {
        planes.group.assign(window.size(), TailGroup::none);
        for (int y = 0; y < window.height; ++y) {
            for (int x = 0; x < window.width; ++x) {
                planes.group[window.index(x, y)] = static_cast<TailGroup>((x / 5 + y / 7) % 4);
            }
        }
        make_whole_numbers(planes, 0, window);
        for (std::size_t f = 0; f < kFilters; ++f) {
            for (std::size_t g = 0; g < kTailGroups; ++g) {
                weights.of.at(f).at(g) = 0.8F + 0.05F * static_cast<float>(f) + 0.16F * static_cast<float>(g);
            }
        }
        weights.make_tables();
        weights.long_lines = true;
        buffers.fit(window);
    }
};

}  // namespace

TEST_CASE("The vector loops give what plain sums over each place give") {
    // Differences of good dies, and such as need halving.
    const float factor = GENERATE(1.0F, 7.0F, 150.0F);
    Fixture f;
    std::mt19937_64 random(8);
    std::normal_distribution<float> normal;
    int largest = 0;
    for (int y = 0; y < f.window.height; ++y) {
        for (int x = 0; x < f.window.width; ++x) {
            const int z = static_cast<int>(std::lround(32.0F * factor * normal(random)));
            f.residual[f.window.index(x, y)] = static_cast<std::int16_t>(z);
            largest = std::max(largest, std::abs(z));
        }
    }
    prepare_filters(f.residual, largest, f.window, f.buffers);
    const std::array<float, kTailGroups> strongest =
        strongest_answers(f.planes, f.window, f.weights, f.buffers);
    map_answers(f.planes, f.window, f.weights, f.buffers);
    const float unit = f.buffers.answer_unit();
    std::array<float, kTailGroups> expected{};
    float worst = 0.0F;
    for (int y = 0; y < f.window.height; ++y) {
        for (int x = 0; x < f.window.width; ++x) {
            const std::size_t i = f.window.index(x, y);
            const auto group = static_cast<std::size_t>(f.planes.group[i]);
            if (group >= kTailGroups) continue;
            float dark = 0.0F;
            float bright = 0.0F;
            // What filter k answers at a place, in units of its spread there.
            const auto take = [&](std::size_t k, int u, int v) {
                const auto there = static_cast<std::size_t>(f.planes.group[f.window.index(u, v)]);
                if (there != group) return;
                const float answer =
                    answers_at(f.buffers, f.window, true, u, v).at(k) * f.weights.of.at(k).at(there);
                dark = std::max(dark, -answer);
                bright = std::max(bright, answer);
            };
            for (std::size_t k = 0; k < kFirstShort; ++k) take(k, x, y);
            for (std::size_t k = 0; k < kDirections; ++k) {
                const bool rows = every_second_row(kLines.at(k));
                const int u = rows ? x : x - x % 2;
                const int v = rows ? y - y % 2 : y;
                take(kFirstShort + k, u, v);
                take(kFirstLong + k, u, v);
            }
            worst = std::max({worst, std::abs(dark - unit * static_cast<float>(f.buffers.dark[i])),
                              std::abs(bright - unit * static_cast<float>(f.buffers.bright[i]))});
        }
    }
    // The strongest of a group: at the places that each filter is looked for.
    for (int y = 0; y < f.window.height; ++y) {
        for (int x = 0; x < f.window.width; ++x) {
            const auto group = static_cast<std::size_t>(f.planes.group[f.window.index(x, y)]);
            if (group >= kTailGroups) continue;
            const std::array<float, kFilters> answers = answers_at(f.buffers, f.window, true, x, y);
            for (std::size_t k = 0; k < kFilters; ++k) {
                if (k >= kFirstShort) {
                    const bool rows = every_second_row(kLines.at((k - kFirstShort) % kDirections));
                    if ((rows ? y : x) % 2 != 0) continue;
                }
                expected.at(group) =
                    std::max(expected.at(group), std::abs(answers.at(k)) * f.weights.of.at(k).at(group));
            }
        }
    }
    // Half a unit of rounding, and that of the weights.
    CHECK(worst < 0.6F * unit + 2e-4F * factor);
    for (std::size_t g = 0; g < kTailGroups; ++g)
        CHECK(std::abs(strongest.at(g) - expected.at(g)) < 0.6F * unit + 2e-4F * factor);
}

TEST_CASE("Smoothing is 1 2 1 along both axes") {
    Fixture f;
    f.residual[f.window.index(20, 10)] = 32;
    prepare_filters(f.residual, 32, f.window, f.buffers);
    const PaddedLayout layout(f.window);
    for (int v = -2; v <= 2; ++v) {
        for (int u = -2; u <= 2; ++u) {
            const auto weight = [](int d) { return std::max(0, 2 - std::abs(d)); };
            const std::int16_t at = f.buffers.smooth[static_cast<std::size_t>(layout.index(20 + u, 10 + v))];
            CHECK(static_cast<float>(at) * f.buffers.smooth_unit() ==
                  static_cast<float>(weight(u) * weight(v)) / 16.0F);
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
            f.residual[f.window.index(x, y)] = 32;
        }
        prepare_filters(f.residual, 32, f.window, f.buffers);
        const std::array<float, kFilters> answers = answers_at(f.buffers, f.window, false, 18, 12);
        std::array<double, kDirections> mean{};
        for (std::size_t d = 0; d < kDirections; ++d) {
            mean.at(d) = static_cast<double>(answers.at(kFirstShort + d)) / (2 * kLines.at(d).half + 1);
        }
        CHECK(std::ranges::max_element(mean) - mean.begin() == static_cast<std::ptrdiff_t>(k));
    }
}

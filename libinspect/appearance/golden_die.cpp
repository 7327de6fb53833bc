// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/golden_die.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::appearance {
namespace {

constexpr float kLeastSpread = 1e-3F;  // a change by all light is then within what residuals hold
constexpr std::size_t kFewDies = 8;    // below, a sample's own spread says little

/// Numbers of the dies of each phase.
std::array<std::vector<std::size_t>, kPhaseCells> by_phase(const DieStack& stack) {
    std::array<std::vector<std::size_t>, kPhaseCells> dies;
    for (std::size_t i = 0; i < stack.size(); ++i) {
        dies.at(static_cast<std::size_t>(stack.places[i].phase)).push_back(i);
    }
    return dies;
}

/// Fills samples that no die shows from those within `kReach` steps, nearer ones counting more.
void fill_gaps(GoldenDie& golden) {
    constexpr int kReach = kPhases;
    const DieWindow& window = golden.window;
    const std::vector<float> light = golden.light;
    const std::vector<float> spread = golden.spread;
    for (int y = 0; y < window.fine_height(); ++y) {
        for (int x = 0; x < window.fine_width(); ++x) {
            const std::size_t to = window.fine_index(x, y);
            if (golden.dies[to] > 0.0F) continue;
            double weight = 0.0;
            double mean = 0.0;
            double square = 0.0;
            double variance = 0.0;
            for (int v = std::max(0, y - kReach); v <= std::min(window.fine_height() - 1, y + kReach); ++v) {
                for (int u = std::max(0, x - kReach); u <= std::min(window.fine_width() - 1, x + kReach);
                     ++u) {
                    const std::size_t from = window.fine_index(u, v);
                    if (golden.dies[from] <= 0.0F) continue;
                    const double r2 = (u - x) * (u - x) + (v - y) * (v - y);
                    const double w = 1.0 / (r2 * r2);
                    const auto value = static_cast<double>(light[from]);
                    weight += w;
                    mean += w * value;
                    square += w * value * value;
                    variance += w * static_cast<double>(spread[from]) * static_cast<double>(spread[from]);
                }
            }
            if (weight <= 0.0) continue;
            mean /= weight;
            golden.light[to] = static_cast<float>(mean);
            const double scatter = std::max(0.0, square / weight - mean * mean);
            golden.spread[to] = static_cast<float>(std::sqrt(variance / weight + scatter));
        }
    }
}

/// The spread of a few hundred dies is known to 5 %; neighbouring samples have about the same.
void smooth_spread(GoldenDie& golden) {
    const DieWindow& window = golden.window;
    const std::vector<float> spread = golden.spread;
    for (int y = 0; y < window.fine_height(); ++y) {
        for (int x = 0; x < window.fine_width(); ++x) {
            double sum = 0.0;
            double weight = 0.0;
            for (int v = std::max(0, y - 1); v <= std::min(window.fine_height() - 1, y + 1); ++v) {
                for (int u = std::max(0, x - 1); u <= std::min(window.fine_width() - 1, x + 1); ++u) {
                    const auto s = static_cast<double>(spread[window.fine_index(u, v)]);
                    const auto w = static_cast<double>(golden.dies[window.fine_index(u, v)]) + 1e-3;
                    sum += w * s * s;
                    weight += w;
                }
            }
            golden.spread[window.fine_index(x, y)] =
                std::max(kLeastSpread, static_cast<float>(std::sqrt(sum / weight)));
        }
    }
}

}  // namespace

GoldenDie median_die(const DieStack& stack) {
    const DieWindow& window = stack.window;
    GoldenDie golden{.window = window,
                     .light = std::vector<float>(window.fine_size(), 0.0F),
                     .spread = std::vector<float>(window.fine_size(), 0.0F),
                     .dies = std::vector<float>(window.fine_size(), 0.0F)};
    const auto dies = by_phase(stack);
    parallel_blocks(static_cast<std::size_t>(window.height), 1, [&](std::size_t row, std::size_t) {
        const int y = static_cast<int>(row);
        std::vector<float> values;
        for (int phase = 0; phase < kPhaseCells; ++phase) {
            const std::vector<std::size_t>& shown = dies.at(static_cast<std::size_t>(phase));
            if (shown.empty()) continue;
            for (int x = 0; x < window.width; ++x) {
                values.clear();
                for (const std::size_t die : shown) values.push_back(stack.die(die)[window.index(x, y)]);
                const std::size_t to = window.fine_index_of(x, y, phase);
                const float median = upper_median(values);
                golden.light[to] = median;
                golden.dies[to] = static_cast<float>(shown.size());
                for (float& v : values) v = std::abs(v - median);
                const auto few = static_cast<double>(std::max(shown.size(), std::size_t{2}));
                const double widened = shown.size() < kFewDies ? 1.0 + 2.0 / few : 1.0;
                golden.spread[to] =
                    static_cast<float>(kMadToSigma * widened * static_cast<double>(upper_median(values)));
            }
        }
    });
    fill_gaps(golden);
    smooth_spread(golden);
    return golden;
}

}  // namespace waferglow::appearance

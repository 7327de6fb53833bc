// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/metal_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow::appearance {
namespace {

/// Chamfer distances to the samples where `zero`, in thirds of a sample, with `beyond` outside of the
/// picture.
template <class Zero>
std::vector<int> chamfer(int width, int height, int beyond, const Zero& zero) {
    constexpr int kFar = std::numeric_limits<int>::max() / 2;
    std::vector<int> d(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), kFar);
    const auto at = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height) return beyond;
        return d[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    };
    const auto relax = [&](int x, int y, int step) {
        const std::size_t i =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
        if (zero(i)) {
            d[i] = 0;
            return;
        }
        d[i] = std::min({d[i], at(x - step, y) + 3, at(x, y - step) + 3, at(x - step, y - step) + 4,
                         at(x + step, y - step) + 4});
    };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) relax(x, y, 1);
    }
    for (int y = height - 1; y >= 0; --y) {
        for (int x = width - 1; x >= 0; --x) relax(x, y, -1);
    }
    return d;
}

}  // namespace

TwoClasses two_classes(std::span<const float> values) {
    std::vector<float> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    double all = 0.0;
    for (const float v : sorted) all += static_cast<double>(v);
    TwoClasses best;
    double most = -1.0;
    double low = 0.0;
    double low_squares = 0.0;
    const auto count = static_cast<double>(sorted.size());
    for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
        const auto v = static_cast<double>(sorted[i]);
        low += v;
        low_squares += v * v;
        const auto n = static_cast<double>(i + 1);
        const double low_mean = low / n;
        const double high_mean = (all - low) / (count - n);
        const double between = n * (count - n) * (high_mean - low_mean) * (high_mean - low_mean);
        if (between <= most) continue;
        most = between;
        best = {.threshold = sorted[i + 1],
                .low_mean = low_mean,
                .high_mean = high_mean,
                .low_sigma = std::sqrt(std::max(0.0, low_squares / n - low_mean * low_mean)),
                .high_share = (count - n) / count};
    }
    return best;
}

Components components_of(const Mask& mask) {
    Components found;
    found.number.assign(mask.set.size(), 0);
    std::vector<std::size_t> open;
    const auto width = static_cast<std::size_t>(mask.width);
    for (std::size_t start = 0; start < mask.set.size(); ++start) {
        if (mask.set[start] == 0 || found.number[start] != 0) continue;
        if (found.area.size() == std::numeric_limits<std::uint16_t>::max()) break;
        const auto number = static_cast<std::uint16_t>(found.area.size() + 1);
        found.area.push_back(0);
        found.number[start] = number;
        open.push_back(start);
        while (!open.empty()) {
            const std::size_t i = open.back();
            open.pop_back();
            ++found.area.back();
            const int x = static_cast<int>(i % width);
            const int y = static_cast<int>(i / width);
            for (int v = std::max(0, y - 1); v <= std::min(mask.height - 1, y + 1); ++v) {
                for (int u = std::max(0, x - 1); u <= std::min(mask.width - 1, x + 1); ++u) {
                    const std::size_t to = static_cast<std::size_t>(v) * width + static_cast<std::size_t>(u);
                    if (mask.set[to] == 0 || found.number[to] != 0) continue;
                    found.number[to] = number;
                    open.push_back(to);
                }
            }
        }
    }
    return found;
}

std::vector<float> depth_of(const Mask& mask) {
    const std::vector<int> thirds =
        chamfer(mask.width, mask.height, 0, [&](std::size_t i) { return mask.set[i] == 0; });
    std::vector<float> depth;
    depth.reserve(thirds.size());
    for (const int d : thirds) depth.push_back(static_cast<float>(d) / 3.0F);
    return depth;
}

Mask opened(const Mask& mask, double radius) {
    const std::vector<float> depth = depth_of(mask);
    constexpr int kFar = std::numeric_limits<int>::max() / 2;
    const std::vector<int> from_core = chamfer(mask.width, mask.height, kFar, [&](std::size_t i) {
        return static_cast<double>(depth[i]) >= radius;
    });
    Mask result = mask;
    for (std::size_t i = 0; i < result.set.size(); ++i) {
        if (static_cast<double>(from_core[i]) / 3.0 > radius) result.set[i] = 0;
    }
    return result;
}

}  // namespace waferglow::appearance

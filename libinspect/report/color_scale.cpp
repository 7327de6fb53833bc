// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/color_scale.h"

#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow {
namespace {

constexpr std::array<std::uint32_t, 17> kViridis{0x440154, 0x48186A, 0x472D7B, 0x424086, 0x3B528B, 0x33638D,
                                                 0x2C728E, 0x26818E, 0x21908C, 0x1F9F88, 0x28AE80, 0x3EBC74,
                                                 0x5DC963, 0x82D34C, 0xABDC32, 0xD5E21A, 0xFDE725};

}  // namespace

std::uint32_t color_between(std::span<const std::uint32_t> anchors, double share) {
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(anchors.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
    const double part = at - static_cast<double>(below);
    std::uint32_t color = 0;
    for (const unsigned shift : {16U, 8U, 0U}) {
        const double a = anchors[below] >> shift & 0xFFU;
        const double b = anchors[below + 1] >> shift & 0xFFU;
        color |= static_cast<std::uint32_t>(std::lround(a + part * (b - a))) << shift;
    }
    return color;
}

std::uint32_t viridis(double share) {
    return color_between(kViridis, share);
}

ScaleLimits scale_limits(std::span<const float> values) {
    // A sample at even steps is enough for limits and keeps huge maps quick.
    const std::size_t step = std::max<std::size_t>(1, values.size() / 1'000'000) | 1U;
    std::vector<float> finite;
    for (std::size_t i = 0; i < values.size(); i += step) {
        if (std::isfinite(values[i])) finite.push_back(values[i]);
    }
    if (finite.empty()) return {};
    ScaleLimits limits{quantile(finite, 0.005), quantile(finite, 0.995), quantile(finite, 0.5)};
    if (!(limits.high > limits.low)) {
        const double margin = std::max(0.01 * std::abs(limits.low), 1e-6);
        limits.low -= margin;
        limits.high += margin;
    }
    return limits;
}

std::vector<double> round_ticks(double low, double high, int count) {
    const double raw = (high - low) / std::max(count, 1);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10.0 * power;
    for (const double factor : {5.0, 2.0, 1.0}) {
        if (factor * power >= raw) step = factor * power;
    }
    std::vector<double> ticks;
    const auto first = static_cast<long>(std::ceil(low / step - 1e-9));
    const auto last = static_cast<long>(std::floor(high / step + 1e-9));
    for (long i = first; i <= last; ++i) ticks.push_back(static_cast<double>(i) * step);
    return ticks;
}

double step_of(std::span<const double> ticks) {
    if (ticks.size() > 1) return ticks[1] - ticks[0];
    if (ticks.empty() || ticks.front() == 0.0) return 1.0;
    return std::pow(10.0, std::floor(std::log10(std::abs(ticks.front()))) - 2.0);
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/tails.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow::appearance {
namespace {

constexpr double kLeastPower = 1.0;
constexpr double kMostPower = 2.0;
constexpr std::size_t kFewest = 50;

/// Of the first `count` sorted scores.
double quantile_of(const std::vector<float>& sorted, std::size_t count, double share) {
    const double at = share * static_cast<double>(count - 1);
    const auto i = static_cast<std::size_t>(at);
    const double f = at - static_cast<double>(i);
    const auto a = static_cast<double>(sorted[i]);
    const auto b = static_cast<double>(sorted[std::min(i + 1, count - 1)]);
    return a + f * (b - a);
}

/// The power for which three quantiles lie on one exponential.
double power_of(const std::array<double, 3>& q, const std::array<double, 3>& beyond) {
    const double wanted = std::log(beyond[1] / beyond[2]) / std::log(beyond[0] / beyond[1]);
    const auto ratio = [&](double power) {
        const double low = std::pow(q[0], power);
        const double middle = std::pow(q[1], power);
        return (std::pow(q[2], power) - middle) / std::max(middle - low, 1e-300);
    };
    // The ratio grows with the power.
    if (ratio(kLeastPower) >= wanted) return kLeastPower;
    if (ratio(kMostPower) <= wanted) return kMostPower;
    double low = kLeastPower;
    double high = kMostPower;
    for (int i = 0; i < 40; ++i) {
        const double middle = 0.5 * (low + high);
        (ratio(middle) < wanted ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

Tail tail_of(const std::vector<float>& sorted, std::size_t count, const std::array<double, 3>& beyond) {
    std::array<double, 3> q{};
    for (std::size_t i = 0; i < q.size(); ++i) q.at(i) = quantile_of(sorted, count, 1.0 - beyond.at(i));
    Tail tail{.start = q[1], .start_share = beyond[1], .dies = count};
    tail.power = power_of(q, beyond);
    // From the wider pair of quantiles: it is known best.
    tail.scale = (std::pow(q[2], tail.power) - std::pow(q[0], tail.power)) / std::log(beyond[0] / beyond[2]);
    return tail;
}

}  // namespace

double Tail::beyond(double x) const {
    if (!known()) return 0.0;
    const double share = start_share * std::exp(-(std::pow(std::max(x, 0.0), power) - std::pow(start, power)) / scale);
    return std::min(1.0, share);
}

double Tail::threshold(double rate) const {
    if (!known() || rate <= 0.0) return std::numeric_limits<double>::infinity();
    const double raised = std::pow(start, power) + scale * std::log(start_share / rate);
    return std::pow(std::max(raised, 0.0), 1.0 / power);
}

Tail fit_tail(std::vector<float> scores) {
    std::erase_if(scores, [](float s) { return !(s > 0.0F); });
    if (scores.size() < kFewest) return {.dies = scores.size()};
    std::ranges::sort(scores);
    // From the lower half, which bad dies don't reach, then ever nearer to the tail.
    Tail tail = tail_of(scores, scores.size(), {0.7, 0.4, 0.2});
    std::size_t good = scores.size();
    constexpr int kRounds = 12;
    for (int round = 0; round < kRounds; ++round) {
        const double improbable = tail.threshold(0.2 / static_cast<double>(scores.size()));
        const auto end = std::ranges::upper_bound(scores, static_cast<float>(improbable));
        const auto count = static_cast<std::size_t>(end - scores.begin());
        if (round > 0 && count == good) break;
        good = std::max(count, kFewest);
        tail = tail_of(scores, good, good > 1000 ? std::array{0.3, 0.08, 0.015} : std::array{0.4, 0.15, 0.04});
    }
    return tail;
}

}  // namespace waferglow::appearance

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
constexpr std::size_t kFewestValues = 50;

/// Of the first `count` sorted scores.
double quantile_of(const std::vector<float>& sorted, std::size_t count, double share) {
    const double at = share * static_cast<double>(count - 1);
    const auto i = static_cast<std::size_t>(at);
    const double f = at - static_cast<double>(i);
    const auto a = static_cast<double>(sorted[i]);
    const auto b = static_cast<double>(sorted[std::min(i + 1, count - 1)]);
    return a + f * (b - a);
}

/// Gumbel's reduced variate of a share below.
double reduced(double below) {
    return -std::log(-std::log(below));
}
const double kReducedMedian = reduced(0.5);

/// The power in which three quantiles lie on a straight line.
double power_of(const std::array<double, 3>& q, const std::array<double, 3>& below) {
    const double wanted = (reduced(below[2]) - reduced(below[1])) / (reduced(below[1]) - reduced(below[0]));
    const auto ratio = [&](double power) {
        const double middle = std::pow(q[1], power);
        return (std::pow(q[2], power) - middle) / std::max(middle - std::pow(q[0], power), 1e-300);
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

Tail tail_of(const std::vector<float>& sorted, std::size_t count, const std::array<double, 3>& below) {
    std::array<double, 3> q{};
    for (std::size_t i = 0; i < q.size(); ++i) q.at(i) = quantile_of(sorted, count, below.at(i));
    Tail tail;
    tail.dies = count;
    tail.power = power_of(q, below);
    // The upper pair: the law bends, and what counts is the tail.
    const double low = std::pow(q[1], tail.power);
    tail.scale = (std::pow(q[2], tail.power) - low) / (reduced(below[2]) - reduced(below[1]));
    const double middle = low - tail.scale * (reduced(below[1]) - kReducedMedian);
    tail.middle = std::pow(std::max(middle, 0.0), 1.0 / tail.power);
    return tail;
}

}  // namespace

double Tail::beyond(double x) const {
    if (!known()) return 0.0;
    const double y = kReducedMedian + (std::pow(std::max(x, 0.0), power) - std::pow(middle, power)) / scale;
    return -std::expm1(-std::exp(-y));
}

double Tail::threshold(double rate) const {
    if (!known() || rate <= 0.0) return std::numeric_limits<double>::infinity();
    const double y = -std::log(-std::log1p(-std::min(rate, 0.99)));
    return std::pow(std::max(std::pow(middle, power) + scale * (y - kReducedMedian), 0.0), 1.0 / power);
}

Tail fit_tail(std::vector<float> scores) {
    std::erase_if(scores, [](float s) { return !(s > 0.0F); });
    Tail tail;
    tail.dies = scores.size();
    if (scores.size() < kFewestValues) return tail;
    std::ranges::sort(scores);
    // From the lower part, which bad dies don't reach, then ever nearer to the tail.
    tail = tail_of(scores, scores.size(), {0.1, 0.3, 0.6});
    std::size_t good = scores.size();
    constexpr int kRounds = 12;
    for (int round = 0; round < kRounds; ++round) {
        const double improbable = tail.threshold(0.2 / static_cast<double>(scores.size()));
        const auto end = std::ranges::upper_bound(scores, static_cast<float>(improbable));
        const auto count = static_cast<std::size_t>(end - scores.begin());
        if (round > 0 && count == good) break;
        good = std::max(count, kFewestValues);
        tail = tail_of(scores, good, {0.2, 0.5, 0.8});
    }
    return tail;
}

}  // namespace waferglow::appearance

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/block_bootstrap.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow {
namespace {

constexpr std::size_t kCells = 4;  // tp, fp, tn, fn
constexpr std::size_t kProducts = 10;
constexpr double kFewEvents = 20.0;
using Cells = std::array<double, kCells>;

/// Sums over drawn blocks: counts, and products of counts (upper triangle) for their covariance.
struct CountMoments {
    Cells sum{};
    std::array<double, kProducts> product{};

    void add(const CountMoments& other) {
        for (std::size_t i = 0; i < kCells; ++i) sum[i] += other.sum[i];
        for (std::size_t i = 0; i < kProducts; ++i) product[i] += other.product[i];
    }
};

CountMoments moments_of(const Confusion& c) {
    CountMoments m;
    m.sum = {static_cast<double>(c.tp), static_cast<double>(c.fp), static_cast<double>(c.tn),
             static_cast<double>(c.fn)};
    std::size_t k = 0;
    for (std::size_t i = 0; i < kCells; ++i) {
        for (std::size_t j = i; j < kCells; ++j) m.product[k++] = m.sum[i] * m.sum[j];
    }
    return m;
}

double value_of(const Cells& n, Rate rate) {
    const auto [tp, fp, tn, fn] = n;
    const double all = tp + fp + tn + fn;
    switch (rate) {
        case Rate::accuracy:
            return (tp + tn) / all;
        case Rate::overkill:
            return fp / (fp + tn);
        case Rate::escape:
            return fn / (fn + tp);
        case Rate::outgoing:
            return fn / (fn + tn);
        case Rate::balanced_accuracy:
            return 0.5 * (tp / (tp + fn) + tn / (tn + fp));
        case Rate::mcc:
            return (tp * tn - fp * fn) / std::sqrt((tp + fp) * (tp + fn)) / std::sqrt((tn + fp) * (tn + fn));
        case Rate::kappa: {
            const double chance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / (all * all);
            return ((tp + tn) / all - chance) / (1.0 - chance);
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

bool signed_rate(Rate rate) {
    return rate == Rate::mcc || rate == Rate::kappa;
}
/// Stretches [0, 1] or [-1, 1] to the real line, where errors are closer to normal and limits can't be
/// crossed.
double stretch(double value, Rate rate) {
    return signed_rate(rate) ? std::atanh(value) : std::log(value / (1.0 - value));
}
double shrink(double value, Rate rate) {
    return signed_rate(rate) ? std::tanh(value) : 1.0 / (1.0 + std::exp(-value));
}

struct Estimate {
    double value = 0.0;           ///< stretched
    double standard_error = 0.0;  ///< of the same
};

/// From the sums over `blocks` draws. Half a die is added to each count, so that a draw without an event
/// still has a value.
Estimate estimate(const CountMoments& m, double blocks, Rate rate) {
    Cells n = m.sum;
    for (double& count : n) count += 0.5;
    Cells slope{};
    const double step = 1e-5 * (n[0] + n[1] + n[2] + n[3]);
    for (std::size_t i = 0; i < kCells; ++i) {
        const double h = std::min(step, 0.1 * n[i]);
        Cells up = n;
        Cells down = n;
        up[i] += h;
        down[i] -= h;
        slope[i] = (stretch(value_of(up, rate), rate) - stretch(value_of(down, rate), rate)) / (2.0 * h);
    }
    double variance = 0.0;
    std::size_t k = 0;
    for (std::size_t i = 0; i < kCells; ++i) {
        for (std::size_t j = i; j < kCells; ++j, ++k) {
            const double covariance = m.product[k] - m.sum[i] * m.sum[j] / blocks;
            variance += (i == j ? 1.0 : 2.0) * slope[i] * slope[j] * covariance;
        }
    }
    variance *= blocks / (blocks - 1.0);
    return {stretch(value_of(n, rate), rate), std::sqrt(std::max(variance, 0.0))};
}

std::uint64_t mix(std::uint64_t x) {  // splitmix64, S. Vigna (public domain)
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

CountMoments draw(const std::vector<CountMoments>& blocks, std::uint64_t seed) {
    CountMoments sum;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::uint64_t high = mix(seed + i * 0xD1342543DE82EF95U) >> 32U;
        sum.add(blocks[(high * blocks.size()) >> 32U]);
    }
    return sum;
}

double sorted_quantile(const std::vector<double>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

struct Events {
    std::int64_t part = 0;
    std::int64_t whole = 0;
    [[nodiscard]] bool few() const { return static_cast<double>(std::min(part, whole - part)) < kFewEvents; }
};
std::optional<Events> events_of(const Confusion& c, Rate rate) {
    switch (rate) {
        case Rate::accuracy:
            return Events{c.tp + c.tn, c.matched()};
        case Rate::overkill:
            return Events{c.fp, c.fp + c.tn};
        case Rate::escape:
            return Events{c.fn, c.fn + c.tp};
        case Rate::outgoing:
            return Events{c.fn, c.fn + c.tn};
        default:
            return std::nullopt;
    }
}

/// Of a rate that rests on few events. Draws that miss all of them have no spread to judge by, so the blocks
/// only say by how much clusters make the estimate worse than as many independent dies would.
Interval interval_of_few(const Events& events, const Estimate& all, double confidence) {
    const double share = static_cast<double>(events.part) / static_cast<double>(events.whole);
    const double fitted = 1.0 / (1.0 + std::exp(-all.value));
    const auto dies = static_cast<double>(events.whole);
    const double design_effect = all.standard_error * all.standard_error * fitted * (1.0 - fitted) * dies;
    return korn_graubard(share, dies / std::max(1.0, design_effect), confidence);
}

std::optional<Interval> interval_of(std::vector<double> pivots, const Estimate& all, Rate rate,
                                    const Confusion& total, double confidence) {
    const std::optional<Events> events = events_of(total, rate);
    if (events && events->few()) return interval_of_few(*events, all, confidence);
    const std::size_t draws = pivots.size();
    std::erase_if(pivots, [](double t) { return !std::isfinite(t); });
    if (2 * pivots.size() < draws) return std::nullopt;
    std::ranges::sort(pivots);
    const double tail = 0.5 * (1.0 - confidence);
    return Interval{shrink(all.value - sorted_quantile(pivots, 1.0 - tail) * all.standard_error, rate),
                    shrink(all.value - sorted_quantile(pivots, tail) * all.standard_error, rate)};
}

}  // namespace

double rate_of(const Confusion& confusion, Rate rate) {
    const double value = value_of(moments_of(confusion).sum, rate);
    return rate == Rate::mcc ? confusion.mcc() : value;
}

RateIntervals block_bootstrap(const BlockCounts& blocks, const BootstrapOptions& options) {
    RateIntervals intervals;
    if (blocks.counts.size() < 2 || options.draws < 2) return intervals;
    std::vector<CountMoments> moments;
    CountMoments all;
    Confusion total;
    for (const Confusion& counts : blocks.counts) {
        moments.push_back(moments_of(counts));
        all.add(moments.back());
        total += counts;
    }
    const auto count = static_cast<double>(moments.size());
    std::array<Estimate, kRates.size()> whole;
    std::array<std::vector<double>, kRates.size()> pivots;
    for (std::size_t r = 0; r < kRates.size(); ++r) {
        whole[r] = estimate(all, count, kRates[r]);
        pivots[r].resize(static_cast<std::size_t>(options.draws));
    }
    parallel_blocks(static_cast<std::size_t>(options.draws), 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t d = begin; d < end; ++d) {
            const CountMoments drawn = draw(moments, mix(options.seed) ^ mix(~d));
            for (std::size_t r = 0; r < kRates.size(); ++r) {
                const Estimate e = estimate(drawn, count, kRates[r]);
                pivots[r][d] = (e.value - whole[r].value) / e.standard_error;
            }
        }
    });
    for (std::size_t r = 0; r < kRates.size(); ++r) {
        const double value = rate_of(total, kRates[r]);
        const double lowest = signed_rate(kRates[r]) ? -1.0 : 0.0;
        if (!(value > lowest && value < 1.0) || !(whole[r].standard_error > 0.0)) continue;
        intervals[r] = interval_of(std::move(pivots[r]), whole[r], kRates[r], total, options.confidence);
    }
    return intervals;
}

}  // namespace waferglow

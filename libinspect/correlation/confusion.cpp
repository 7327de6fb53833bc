// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/confusion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <oneapi/tbb/parallel_sort.h>

namespace waferglow {
namespace {

double ratio(double part, double whole) {
    return whole > 0.0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

double pearson(const std::vector<double>& x, const std::vector<double>& y) {
    if (x.size() < 2) return std::numeric_limits<double>::quiet_NaN();
    const auto n = static_cast<double>(x.size());
    const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    return ratio(xy, std::sqrt(xx * yy));
}

/// Ranks from 1; ties share the mean of their ranks.
std::vector<double> ranks_of(const std::vector<double>& values) {
    struct Placed {
        double value;
        std::size_t place;
    };
    std::vector<Placed> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = {values[i], i};
    tbb::parallel_sort(order.begin(), order.end(),
                       [](const Placed& a, const Placed& b) { return a.value < b.value; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && order[end].value == order[begin].value) ++end;
        const double rank = 0.5 * (static_cast<double>(begin + end) + 1.0);
        for (std::size_t i = begin; i < end; ++i) ranks[order[i].place] = rank;
        begin = end;
    }
    return ranks;
}

struct FinitePairs {
    std::vector<double> x;
    std::vector<double> y;
};

FinitePairs finite_pairs(std::span<const float> x, std::span<const float> y) {
    FinitePairs pairs;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
        pairs.x.push_back(x[i]);
        pairs.y.push_back(y[i]);
    }
    return pairs;
}

}  // namespace

Interval korn_graubard(double share, double effective_trials, double confidence) {
    if (!(effective_trials > 0.0)) return {};
    const double k = share * effective_trials;
    const double rest = effective_trials - k;
    const double tail = 0.5 * (1.0 - confidence);
    using Beta = boost::math::beta_distribution<double>;
    Interval interval;
    if (k > 0.0) interval.low = boost::math::quantile(Beta(k, rest + 1.0), tail);
    if (rest > 0.0) interval.high = boost::math::quantile(Beta(k + 1.0, rest), 1.0 - tail);
    return interval;
}

Interval clopper_pearson(std::int64_t successes, std::int64_t trials, double confidence) {
    const auto n = static_cast<double>(trials);
    return korn_graubard(static_cast<double>(successes) / n, n, confidence);
}

void Confusion::add(bool bad_by_el, bool rejected_by_pl) {
    if (bad_by_el) {
        ++(rejected_by_pl ? tp : fn);
    } else {
        ++(rejected_by_pl ? fp : tn);
    }
}

Confusion& Confusion::operator+=(const Confusion& other) {
    tp += other.tp;
    fp += other.fp;
    tn += other.tn;
    fn += other.fn;
    return *this;
}

double Confusion::accuracy() const {
    return ratio(static_cast<double>(tp + tn), static_cast<double>(matched()));
}
double Confusion::overkill() const {
    return ratio(static_cast<double>(fp), static_cast<double>(fp + tn));
}
double Confusion::escape() const {
    return ratio(static_cast<double>(fn), static_cast<double>(fn + tp));
}
double Confusion::outgoing_defect_ppm() const {
    return 1e6 * ratio(static_cast<double>(fn), static_cast<double>(fn + tn));
}
double Confusion::balanced_accuracy() const {
    return 1.0 - 0.5 * (overkill() + escape());
}

double Confusion::mcc() const {
    const auto tpd = static_cast<double>(tp);
    const auto fpd = static_cast<double>(fp);
    const auto tnd = static_cast<double>(tn);
    const auto fnd = static_cast<double>(fn);
    const double product =
        std::sqrt(tpd + fpd) * std::sqrt(tpd + fnd) * std::sqrt(tnd + fpd) * std::sqrt(tnd + fnd);
    return product > 0.0 ? (tpd * tnd - fpd * fnd) / product : 0.0;
}

double Confusion::kappa() const {
    const auto n = static_cast<double>(matched());
    const double by_chance = (static_cast<double>(tp + fp) * static_cast<double>(tp + fn) +
                              static_cast<double>(fn + tn) * static_cast<double>(fp + tn)) /
                             (n * n);
    return ratio(accuracy() - by_chance, 1.0 - by_chance);
}

double pearson_correlation(std::span<const float> x, std::span<const float> y) {
    const FinitePairs pairs = finite_pairs(x, y);
    return pearson(pairs.x, pairs.y);
}

double spearman_correlation(std::span<const float> x, std::span<const float> y) {
    const FinitePairs pairs = finite_pairs(x, y);
    return pearson(ranks_of(pairs.x), ranks_of(pairs.y));
}

}  // namespace waferglow

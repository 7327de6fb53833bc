// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/regression.h"

#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace waferglow {
namespace {

constexpr double kNormal975 = 1.959963984540054;

Interval fisher_interval(double r, std::int64_t n, double variance, double confidence) {
    if (n < 4 || !std::isfinite(r)) return {-1.0, 1.0};
    if (std::abs(r) >= 1.0) return {r, r};
    const double q = boost::math::quantile(boost::math::normal(), 0.5 * (1.0 + confidence));
    const double half = q * std::sqrt(variance / static_cast<double>(n - 3));
    return {std::tanh(std::atanh(r) - half), std::tanh(std::atanh(r) + half)};
}

template <class Visit>
void for_each_pair(std::span<const float> x, std::span<const float> y, Visit visit) {
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (std::isfinite(x[i]) && std::isfinite(y[i]))
            visit(static_cast<double>(x[i]), static_cast<double>(y[i]));
    }
}

/// Means and sums of squared deviations.
struct Moments {
    double n = 0.0;
    double mean_x = 0.0;
    double mean_y = 0.0;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;

    /// The same without the pair at deviation (dx, dy) from the means.
    [[nodiscard]] Moments without(double dx, double dy) const {
        const double m = n - 1.0;
        const double shrink = n / m;
        return {m,
                mean_x - dx / m,
                mean_y - dy / m,
                xx - shrink * dx * dx,
                yy - shrink * dy * dy,
                xy - shrink * dx * dy};
    }
};

Moments moments_of(std::span<const float> x, std::span<const float> y) {
    Moments m;
    for_each_pair(x, y, [&m](double a, double b) {
        ++m.n;
        m.mean_x += a;
        m.mean_y += b;
    });
    if (m.n == 0.0) return m;
    m.mean_x /= m.n;
    m.mean_y /= m.n;
    for_each_pair(x, y, [&m](double a, double b) {
        m.xx += (a - m.mean_x) * (a - m.mean_x);
        m.yy += (b - m.mean_y) * (b - m.mean_y);
        m.xy += (a - m.mean_x) * (b - m.mean_y);
    });
    return m;
}

struct Line {
    double slope = 0.0;
    double intercept = 0.0;
};
Line deming_line(const Moments& m, double ratio) {
    const double d = m.yy - ratio * m.xx;
    const double slope = (d + std::sqrt(d * d + 4.0 * ratio * m.xy * m.xy)) / (2.0 * m.xy);
    return {slope, m.mean_y - slope * m.mean_x};
}

}  // namespace

Interval pearson_interval(double r, std::int64_t n, double confidence) {
    return fisher_interval(r, n, 1.0, confidence);
}

Interval spearman_interval(double r, std::int64_t n, double confidence) {
    return fisher_interval(r, n, 1.06, confidence);
}

LineFit deming_regression(std::span<const float> x, std::span<const float> y, double variance_ratio) {
    const Moments all = moments_of(x, y);
    LineFit fit;
    fit.pairs = static_cast<std::int64_t>(all.n);
    if (fit.pairs < 3 || all.xy == 0.0) return fit;
    const Line line = deming_line(all, variance_ratio);
    fit.slope = line.slope;
    fit.intercept = line.intercept;
    // Jackknife: pseudo-values' variance is that of the leave-one-out fits times (n - 1)^2. Deviations from
    // the full fit keep the sums accurate.
    Line sum;
    Line square;
    for_each_pair(x, y, [&](double a, double b) {
        const Line without = deming_line(all.without(a - all.mean_x, b - all.mean_y), variance_ratio);
        const double ds = without.slope - line.slope;
        const double di = without.intercept - line.intercept;
        sum.slope += ds;
        sum.intercept += di;
        square.slope += ds * ds;
        square.intercept += di * di;
    });
    const auto error = [&all](double total, double squares) {
        return std::sqrt(std::max(0.0, (all.n - 1.0) / all.n * (squares - total * total / all.n)));
    };
    fit.slope_error = error(sum.slope, square.slope);
    fit.intercept_error = error(sum.intercept, square.intercept);
    return fit;
}

LineFit relative_deming_regression(std::span<const float> x, std::span<const float> y) {
    std::vector<float> some_x;
    std::vector<float> some_y;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
        some_x.push_back(x[i]);
        some_y.push_back(y[i]);
    }
    std::vector<float> sorted = some_x;
    const auto median_x = static_cast<float>(quantile(sorted, 0.5));
    sorted = some_y;
    const auto median_y = static_cast<float>(quantile(sorted, 0.5));
    for (float& value : some_x) value /= median_x;
    for (float& value : some_y) value /= median_y;
    return deming_regression(some_x, some_y);
}

BlandAltman bland_altman(std::span<const float> x, std::span<const float> y) {
    const Moments m = moments_of(x, y);
    BlandAltman result;
    result.pairs = static_cast<std::int64_t>(m.n);
    if (result.pairs < 2) return result;
    result.bias = m.mean_y - m.mean_x;
    double square = 0.0;
    for_each_pair(x, y, [&](double a, double b) { square += (b - a - result.bias) * (b - a - result.bias); });
    result.sigma = std::sqrt(square / (m.n - 1.0));
    result.limits = {result.bias - kNormal975 * result.sigma, result.bias + kNormal975 * result.sigma};
    const double t = boost::math::quantile(boost::math::students_t(m.n - 1.0), 0.975);
    const double half = t * result.sigma / std::sqrt(m.n);
    result.bias_ci = {result.bias - half, result.bias + half};
    result.limit_error = result.sigma * std::sqrt(1.0 / m.n + 0.5 * kNormal975 * kNormal975 / (m.n - 1.0));
    return result;
}

}  // namespace waferglow

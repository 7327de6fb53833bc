// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/axis_fit.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow {
namespace {

constexpr double kTukey = 5.0;  // in sigmas; 97 % efficient for normal errors

/// The dies that take part in one axis' fit: r along the common phase, q across it, each over the root of the
/// die's strength, because errors grow as that root (photon noise, and near enough for uneven dies).
void gather(const DieCells& cells, std::span<const float> r, std::span<const float> q, double typical,
            bool even, MotionScratch& scratch) {
    std::size_t count = 0;
    for (std::vector<float>* values : {&scratch.fit_r, &scratch.fit_q, &scratch.fit_x, &scratch.fit_y}) {
        values->resize(cells.size());
    }
    const auto common = static_cast<float>(typical);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (scratch.lit[i] == 0) continue;
        const float strength = even ? common : std::max(r[i], 0.25F * common);
        const float scale = 1.0F / std::sqrt(strength);
        scratch.fit_r[count] = scale * r[i];
        scratch.fit_q[count] = scale * q[i];
        scratch.fit_x[count] = cells.x_px[i];
        scratch.fit_y[count] = cells.y_px[i];
        ++count;
    }
    for (std::vector<float>* values : {&scratch.fit_r, &scratch.fit_q, &scratch.fit_x, &scratch.fit_y}) {
        values->resize(count);
    }
}

/// Tukey's weight of each die about `mean`, and the mean that they give.
double reweigh(double mean, double scale, MotionScratch& scratch) {
    const std::size_t n = scratch.fit_r.size();
    scratch.weight.resize(n);
    const auto m = static_cast<float>(mean);
    const auto inverse = static_cast<float>(1.0 / (kTukey * scale));
    for (std::size_t i = 0; i < n; ++i) {
        const float u = (scratch.fit_q[i] - m * scratch.fit_r[i]) * inverse;
        const float w = std::max(0.0F, 1.0F - u * u);
        scratch.weight[i] = w * w;
    }
    double sum_r = 0.0;
    double sum_q = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        const float w = scratch.weight[i] * scratch.fit_r[i];
        sum_r += static_cast<double>(w * scratch.fit_r[i]);
        sum_q += static_cast<double>(w * scratch.fit_q[i]);
    }
    return sum_r > 0.0 ? sum_q / sum_r : mean;
}

/// Tukey's mean of q over r, from 0 on: two rounds with each of two estimates of the residuals' width.
double robust_mean(double typical, MotionScratch& scratch) {
    const std::size_t n = scratch.fit_r.size();
    double mean = 0.0;
    double scale = 0.0;
    for (int round = 0; round < 4; ++round) {
        if (round % 2 == 0) {
            scratch.sorted.resize(n);
            const auto m = static_cast<float>(mean);
            for (std::size_t i = 0; i < n; ++i)
                scratch.sorted[i] = std::abs(scratch.fit_q[i] - m * scratch.fit_r[i]);
            const float middle = n > 0 ? upper_median(scratch.sorted) : 0.0F;
            scale = std::max(kMadToSigma * static_cast<double>(middle), 1e-4 * std::sqrt(typical));
        }
        mean = reweigh(mean, scale, scratch);
    }
    return mean;
}

}  // namespace

AxisFit fit_axis(const DieCells& cells, std::span<const float> r, std::span<const float> q, double typical,
                 bool even, MotionScratch& scratch) {
    gather(cells, r, q, typical, even, scratch);
    const std::size_t n = scratch.fit_r.size();
    AxisFit fit;
    fit.mean = robust_mean(typical, scratch);

    // Weighted by the dies' light, or equally where single dies don't stand out of the noise.
    double variance = 0.0;
    std::array<double, 4> quadrant_sum{};
    std::array<int, 4> quadrant_dies{};
    std::array<double, 3> second{};
    const auto even_r = static_cast<float>(std::sqrt(typical));
    const auto mean = static_cast<float>(fit.mean);
    for (std::size_t i = 0; i < n; ++i) {
        if (scratch.weight[i] <= 0.0F) continue;
        const float root = even ? even_r : scratch.fit_r[i];
        const float x = scratch.fit_x[i];
        const float y = scratch.fit_y[i];
        const float wr = scratch.weight[i] * root;
        const float light = wr * root;
        const float e = wr * (scratch.fit_q[i] - mean * scratch.fit_r[i]);
        const std::size_t at = (x < 0.0F ? 0U : 1U) + (y < 0.0F ? 0U : 2U);
        fit.quadrant[at] += static_cast<double>(e);
        quadrant_sum[at] += static_cast<double>(light);
        ++quadrant_dies[at];
        variance += static_cast<double>(e * e);
        fit.x += static_cast<double>(light * x);
        fit.y += static_cast<double>(light * y);
        second[0] += static_cast<double>(light * x * x);
        second[1] += static_cast<double>(light * x * y);
        second[2] += static_cast<double>(light * y * y);
        fit.dx += static_cast<double>(e * x);
        fit.dy += static_cast<double>(e * y);
    }
    const double sum = quadrant_sum[0] + quadrant_sum[1] + quadrant_sum[2] + quadrant_sum[3];
    if (sum <= 0.0) return fit;
    const double rest = fit.quadrant[0] + fit.quadrant[1] + fit.quadrant[2] + fit.quadrant[3];
    fit.x /= sum;
    fit.y /= sum;
    fit.xx = second[0] - sum * fit.x * fit.x;
    fit.xy = second[1] - sum * fit.x * fit.y;
    fit.yy = second[2] - sum * fit.y * fit.y;
    fit.dx -= rest * fit.x;
    fit.dy -= rest * fit.y;
    fit.sigma = std::sqrt(variance) / sum;
    for (std::size_t at = 0; at < 4; ++at) {
        constexpr int kLeastDies = 4;
        fit.quadrant[at] = quadrant_dies[at] >= kLeastDies && quadrant_sum[at] > 0.0
                               ? fit.quadrant[at] / quadrant_sum[at]
                               : std::numeric_limits<double>::quiet_NaN();
    }
    fit.weight = sum;
    return fit;
}

}  // namespace waferglow

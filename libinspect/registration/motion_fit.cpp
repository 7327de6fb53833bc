// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/motion_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace waferglow {
namespace {

constexpr double kMadToSigma = 1.4826;
constexpr double kTukey = 5.0;         // in sigmas; 97 % efficient for normal errors
constexpr double kLitShare = 0.4;      // of a typical die's light: lit
constexpr double kDistinct = 6.0;      // typical die over noise, for lit and dark to be told apart
constexpr std::size_t kManyDies = 24;  // enough for the coherence alone to prove a grid
constexpr double kCoherence = 12.0;    // exp(-12) by chance, in either axis

/// The value below which `share` of the values lie; reorders `values`.
float quantile(std::vector<float>& values, double share) {
    if (values.empty()) return 0.0F;
    const auto last = static_cast<double>(values.size() - 1);
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::lround(share * last));
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

/// Noise of one pixel, from the second differences along some rows: median, so that edges don't count.
double pixel_noise(const ImageView& image, std::vector<float>& sorted) {
    constexpr int kRows = 16;
    sorted.clear();
    for (int k = 0; k < kRows; ++k) {
        const int y = (2 * k + 1) * image.height / (2 * kRows);
        for (int x = 1; x + 1 < image.width; x += 3) {
            const int second = image.at(x - 1, y) - 2 * image.at(x, y) + image.at(x + 1, y);
            sorted.push_back(static_cast<float>(std::abs(second)));
        }
    }
    // The second difference of white noise has sqrt(6) times its deviation; half a DN is rounding.
    return std::max(0.5, kMadToSigma * static_cast<double>(quantile(sorted, 0.5)) / std::sqrt(6.0));
}

/// Complex sum of clipped (r, q) over all dies, and how coherent they are.
struct Coherent {
    double re = 0.0;
    double im = 0.0;
    double power = 0.0;  // sum of squares
    [[nodiscard]] double length() const { return std::hypot(re, im); }
    [[nodiscard]] double gain() const { return power > 0.0 ? (re * re + im * im) / power : 0.0; }
};

Coherent add_up(std::span<const float> r, std::span<const float> q, std::span<const float> clip) {
    Coherent sum;
    for (std::size_t i = 0; i < r.size(); ++i) {
        const double re = static_cast<double>(r[i] * clip[i]);
        const double im = static_cast<double>(q[i] * clip[i]);
        sum.re += re;
        sum.im += im;
        sum.power += re * re + im * im;
    }
    return sum;
}

/// Weighted sums about the mean displacement of one axis, in radians (period) or pixels (edges).
struct AxisFit {
    double mean = 0.0;
    double sigma = 0.0;
    double weight = 0.0;  // sum of weights; 1 / weight is the variance of the mean
    double x = 0.0;       // mean position
    double y = 0.0;
    double xx = 0.0;  // weighted second moments about it
    double xy = 0.0;
    double yy = 0.0;
    double dx = 0.0;  // weighted product of residual and position
    double dy = 0.0;
    std::array<double, 4> quadrant{};
};

/// One axis: r along the common phase, q across it. `even`: all dies count the same (too dim to tell).
AxisFit fit_axis(const DieCells& cells, std::span<const float> r, std::span<const float> q, double typical,
                 bool even, MotionScratch& scratch) {
    const std::size_t n = cells.size();
    AxisFit fit;
    std::vector<float>& weight = scratch.weight;
    weight.assign(n, 0.0F);
    const auto strength = [&](std::size_t i) {
        return even ? typical : std::max(static_cast<double>(r[i]), 0.25 * typical);
    };
    // Errors grow as the root of the light: photon noise, and near enough for uneven dies.
    double scale = 0.0;
    for (int round = 0; round < 4; ++round) {
        if (round < 3) {
            scratch.sorted.clear();
            for (std::size_t i = 0; i < n; ++i) {
                if (scratch.lit[i] == 0) continue;
                const double e = static_cast<double>(q[i]) - fit.mean * static_cast<double>(r[i]);
                scratch.sorted.push_back(static_cast<float>(std::abs(e) / std::sqrt(strength(i))));
            }
            scale = kMadToSigma * static_cast<double>(quantile(scratch.sorted, 0.5));
            scale = std::max(scale, 1e-4 * std::sqrt(typical));
        }
        double sum_r = 0.0;
        double sum_q = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            weight[i] = 0.0F;
            if (scratch.lit[i] == 0) continue;
            const double e = static_cast<double>(q[i]) - fit.mean * static_cast<double>(r[i]);
            const double u = e / (std::sqrt(strength(i)) * kTukey * scale);
            if (std::abs(u) >= 1.0) continue;
            const double w = (1.0 - u * u) * (1.0 - u * u);
            weight[i] = static_cast<float>(w);
            sum_r += w * static_cast<double>(r[i]);
            sum_q += w * static_cast<double>(q[i]);
        }
        if (sum_r <= 0.0) break;
        fit.mean = sum_q / sum_r;
    }

    double sum = 0.0;
    double variance = 0.0;
    std::array<double, 4> quadrant_sum{};
    std::array<int, 4> quadrant_dies{};
    for (std::size_t i = 0; i < n; ++i) {
        if (weight[i] <= 0.0F) continue;
        const double w = static_cast<double>(weight[i]);
        const double light = even ? typical : static_cast<double>(r[i]);
        const double e = static_cast<double>(q[i]) - fit.mean * static_cast<double>(r[i]);
        const double x = static_cast<double>(cells.x_px[i]);
        const double y = static_cast<double>(cells.y_px[i]);
        sum += w * light;
        variance += w * w * e * e;
        fit.x += w * light * x;
        fit.y += w * light * y;
        fit.dx += w * e * x;
        fit.dy += w * e * y;
        const std::size_t at = (x < 0.0 ? 0U : 1U) + (y < 0.0 ? 0U : 2U);
        fit.quadrant[at] += w * e;
        quadrant_sum[at] += w * light;
        ++quadrant_dies[at];
    }
    if (sum <= 0.0) return fit;
    fit.x /= sum;
    fit.y /= sum;
    for (std::size_t i = 0; i < n; ++i) {
        if (weight[i] <= 0.0F) continue;
        const double w = static_cast<double>(weight[i]) * (even ? typical : static_cast<double>(r[i]));
        const double x = static_cast<double>(cells.x_px[i]) - fit.x;
        const double y = static_cast<double>(cells.y_px[i]) - fit.y;
        fit.xx += w * x * x;
        fit.xy += w * x * y;
        fit.yy += w * y * y;
    }
    fit.sigma = std::sqrt(variance) / sum;
    // The residuals' weighted sum is zero only with light for `even`; the products are about the mean
    // position.
    double rest = 0.0;
    for (std::size_t at = 0; at < 4; ++at) rest += fit.quadrant[at];
    fit.dx -= rest * fit.x;
    fit.dy -= rest * fit.y;
    for (std::size_t at = 0; at < 4; ++at) {
        constexpr int kLeastDies = 4;
        fit.quadrant[at] = quadrant_dies[at] >= kLeastDies && quadrant_sum[at] > 0.0
                               ? fit.quadrant[at] / quadrant_sum[at]
                               : std::numeric_limits<double>::quiet_NaN();
    }
    fit.weight = sum;
    return fit;
}

/// Stretch and turn from both axes: dx = stretch * x + turn * y, dy = stretch * y - turn * x (y down).
void fit_gradient(const AxisFit& x, const AxisFit& y, double unit_x, double unit_y, TileMotion& motion) {
    // Variance of one unit of weight, per axis, in px^2.
    const double vx = motion.sigma_x_px * motion.sigma_x_px * x.weight;
    const double vy = motion.sigma_y_px * motion.sigma_y_px * y.weight;
    if (vx <= 0.0 || vy <= 0.0) return;
    const double ss = x.xx / vx + y.yy / vy;
    const double tt = x.yy / vx + y.xx / vy;
    const double st = x.xy / vx - y.xy / vy;
    const double s = unit_x * x.dx / vx + unit_y * y.dy / vy;
    const double t = unit_x * x.dy / vx - unit_y * y.dx / vy;
    const double det = ss * tt - st * st;
    if (det <= 1e-6 * ss * tt || !(det > 0.0)) return;
    motion.stretch = (tt * s - st * t) / det;
    motion.turn_rad = (ss * t - st * s) / det;
    motion.stretch_weight = det / tt;
    motion.turn_weight = det / ss;
}

}  // namespace

TileMotion fit_motion(const DieCells& cells, const DieKernel& kernel, const ImageView& image,
                      MotionScratch& scratch) {
    TileMotion motion;
    const std::size_t n = cells.size();
    scratch.light.assign(n, 0.0F);
    if (n == 0) return motion;
    const bool edges = kernel.method() == DieMethod::edges;

    // Clip what is far too bright: dust, hot pixels. `light` holds the factor for now.
    std::vector<float>& clip = scratch.light;
    scratch.sorted.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        scratch.sorted[i] =
            edges ? std::max(0.0F, cells.x_r[i]) + std::max(0.0F, cells.y_r[i])
                  : std::hypot(cells.x_r[i], cells.x_q[i]) + std::hypot(cells.y_r[i], cells.y_q[i]);
        clip[i] = scratch.sorted[i];
    }
    const float most = 3.0F * quantile(scratch.sorted, 0.9);
    for (float& c : clip) c = c > most ? most / c : 1.0F;

    const Coherent x = add_up(cells.x_r, cells.x_q, clip);
    const Coherent y = add_up(cells.y_r, cells.y_q, clip);
    const double count = static_cast<double>(n);
    const double needed = std::min(kCoherence, 0.35 * count);
    if (x.gain() < needed || y.gain() < needed) return motion;
    const double mean_x = x.length() / count;
    const double mean_y = y.length() / count;
    if (n < kManyDies) {
        // The noise of a moment is that of its pixels; the window's mean square weight is about 1/2.
        const double noise = pixel_noise(image, scratch.sorted) * std::sqrt(0.5 * kernel.window_px() / count);
        if (mean_x < kDistinct * noise || mean_y < kDistinct * noise) return motion;
    }

    // Turn by the common phase: r in phase, q across. Edges are already centred.
    const double cx = edges ? 1.0 : x.re / x.length();
    const double sx = edges ? 0.0 : x.im / x.length();
    const double cy = edges ? 1.0 : y.re / y.length();
    const double sy = edges ? 0.0 : y.im / y.length();
    if (edges && (x.re <= 0.0 || y.re <= 0.0)) return motion;
    std::vector<float>& r = scratch.r;
    std::vector<float>& q = scratch.q;
    r.resize(2 * n);
    q.resize(2 * n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto turn = [&](float re, float im, double c, double s, std::size_t at) {
            const double a = static_cast<double>(re * clip[i]);
            const double b = static_cast<double>(im * clip[i]);
            r[at] = static_cast<float>(a * c + b * s);
            q[at] = static_cast<float>(b * c - a * s);
        };
        turn(cells.x_r[i], cells.x_q[i], cx, sx, i);
        turn(cells.y_r[i], cells.y_q[i], cy, sy, n + i);
    }

    // Which dies are lit: light in phase, both axes, against the noise across. 2 is the mean over all dies.
    const auto light_of = [&](std::size_t i) {
        return static_cast<double>(r[i]) / mean_x + static_cast<double>(r[n + i]) / mean_y;
    };
    scratch.sorted.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double across = static_cast<double>(q[i]) / mean_x + static_cast<double>(q[n + i]) / mean_y;
        scratch.sorted[i] = static_cast<float>(std::abs(across));
    }
    const double noise = kMadToSigma * static_cast<double>(quantile(scratch.sorted, 0.5));
    scratch.sorted.clear();
    for (std::size_t i = 0; i < n; ++i) {
        const double light = light_of(i);
        if (light > 4.0 * noise && light > 0.1) scratch.sorted.push_back(static_cast<float>(light));
    }
    double typical = static_cast<double>(quantile(scratch.sorted, 0.5));
    motion.dies_distinct = !scratch.sorted.empty() && typical > kDistinct * noise;
    if (!motion.dies_distinct) typical = 2.0;
    scratch.lit.assign(n, 1);
    for (std::size_t i = 0; i < n; ++i) {
        const double light = light_of(i) / typical;
        scratch.light[i] = static_cast<float>(light);
        const bool lit = light > (motion.dies_distinct ? kLitShare : 0.5);
        if (lit) ++motion.lit_dies;
        if (motion.dies_distinct && !lit) scratch.lit[i] = 0;
    }
    if (motion.lit_dies == 0) return motion;

    const double share = 0.5 * typical;
    const bool even = !motion.dies_distinct;
    const std::span<const float> all_r(r);
    const std::span<const float> all_q(q);
    const AxisFit fx = fit_axis(cells, all_r.first(n), all_q.first(n), mean_x * share, even, scratch);
    const AxisFit fy = fit_axis(cells, all_r.last(n), all_q.last(n), mean_y * share, even, scratch);
    if (fx.weight <= 0.0 || fy.weight <= 0.0) return motion;

    const double unit_x = kernel.unit_x_px();
    const double unit_y = kernel.unit_y_px();
    motion.found = true;
    motion.dx_px = unit_x * (std::atan2(sx, cx) + fx.mean);
    motion.dy_px = unit_y * (std::atan2(sy, cy) + fy.mean);
    // Unevenness that dies share can't show in their scatter, least of all with few dies.
    const double dies = motion.lit_dies;
    const double floor = std::hypot(0.001, (dies < 6.0 ? 0.1 : 0.03) / std::sqrt(dies));
    motion.sigma_x_px = std::hypot(unit_x * fx.sigma, floor);
    motion.sigma_y_px = std::hypot(unit_y * fy.sigma, floor);
    motion.middle_x_px = fx.x;
    motion.middle_y_px = fy.y;
    fit_gradient(fx, fy, unit_x, unit_y, motion);
    for (std::size_t at = 0; at < 4; ++at) {
        motion.misfit_x_px[at] = unit_x * fx.quadrant[at];
        motion.misfit_y_px[at] = unit_y * fy.quadrant[at];
    }
    return motion;
}

}  // namespace waferglow

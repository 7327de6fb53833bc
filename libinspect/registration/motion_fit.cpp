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
constexpr float kLitShare = 0.4F;      // of a typical die's light: lit
constexpr float kDistinct = 6.0F;      // typical die over noise, for lit and dark to be told apart
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

/// std::hypot costs ten times this, and nothing here can overflow.
float length(float x, float y) {
    return std::sqrt(x * x + y * y);
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

/// Sums of clipped (r, q) over all dies, and how well the dies agree. Period: as complex numbers, since any
/// phase may be the common one. Edges: r alone has to be positive throughout.
struct Common {
    double r = 0.0;
    double q = 0.0;
    double power = 0.0;  // sum of squares
    bool edges = false;
    [[nodiscard]] double length() const { return edges ? std::max(0.0, r) : std::hypot(r, q); }
    /// Number of dies that agree: about as many as are lit, 1 by chance.
    [[nodiscard]] double gain() const { return power > 0.0 ? length() * length() / power : 0.0; }
};

Common add_up(std::span<const float> r, std::span<const float> q, std::span<const float> clip, bool edges) {
    Common sum{.edges = edges};
    for (std::size_t i = 0; i < r.size(); ++i) {
        const double re = static_cast<double>(r[i] * clip[i]);
        const double im = static_cast<double>(q[i] * clip[i]);
        sum.r += re;
        sum.q += im;
        sum.power += re * re + (edges ? 0.0 : im * im);
    }
    return sum;
}

/// Takes the common displacement out of an axis: r along it, q across. Returns it, in radians or pixels.
double center(const Common& sum, std::span<const float> r, std::span<const float> q,
              std::span<const float> clip, std::span<float> to_r, std::span<float> to_q) {
    if (sum.edges) {
        const double mean = sum.q / sum.r;
        const auto m = static_cast<float>(mean);
        for (std::size_t i = 0; i < r.size(); ++i) {
            to_r[i] = clip[i] * r[i];
            to_q[i] = clip[i] * (q[i] - m * r[i]);
        }
        return mean;
    }
    const auto c = static_cast<float>(sum.r / sum.length());
    const auto s = static_cast<float>(sum.q / sum.length());
    for (std::size_t i = 0; i < r.size(); ++i) {
        to_r[i] = clip[i] * (r[i] * c + q[i] * s);
        to_q[i] = clip[i] * (q[i] * c - r[i] * s);
    }
    return std::atan2(sum.q, sum.r);
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

AxisFit fit_axis(const DieCells& cells, std::span<const float> r, std::span<const float> q, double typical,
                 bool even, MotionScratch& scratch) {
    gather(cells, r, q, typical, even, scratch);
    const std::size_t n = scratch.fit_r.size();
    AxisFit fit;
    double scale = 0.0;
    for (int round = 0; round < 4; ++round) {
        if (round % 2 == 0) {
            scratch.sorted.resize(n);
            const auto mean = static_cast<float>(fit.mean);
            for (std::size_t i = 0; i < n; ++i) {
                scratch.sorted[i] = std::abs(scratch.fit_q[i] - mean * scratch.fit_r[i]);
            }
            scale = kMadToSigma * static_cast<double>(quantile(scratch.sorted, 0.5));
            scale = std::max(scale, 1e-4 * std::sqrt(typical));
        }
        fit.mean = reweigh(fit.mean, scale, scratch);
    }

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
    const bool edges = kernel.method() != DieMethod::period;

    // Clip what is far too bright (dust, hot pixels) against a typical lit die. Which quantile is one depends
    // on how many are dark and how many spoilt: the clip that makes the dies agree best is right.
    std::vector<float>& clip = scratch.light;  // the factor for now
    std::vector<float>& strength = scratch.fit_r;
    strength.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        strength[i] = edges ? std::max(0.0F, cells.x_r[i]) + std::max(0.0F, cells.y_r[i])
                            : length(cells.x_r[i], cells.x_q[i]) + length(cells.y_r[i], cells.y_q[i]);
    }
    constexpr double kMostDies = 0.5;  // agreeing is as good as it gets
    Common x;
    Common y;
    float best_most = -1.0F;
    scratch.sorted = strength;
    for (const double share : {0.5, 0.8, 0.97}) {
        const float most = 3.0F * quantile(scratch.sorted, share);
        for (std::size_t i = 0; i < n; ++i) clip[i] = strength[i] > most ? most / strength[i] : 1.0F;
        const Common try_x = add_up(cells.x_r, cells.x_q, clip, edges);
        const Common try_y = add_up(cells.y_r, cells.y_q, clip, edges);
        if (best_most < 0.0F || std::min(try_x.gain(), try_y.gain()) > std::min(x.gain(), y.gain())) {
            x = try_x;
            y = try_y;
            best_most = most;
        }
        if (std::min(x.gain(), y.gain()) > kMostDies * static_cast<double>(n)) break;
    }
    for (std::size_t i = 0; i < n; ++i) clip[i] = strength[i] > best_most ? best_most / strength[i] : 1.0F;
    const double count = static_cast<double>(n);
    const double needed = std::min(kCoherence, 0.35 * count);
    if (x.gain() < needed || y.gain() < needed) return motion;
    const double mean_x = x.length() / count;
    const double mean_y = y.length() / count;
    if (n < kManyDies) {
        // The noise of a moment is that of its pixels; the window's mean square weight is about 1/2.
        const double noise = pixel_noise(image, scratch.sorted) * std::sqrt(0.5 * kernel.window_px() / count);
        const double least = static_cast<double>(kDistinct) * noise;
        if (mean_x < least || mean_y < least) return motion;
    }

    std::vector<float>& r = scratch.r;
    std::vector<float>& q = scratch.q;
    r.resize(2 * n);
    q.resize(2 * n);
    const std::span<float> all_r(r);
    const std::span<float> all_q(q);
    const double common_x = center(x, cells.x_r, cells.x_q, clip, all_r.first(n), all_q.first(n));
    const double common_y = center(y, cells.y_r, cells.y_q, clip, all_r.last(n), all_q.last(n));

    // Which dies are lit: light in phase, both axes, against the noise across. 2 is the mean over all dies.
    const auto per_x = static_cast<float>(1.0 / mean_x);
    const auto per_y = static_cast<float>(1.0 / mean_y);
    scratch.sorted.resize(n);
    for (std::size_t i = 0; i < n; ++i) scratch.sorted[i] = std::abs(q[i] * per_x + q[n + i] * per_y);
    const float noise = static_cast<float>(kMadToSigma) * quantile(scratch.sorted, 0.5);
    std::vector<float>& light = scratch.light;  // the clip factors are no longer needed
    scratch.sorted.clear();
    for (std::size_t i = 0; i < n; ++i) {
        light[i] = r[i] * per_x + r[n + i] * per_y;
        if (light[i] > 4.0F * noise && light[i] > 0.1F) scratch.sorted.push_back(light[i]);
    }
    float typical = quantile(scratch.sorted, 0.5);
    motion.dies_distinct = !scratch.sorted.empty() && typical > kDistinct * noise;
    if (!motion.dies_distinct) typical = 2.0F;
    scratch.lit.assign(n, 1);
    for (std::size_t i = 0; i < n; ++i) {
        light[i] /= typical;
        const bool lit = light[i] > (motion.dies_distinct ? kLitShare : 0.5F);
        if (lit) ++motion.lit_dies;
        if (motion.dies_distinct && !lit) scratch.lit[i] = 0;
    }
    if (motion.lit_dies == 0) return motion;

    const double share = 0.5 * static_cast<double>(typical);
    const bool even = !motion.dies_distinct;
    const AxisFit fx = fit_axis(cells, all_r.first(n), all_q.first(n), mean_x * share, even, scratch);
    const AxisFit fy = fit_axis(cells, all_r.last(n), all_q.last(n), mean_y * share, even, scratch);
    if (fx.weight <= 0.0 || fy.weight <= 0.0) return motion;

    const double unit_x = kernel.unit_x_px();
    const double unit_y = kernel.unit_y_px();
    motion.found = true;
    motion.dx_px = unit_x * (common_x + fx.mean);
    motion.dy_px = unit_y * (common_y + fy.mean);
    // What few dies' scatter can't show: their unevenness; and the methods' own errors.
    constexpr double kFewDies = 12.0;
    constexpr double kMethodPx = 0.003;
    const double dies = motion.lit_dies;
    const double uneven = dies < kFewDies ? kernel.unevenness_px() : 0.01;
    const double floor = std::hypot(kMethodPx, uneven / std::sqrt(dies));
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

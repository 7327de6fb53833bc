// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/motion_fit.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace waferglow {
namespace {

constexpr float kLitShare = 0.4F;      // of a typical die's light: lit
constexpr float kDistinct = 6.0F;      // typical die over noise, for lit and dark to be told apart
constexpr std::size_t kManyDies = 24;  // enough for the coherence alone to prove a grid
constexpr double kCoherence = 12.0;    // exp(-12) by chance, in either axis

/// The value below which `share` of the values lie; reorders `values`.
float quantile(std::vector<float>& values, double share) {
    if (values.empty()) return 0.0F;
    const auto last = static_cast<double>(values.size() - 1);
    return value_of_rank(values, static_cast<std::size_t>(std::lround(share * last)));
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

/// What the dies have in common in both axes.
struct Agreement {
    Common x;
    Common y;
    [[nodiscard]] double gain() const { return std::min(x.gain(), y.gain()); }
};

/// Clips what is far too bright (dust, hot pixels) against a typical lit die; leaves each die's factor in
/// `scratch.light`. Which quantile is a typical die depends on how many are dark and how many spoilt: the
/// clip that makes the dies agree best is right.
Agreement clip_bright(const DieCells& cells, bool edges, MotionScratch& scratch) {
    constexpr double kMostDies = 0.5;  // agreeing is as good as it gets
    const std::size_t n = cells.size();
    std::vector<float>& clip = scratch.light;
    std::vector<float>& strength = scratch.fit_r;
    strength.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        strength[i] = edges ? std::max(0.0F, cells.x_r[i]) + std::max(0.0F, cells.y_r[i])
                            : length(cells.x_r[i], cells.x_q[i]) + length(cells.y_r[i], cells.y_q[i]);
    }
    const auto clip_at = [&](float most) {
        for (std::size_t i = 0; i < n; ++i) clip[i] = strength[i] > most ? most / strength[i] : 1.0F;
    };
    Agreement best;
    float best_most = -1.0F;
    scratch.sorted = strength;
    for (const double share : {0.5, 0.8, 0.97}) {
        const float most = 3.0F * quantile(scratch.sorted, share);
        clip_at(most);
        const Agreement tried{.x = add_up(cells.x_r, cells.x_q, clip, edges),
                              .y = add_up(cells.y_r, cells.y_q, clip, edges)};
        if (best_most < 0.0F || tried.gain() > best.gain()) {
            best = tried;
            best_most = most;
        }
        if (best.gain() > kMostDies * static_cast<double>(n)) break;
    }
    clip_at(best_most);
    return best;
}

/// Mean strength of all dies, lit and dark, in each axis.
struct MeanStrength {
    double x = 0.0;
    double y = 0.0;
};

/// Whether the image shows a grid at all; of few dies their agreement alone doesn't prove that.
bool shows_grid(const Agreement& common, const MeanStrength& mean, std::size_t dies, const DieKernel& kernel,
                const ImageView& image, MotionScratch& scratch) {
    const auto count = static_cast<double>(dies);
    if (common.gain() < std::min(kCoherence, 0.35 * count)) return false;
    if (dies >= kManyDies) return true;
    // The noise of a moment is that of its pixels; the window's mean square weight is about 1/2.
    const double noise = pixel_noise(image, scratch.sorted) * std::sqrt(0.5 * kernel.window_px() / count);
    return std::min(mean.x, mean.y) >= static_cast<double>(kDistinct) * noise;
}

/// Tells lit dies from dark ones by their light in phase, both axes, against the noise across: fills
/// `scratch.light` and `scratch.lit` from r and q (those of x, then those of y), and what `motion` says of
/// it. Returns the light of a typical lit die, where 2 is the mean over all dies.
float tell_lit(const MeanStrength& mean, MotionScratch& scratch, TileMotion& motion) {
    const std::vector<float>& r = scratch.r;
    const std::vector<float>& q = scratch.q;
    const std::size_t n = scratch.light.size();
    const auto per_x = static_cast<float>(1.0 / mean.x);
    const auto per_y = static_cast<float>(1.0 / mean.y);
    scratch.sorted.resize(n);
    for (std::size_t i = 0; i < n; ++i) scratch.sorted[i] = std::abs(q[i] * per_x + q[n + i] * per_y);
    const float noise = static_cast<float>(kMadToSigma) * quantile(scratch.sorted, 0.5);
    std::vector<float>& light = scratch.light;
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
    return typical;
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

/// Puts the axes' fits, in units of the kernel, into `motion` in pixels.
void set_motion(const AxisFit& x, const AxisFit& y, const DieKernel& kernel, TileMotion& motion) {
    const double unit_x = kernel.unit_x_px();
    const double unit_y = kernel.unit_y_px();
    motion.found = true;
    motion.dx_px = unit_x * x.mean;
    motion.dy_px = unit_y * y.mean;
    // What few dies' scatter can't show: their unevenness; and the methods' own errors.
    constexpr double kFewDies = 12.0;
    constexpr double kMethodPx = 0.003;
    const double dies = motion.lit_dies;
    const double uneven = dies < kFewDies ? kernel.unevenness_px() : 0.01;
    const double floor = std::hypot(kMethodPx, uneven / std::sqrt(dies));
    motion.sigma_x_px = std::hypot(unit_x * x.sigma, floor);
    motion.sigma_y_px = std::hypot(unit_y * y.sigma, floor);
    motion.middle_x_px = x.x;
    motion.middle_y_px = y.y;
    fit_gradient(x, y, unit_x, unit_y, motion);
    for (std::size_t at = 0; at < 4; ++at) {
        motion.misfit_x_px[at] = unit_x * x.quadrant[at];
        motion.misfit_y_px[at] = unit_y * y.quadrant[at];
    }
}

}  // namespace

TileMotion fit_motion(const DieCells& cells, const DieKernel& kernel, const ImageView& image,
                      MotionScratch& scratch) {
    TileMotion motion;
    const std::size_t n = cells.size();
    scratch.light.assign(n, 0.0F);
    if (n == 0) return motion;
    const Agreement common = clip_bright(cells, kernel.method() != DieMethod::period, scratch);
    const auto count = static_cast<double>(n);
    const MeanStrength mean{.x = common.x.length() / count, .y = common.y.length() / count};
    if (!shows_grid(common, mean, n, kernel, image, scratch)) return motion;

    scratch.r.resize(2 * n);
    scratch.q.resize(2 * n);
    const std::span<float> r(scratch.r);
    const std::span<float> q(scratch.q);
    const std::span<const float> clip(scratch.light);
    const double common_x = center(common.x, cells.x_r, cells.x_q, clip, r.first(n), q.first(n));
    const double common_y = center(common.y, cells.y_r, cells.y_q, clip, r.last(n), q.last(n));
    const double share = 0.5 * static_cast<double>(tell_lit(mean, scratch, motion));
    if (motion.lit_dies == 0) return motion;

    const bool even = !motion.dies_distinct;
    AxisFit x = fit_axis(cells, r.first(n), q.first(n), mean.x * share, even, scratch);
    AxisFit y = fit_axis(cells, r.last(n), q.last(n), mean.y * share, even, scratch);
    if (x.weight <= 0.0 || y.weight <= 0.0) return motion;
    x.mean += common_x;
    y.mean += common_y;
    set_motion(x, y, kernel, motion);
    return motion;
}

}  // namespace waferglow

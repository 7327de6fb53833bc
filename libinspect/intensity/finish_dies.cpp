// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/finish_dies.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace waferglow::kernel {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kClipSigmas = 4.0F;     // of a cell's mean background against that around it
constexpr float kClipSpreads = 6.0F;    // of all cells of the tile, in interquartile ranges
constexpr float kClipVariance = 4.0F;   // of a cell's variance against that around it
constexpr float kUnevenFloor2 = 0.04F;  // noise of the squared non-uniformity above which nothing can be said
constexpr double kSpillMatters = 1e-4;  // of a die's light

/// A table at a position in [0, 1), between its nodes.
float at(const AxisPlan::Table& table, float phase) {
    const float node = phase * static_cast<float>(AxisPlan::kPhases);
    const auto i = std::min(static_cast<std::size_t>(node), AxisPlan::kPhases - 1);
    return table[i] + (node - static_cast<float>(i)) * (table[i + 1] - table[i]);
}

float phase_of(double center) {
    return static_cast<float>(center - std::floor(center));
}

/// Sums over (2*reach_rows+1) x (2*reach_cols+1) dies, cut off at the rectangle's edge.
class BoxSum {
  public:
    BoxSum(const DieRect& rect, const WindowPlan& plan)
        : rows_(static_cast<std::size_t>(rect.rows())),
          cols_(static_cast<std::size_t>(rect.cols())),
          reach_rows_(static_cast<std::size_t>(plan.smooth_rows)),
          reach_cols_(static_cast<std::size_t>(plan.smooth_cols)) {}

    /// `values` is overwritten; `work` has the same size.
    void operator()(float* values, float* work) const {
        for (std::size_t r = 0; r < rows_; ++r) {
            const float* from = values + r * cols_;
            float* to = work + r * cols_;
            std::fill(to, to + cols_, 0.0F);
            for (std::size_t shift = 0; shift <= reach_cols_ && shift < cols_; ++shift) {
                for (std::size_t c = shift; c < cols_; ++c) to[c] += from[c - shift];
                if (shift == 0) continue;
                for (std::size_t c = 0; c + shift < cols_; ++c) to[c] += from[c + shift];
            }
        }
        for (std::size_t r = 0; r < rows_; ++r) {
            float* to = values + r * cols_;
            const std::size_t begin = r < reach_rows_ ? 0 : r - reach_rows_;
            const std::size_t end = std::min(rows_, r + reach_rows_ + 1);
            std::fill(to, to + cols_, 0.0F);
            for (std::size_t other = begin; other < end; ++other) {
                const float* from = work + other * cols_;
                for (std::size_t c = 0; c < cols_; ++c) to[c] += from[c];
            }
        }
    }

  private:
    std::size_t rows_, cols_, reach_rows_, reach_cols_;
};

/// First and third quartile of a / b over a sample of the cells where b > 0.
std::array<float, 2> quartiles(const float* a, const float* b, std::size_t size) {
    constexpr std::size_t kSample = 1021;
    std::array<float, kSample> sample;
    std::size_t n = 0;
    const std::size_t step = size / kSample + 1;
    for (std::size_t k = 0; k < size && n < kSample; k += step) {
        if (b[k] > 0.0F) sample[n++] = a[k] / b[k];
    }
    if (n == 0) return {0.0F, 0.0F};
    std::sort(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(n));
    return {sample[n / 4], sample[(3 * n) / 4]};
}

}  // namespace

void finish_dies(const Input& input, const PixelCorrection& correction, const DieSums& sums,
                 TileMeasurements& out) {
    const WindowPlan& plan = *input.plan;
    const DieRect& rect = input.rect;
    const std::size_t size = rect.cells();
    const float unit = correction.gain_unit();
    const auto per_electron = static_cast<float>(plan.choice.dn_per_electron);
    const auto area = static_cast<float>(4.0 * plan.x.window_half_px * plan.y.window_half_px);
    const BoxSum box(rect, plan);

    out.buffers.smooth.resize(7 * size);
    float* const level = out.buffers.smooth.data();  // becomes the background, not yet without spill
    float* const pixels = level + size;
    float* const variance = pixels + size;
    float* const freedom = variance + size;
    float* const light = freedom + size;
    float* const dies = light + size;
    float* const work = dies + size;

    // Street light and its variance inside each cell.
    for (std::size_t k = 0; k < size; ++k) {
        const float n = sums.street_pixels[k];
        sums.street[k] *= unit;
        const float mean = n > 0.0F ? sums.street[k] / n : 0.0F;
        sums.street_squares[k] = std::max(0.0F, sums.street_squares[k] * unit * unit - mean * sums.street[k]);
    }
    const auto [low, high] = quartiles(sums.street, sums.street_pixels, size);
    const float least = low - kClipSpreads * (high - low);
    const float most = high + kClipSpreads * (high - low);
    for (std::size_t k = 0; k < size; ++k) {
        const float n = sums.street_pixels[k];
        level[k] = std::clamp(sums.street[k], n * least, n * most);
        pixels[k] = n;
        variance[k] = sums.street_squares[k];
        freedom[k] = std::max(0.0F, n - 1.0F);
    }
    box(level, work);
    box(pixels, work);
    box(variance, work);
    box(freedom, work);
    // Once more, each cell clipped against its surroundings.
    for (std::size_t k = 0; k < size; ++k) {
        const float n = sums.street_pixels[k];
        const float around = pixels[k] > 0.0F ? level[k] / pixels[k] : 0.0F;
        const float v = freedom[k] > 0.0F ? variance[k] / freedom[k] : 0.0F;
        const float reach = kClipSigmas * std::sqrt(v * n);
        level[k] = std::clamp(sums.street[k], n * around - reach, n * around + reach);
        variance[k] = std::min(sums.street_squares[k], kClipVariance * v * std::max(0.0F, n - 1.0F));
    }
    box(level, work);
    box(variance, work);

    const bool spill = plan.spill_per_px * static_cast<double>(area) > kSpillMatters;
    const auto row_of = [&](std::size_t k) {
        return static_cast<std::int32_t>(k / static_cast<std::size_t>(rect.cols()));
    };
    const auto col_of = [&](std::size_t k) {
        return static_cast<std::int32_t>(k % static_cast<std::size_t>(rect.cols()));
    };
    const auto captured = [&](std::size_t k) {
        const PixelPoint c = input.lattice.center({rect.row_begin + row_of(k), rect.col_begin + col_of(k)});
        return at(plan.x.captured, phase_of(c.x)) * at(plan.y.captured, phase_of(c.y));
    };
    float mean_captured = 1.0F;
    if (spill) {
        // The mean light of the dies around, needed to know how much of it lies in the streets.
        float captured_sum = 0.0F;
        float count = 0.0F;
        for (std::size_t k = 0; k < size; ++k) {
            const bool valid = !std::isnan(sums.window[k]);
            dies[k] = valid ? 1.0F : 0.0F;
            light[k] = valid ? sums.window[k] * unit / captured(k) : 0.0F;
            captured_sum += valid ? captured(k) : 0.0F;
            count += dies[k];
        }
        if (count > 0.0F) mean_captured = captured_sum / count;
        box(light, work);
        box(dies, work);
        for (std::size_t k = 0; k < size; ++k) light[k] = dies[k] > 0.0F ? light[k] / dies[k] : 0.0F;
    }
    const auto spilt = static_cast<float>(spill ? plan.spill_per_px : 0.0);
    const float spill_divisor = 1.0F - spilt * area / mean_captured;

    for (std::size_t k = 0; k < size; ++k) {
        out.valid[k] = std::isnan(sums.window[k]) ? 0 : 1;
        if (out.valid[k] == 0) {
            out.sum[k] = out.background[k] = out.noise[k] = out.nonuniformity[k] = kNaN;
            continue;
        }
        const PixelPoint c = input.lattice.center({rect.row_begin + row_of(k), rect.col_begin + col_of(k)});
        const float share = captured(k);
        const float n = pixels[k];
        float background = n > 0.0F ? level[k] / n : 0.0F;
        if (spill) background = (background - spilt * light[k]) / spill_divisor;
        const float v = freedom[k] > 0.0F ? variance[k] / freedom[k] : 0.0F;
        const float in_window = sums.window[k] * unit - area * background;
        out.background[k] = background;
        out.sum[k] = in_window / share;
        const auto x = static_cast<int>(std::lround(c.x));
        const auto y = static_cast<int>(std::lround(c.y));
        const float photon = per_electron * static_cast<float>(input.gain.row(y)[x]) * unit;
        const float weight2 = at(plan.x.weight2, phase_of(c.x)) * at(plan.y.weight2, phase_of(c.y));
        const float of_background = n > 0.0F ? area * area * v / n : 0.0F;
        out.noise[k] = std::sqrt(photon * std::max(0.0F, in_window) + weight2 * v + of_background) / share;

        const float core_n = sums.core_pixels[k];
        const float core_mean = core_n > 0.0F ? sums.core[k] * unit / core_n : 0.0F;
        const float bright = core_mean - background;
        out.nonuniformity[k] = kNaN;
        if (core_n < 3.0F || !(bright > 0.0F)) continue;
        const float spread =
            (sums.core_squares[k] * unit * unit - core_mean * core_mean * core_n) / (core_n - 1.0F);
        const float noise2 = (v + photon * bright) / (bright * bright);
        if (!(noise2 * std::sqrt(2.0F / (core_n - 1.0F)) < kUnevenFloor2)) continue;
        const RowStep step(c.y, plan.y.window_half_px);
        const float by_blur = (1.0F + at(plan.x.core_cv2, phase_of(c.x))) *
                                  (1.0F + at(plan.y.core_cv2, phase_of(step.center))) -
                              1.0F;
        out.nonuniformity[k] = std::sqrt(
            std::max(0.0F, spread / (bright * bright) - noise2 - by_blur * core_n / (core_n - 1.0F)));
    }
}

}  // namespace waferglow::kernel

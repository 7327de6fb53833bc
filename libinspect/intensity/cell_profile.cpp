// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/cell_profile.h"

#include "libinspect/base/parallel.h"
#include "libinspect/intensity/blurred_die.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr double kMostDies = 30000.0;
constexpr double kLeastDies = 500.0;
constexpr double kMostPixels = 4e6;  // looked at, of all dies
constexpr int kBinsPerPx = 8;
constexpr double kLeastBlur_px = 0.05;
constexpr double kMostBlur_px = 6.0;
constexpr double kSureSigmas = 12.0;  // of the profile's amplitude, for its blur to mean something

std::size_t most_dies(const WindowPlan& plan) {
    return static_cast<std::size_t>(
        std::clamp(kMostPixels / (plan.x.pitch_px * plan.y.pitch_px), kLeastDies, kMostDies));
}

double quantile(std::vector<double>& values, double q) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Mean square of values below `clip` sigmas, sigma from the values themselves, three rounds.
class ClippedVariance {
  public:
    void add(double difference) { halves_.push_back(0.5 * difference * difference); }
    void add(const ClippedVariance& other) {
        halves_.insert(halves_.end(), other.halves_.begin(), other.halves_.end());
    }
    [[nodiscard]] double value() const {
        constexpr double kClip2 = 16.0;
        double limit = HUGE_VAL;
        double mean = 0.0;
        for (int round = 0; round < 4; ++round) {
            double sum = 0.0;
            std::size_t n = 0;
            for (const double v : halves_) {
                if (v > limit) continue;
                sum += v;
                ++n;
            }
            if (n == 0) return mean;
            mean = sum / static_cast<double>(n);
            limit = kClip2 * mean;
        }
        return mean;
    }

  private:
    std::vector<double> halves_;
};

struct Bin {
    double at = 0.0;
    double value = 0.0;
    double count = 0.0;
};

/// A constant and an amplitude by weighted least squares.
struct LinearFit {
    double amplitude = 0.0;
    double residual = 0.0;  ///< weighted sum of squares
    double sigma = 0.0;     ///< of the amplitude, from the residuals
};

LinearFit fit_amplitude(const std::vector<Bin>& bins, double pitch, double die, double blur) {
    const BlurredDie light(die, blur);
    double n = 0.0, f = 0.0, ff = 0.0, y = 0.0, fy = 0.0, yy = 0.0;
    for (const Bin& bin : bins) {
        const double model = light(bin.at) + light(bin.at - pitch) + light(bin.at + pitch);
        n += bin.count;
        f += bin.count * model;
        ff += bin.count * model * model;
        y += bin.count * bin.value;
        fy += bin.count * model * bin.value;
        yy += bin.count * bin.value * bin.value;
    }
    const double spread = ff - f * f / n;
    if (!(spread > 0.0)) return {.amplitude = 0.0, .residual = HUGE_VAL, .sigma = HUGE_VAL};
    const double covariance = fy - f * y / n;
    LinearFit fit{.amplitude = covariance / spread};
    fit.residual = std::max(0.0, yy - y * y / n - covariance * covariance / spread);
    const auto freedom = std::max(1.0, static_cast<double>(bins.size()) - 3.0);
    fit.sigma = std::sqrt(fit.residual / freedom / spread);
    return fit;
}

/// Differences of pixels side by side where streets cross at the upper left of dies, without the light that
/// the four dies around spill there: pixel noise alone.
void add_crossings(const PilotDies& pilot, const PixelCorrection& correction, const WindowPlan& plan,
                   const TileMeasurements& measured, std::size_t every, ClippedVariance& variance) {
    const BlurredDie light_x(plan.x.die_px, plan.choice.blur_x_px);
    const BlurredDie light_y(plan.y.die_px, plan.choice.blur_y_px);
    const DieRect& rect = pilot.rect;
    const auto across = static_cast<std::size_t>(rect.cols());
    for (std::size_t k = 0; k < measured.size(); k += every) {
        const DieIndex die{rect.row_begin + static_cast<std::int32_t>(k / across),
                           rect.col_begin + static_cast<std::int32_t>(k % across)};
        if (die.row == rect.row_begin || die.col == rect.col_begin) continue;
        const auto spilt = [&](int x, int y) {
            double sum = 0.0;
            for (const DieIndex& from : {die, DieIndex{die.row - 1, die.col}, DieIndex{die.row, die.col - 1},
                                         DieIndex{die.row - 1, die.col - 1}}) {
                const PixelPoint c = pilot.lattice.center(from);
                sum += static_cast<double>(measured.sum[measured.index(from)]) * light_x(x - c.x) *
                       light_y(y - c.y);
            }
            return sum;
        };
        const PixelPoint right = pilot.lattice.center(die);
        const PixelPoint left = pilot.lattice.center({die.row, die.col - 1});
        const int y = static_cast<int>(std::lround(right.y - 0.5 * plan.y.pitch_px));
        const double half = std::max(1.0, 0.5 * plan.x.pitch_px - plan.x.street_begin_px);
        const double middle = 0.5 * (left.x + right.x);
        if (y < 0 || y >= pilot.tile.height) continue;
        const int end = std::min(pilot.tile.width - 1, static_cast<int>(std::floor(middle + half)));
        for (int x = std::max(0, static_cast<int>(std::ceil(middle - half))); x + 1 <= end; x += 2) {
            const double difference =
                static_cast<double>(correction.corrected(x, y, pilot.tile.at(x, y))) - spilt(x, y) -
                static_cast<double>(correction.corrected(x + 1, y, pilot.tile.at(x + 1, y))) +
                spilt(x + 1, y);
            if (std::isfinite(difference)) variance.add(difference);
        }
    }
}

/// What one pilot shows.
struct PilotShows {
    std::vector<SampledDie> dies;
    ClippedVariance variance;
};

PilotShows look_at(const PilotDies& pilot, std::size_t number, const PixelCorrection& correction,
                   const WindowPlan& plan, std::size_t every) {
    PilotShows shows;
    TileMeasurements measured;
    measure_tile(pilot.tile, correction, pilot.lattice, pilot.rect, plan, measured, pilot.presence);
    shows.dies.reserve(measured.size());
    for (std::int32_t row = pilot.rect.row_begin; row < pilot.rect.row_end; ++row) {
        for (std::int32_t col = pilot.rect.col_begin; col < pilot.rect.col_end; ++col) {
            const std::size_t k = measured.index({row, col});
            if (measured.valid[k] == 0 || measured.saturated_px[k] > 0) continue;
            shows.dies.push_back({.pilot = number,
                                  .center = pilot.lattice.center({row, col}),
                                  .sum = static_cast<double>(measured.sum[k]),
                                  .background = static_cast<double>(measured.background[k])});
        }
    }
    add_crossings(pilot, correction, plan, measured, every, shows.variance);
    return shows;
}

}  // namespace

PilotSample sample_pilots(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                          const WindowPlan& plan) {
    PilotSample sample;
    std::size_t cells = 0;
    for (const PilotDies& pilot : pilots) cells += pilot.rect.cells();
    const std::size_t every = cells / most_dies(plan) + 1;
    std::vector<PilotShows> shows(pilots.size());
    parallel_blocks(pilots.size(), 1, [&](std::size_t p, std::size_t) {
        shows[p] = look_at(pilots[p], p, correction, plan, every);
    });
    std::vector<SampledDie> all;
    all.reserve(cells);
    ClippedVariance variance;
    for (const PilotShows& one : shows) {
        all.insert(all.end(), one.dies.begin(), one.dies.end());
        variance.add(one.variance);
    }
    if (all.empty()) return sample;
    // Rounding to whole DN is noise, too; a frame without any other has this much.
    sample.background_variance = std::max(variance.value(), 1.0 / 12.0);

    std::vector<double> values;
    values.reserve(all.size());
    for (const SampledDie& die : all) values.push_back(die.sum);
    constexpr double kBright = 0.9;
    constexpr double kLitShare = 0.4;
    const double bright = quantile(values, kBright);
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    if (!(bright > std::sqrt(sample.background_variance * window_px))) return sample;
    values.clear();
    for (const SampledDie& die : all) {
        if (die.sum > kLitShare * bright && die.sum < bright / kLitShare) {
            sample.lit.push_back(die);
            values.push_back(die.sum);
        }
    }
    if (values.empty()) return sample;
    sample.typical_light = quantile(values, 0.5);
    const std::size_t keep = sample.lit.size() / most_dies(plan) + 1;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sample.lit.size(); i += keep) sample.lit[kept++] = sample.lit[i];
    sample.lit.resize(kept);
    return sample;
}

BlurFit fit_blur(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                 const PilotSample& sample, const WindowPlan& plan, Axis axis) {
    const AxisPlan& along = axis == Axis::x ? plan.x : plan.y;
    const AxisPlan& across = axis == Axis::x ? plan.y : plan.x;
    const double reach = 0.5 * along.pitch_px;
    std::vector<Bin> bins(static_cast<std::size_t>(2.0 * reach * kBinsPerPx) + 1);
    for (const SampledDie& die : sample.lit) {
        const PilotDies& pilot = pilots[die.pilot];
        const double c_along = axis == Axis::x ? die.center.x : die.center.y;
        const double c_across = axis == Axis::x ? die.center.y : die.center.x;
        const int limit_along = axis == Axis::x ? pilot.tile.width : pilot.tile.height;
        const int limit_across = axis == Axis::x ? pilot.tile.height : pilot.tile.width;
        const int b0 = std::max(0, static_cast<int>(std::ceil(c_across - across.core_half_px)));
        const int b1 =
            std::min(limit_across - 1, static_cast<int>(std::floor(c_across + across.core_half_px)));
        const int a0 = std::max(0, static_cast<int>(std::ceil(c_along - reach)));
        const int a1 = std::min(limit_along - 1, static_cast<int>(std::floor(c_along + reach)));
        for (int b = b0; b <= b1; ++b) {
            for (int a = a0; a <= a1; ++a) {
                const int x = axis == Axis::x ? a : b;
                const int y = axis == Axis::x ? b : a;
                const double d = a - c_along;
                Bin& bin =
                    bins[std::min(bins.size() - 1, static_cast<std::size_t>((d + reach) * kBinsPerPx))];
                bin.at += d;
                bin.value += static_cast<double>(correction.corrected(x, y, pilot.tile.at(x, y)));
                bin.count += 1.0;
            }
        }
    }
    std::erase_if(bins, [](const Bin& bin) { return bin.count == 0.0; });
    if (bins.size() < 5) return {};
    for (Bin& bin : bins) {
        bin.at /= bin.count;
        bin.value /= bin.count;
    }
    // The residual has one minimum over the blur: golden section.
    const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
    const auto misfit = [&](double blur) {
        return fit_amplitude(bins, along.pitch_px, along.die_px, blur).residual;
    };
    double low = kLeastBlur_px;
    double high = std::min(kMostBlur_px, 0.5 * along.pitch_px);
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double at_left = misfit(left);
    double at_right = misfit(right);
    while (high - low > 1e-3) {
        if (at_left < at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = misfit(left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = misfit(right);
        }
    }
    const double blur = 0.5 * (low + high);
    const LinearFit fit = fit_amplitude(bins, along.pitch_px, along.die_px, blur);
    if (!(fit.amplitude > kSureSigmas * fit.sigma)) return {};
    // Curvature of the residual: it grows by one bin's variance within one sigma.
    const double step = 0.05;
    const double at_step = fit_amplitude(bins, along.pitch_px, along.die_px, blur + step).residual;
    const double variance = fit.residual / std::max(1.0, static_cast<double>(bins.size()) - 3.0);
    return {.blur_px = blur,
            .sigma_px = step * std::sqrt(variance / std::max(at_step - fit.residual, 1e-12 * variance)),
            .known = true};
}

}  // namespace waferglow

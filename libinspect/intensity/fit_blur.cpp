// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/internal/fit_blur.h"

#include "libinspect/intensity/internal/blurred_die.h"
#include "libinspect/intensity/internal/dies_around.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace waferglow {
namespace {

constexpr int kBinsPerPx = 8;
constexpr double kLeastBlur_px = 0.05;
constexpr double kMostBlur_px = 6.0;
constexpr double kSureSigmas = 12.0;  // of the profile's amplitude, for its blur to mean something
constexpr double kBlurStep_px = 1e-3;

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

template <class Profile>
LinearFit fit_amplitude(const std::vector<Bin>& bins, const Profile& profile) {
    double n = 0.0, f = 0.0, ff = 0.0, y = 0.0, fy = 0.0, yy = 0.0;
    for (const Bin& bin : bins) {
        const double model = profile(bin.at);
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

/// A die between two others a pitch away.
class EvenProfile {
  public:
    EvenProfile(const AxisPlan& along, double blur) : light_(along.die_px, blur), pitch_(along.pitch_px) {}
    double operator()(double at) const { return light_(at) + light_(at - pitch_) + light_(at + pitch_); }

  private:
    BlurredDie light_;
    double pitch_;
};

/// A die among others as they lie around it, in light of its own; the mean over the parities of rows and
/// columns.
class StaggeredProfile {
  public:
    StaggeredProfile(const std::array<std::vector<DisplacedDie>, 4>& dies, const WindowPlan& plan, Axis axis,
                     double blur)
        : light_(axis == Axis::x ? plan.x.die_px : plan.y.die_px, blur) {
        const AxisPlan& beside = axis == Axis::x ? plan.y : plan.x;
        const BlurredDie across(beside.die_px, blur);
        const auto in_core = [&](double shift) {
            constexpr int kSteps = 16;
            double sum = 0.0;
            for (int i = 0; i < kSteps; ++i)
                sum += across(beside.core_half_px * ((2.0 * i + 1.0) / kSteps - 1.0) - shift);
            return sum;
        };
        const double own = in_core(0.0);
        for (const std::vector<DisplacedDie>& of_parity : dies) {
            for (const DisplacedDie& die : of_parity) {
                const double share = in_core(axis == Axis::x ? die.by_px.y : die.by_px.x) / own;
                const double at = axis == Axis::x ? die.by_px.x : die.by_px.y;
                if (share > kSeen) others_.push_back({at, share / static_cast<double>(dies.size())});
            }
        }
    }
    double operator()(double at) const {
        double sum = light_(at);
        for (const Other& other : others_) sum += other.share * light_(at - other.at);
        return sum;
    }

  private:
    static constexpr double kSeen = 1e-4;
    struct Other {
        double at = 0.0;
        double share = 0.0;
    };
    BlurredDie light_;
    std::vector<Other> others_;
};

/// Whether both neighbours along an axis lie a pitch away: not at the edges of fields.
bool has_even_neighbours(const TileLattice& lattice, PixelPoint center, Axis axis) {
    const GridSteps& steps = lattice.steps;
    if (!steps.gaps_x() && !steps.gaps_y()) return true;
    const auto [row, col] = lattice.nearest(center);
    return axis == Axis::x ? steps.field_of_col(col - 1) == steps.field_of_col(col + 1)
                           : steps.field_of_row(row - 1) == steps.field_of_row(row + 1);
}

/// Light against the distance from a die's centre along `axis`, the mean over the core of many dies.
std::vector<Bin> mean_profile(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                              const PilotSample& sample, const WindowPlan& plan, Axis axis) {
    const double across_half_px = axis == Axis::x ? plan.y.core_half_px : plan.x.core_half_px;
    const double reach = 0.5 * (axis == Axis::x ? plan.x.pitch_px : plan.y.pitch_px);
    std::vector<Bin> bins(static_cast<std::size_t>(2.0 * reach * kBinsPerPx) + 1);
    const auto first = [](double v) { return std::max(0, static_cast<int>(std::ceil(v))); };
    const auto last = [](double v, int size) { return std::min(size - 1, static_cast<int>(std::floor(v))); };
    for (const SampledDie& die : sample.lit) {
        if (!has_even_neighbours(pilots[die.pilot].lattice, die.center, axis)) continue;
        const ImageView& tile = pilots[die.pilot].tile;
        const double half_x = axis == Axis::x ? reach : across_half_px;
        const double half_y = axis == Axis::x ? across_half_px : reach;
        const int x1 = last(die.center.x + half_x, tile.width);
        const int y1 = last(die.center.y + half_y, tile.height);
        for (int y = first(die.center.y - half_y); y <= y1; ++y) {
            for (int x = first(die.center.x - half_x); x <= x1; ++x) {
                const double d = axis == Axis::x ? x - die.center.x : y - die.center.y;
                Bin& bin =
                    bins[std::min(bins.size() - 1, static_cast<std::size_t>((d + reach) * kBinsPerPx))];
                bin.at += d;
                bin.value += static_cast<double>(correction.corrected(x, y, tile.at(x, y)));
                bin.count += 1.0;
            }
        }
    }
    std::erase_if(bins, [](const Bin& bin) { return bin.count == 0.0; });
    for (Bin& bin : bins) {
        bin.at /= bin.count;
        bin.value /= bin.count;
    }
    return bins;
}

/// Where `misfit` has its minimum between the least blur and `most_px`, by golden section from the middle:
/// towards the widest blur the residual may fall again, where a search from the ends (Brent's) is caught.
template <class Misfit>
double minimum(const Misfit& misfit, double most_px) {
    const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
    double low = kLeastBlur_px;
    double high = most_px;
    double left = high - golden * (high - low);
    double right = low + golden * (high - low);
    double at_left = misfit(left);
    double at_right = misfit(right);
    while (high - low > kBlurStep_px) {
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
    return 0.5 * (low + high);
}

}  // namespace

BlurFit fit_blur(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                 const PilotSample& sample, const WindowPlan& plan, Axis axis) {
    const AxisPlan& along = axis == Axis::x ? plan.x : plan.y;
    const std::vector<Bin> bins = mean_profile(pilots, correction, sample, plan, axis);
    if (bins.size() < 5) return {};
    std::array<std::vector<DisplacedDie>, 4> around;
    if (!plan.around.empty()) around = displaced_dies(pilots.front().lattice);
    const auto fit_at = [&](double blur) {
        if (plan.around.empty()) return fit_amplitude(bins, EvenProfile(along, blur));
        return fit_amplitude(bins, StaggeredProfile(around, plan, axis, blur));
    };
    const double blur =
        minimum([&](double b) { return fit_at(b).residual; }, std::min(kMostBlur_px, 0.5 * along.pitch_px));
    const LinearFit fit = fit_at(blur);
    if (!(fit.amplitude > kSureSigmas * fit.sigma)) return {};
    // Curvature of the residual: it grows by one bin's variance within one sigma.
    const double step = 0.05;
    const double at_step = fit_at(blur + step).residual;
    const double variance = fit.residual / std::max(1.0, static_cast<double>(bins.size()) - 3.0);
    return {.blur_px = blur,
            .sigma_px = step * std::sqrt(variance / std::max(at_step - fit.residual, 1e-12 * variance)),
            .known = true};
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/blurred_die.h"
#include "libinspect/intensity/cell_profile.h"
#include "libinspect/intensity/windows.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace waferglow {
namespace {

constexpr double kUsualBlur_px = 0.7;
constexpr double kUsualBlurError_px = 0.2;
constexpr double kHintedBlur_px = 0.02;  // error of a blur that another channel of the same optics showed
constexpr double kPixelBlur2_px2 = 1.0 / 12.0;
constexpr double kSameSigmas = 3.0;
constexpr double kGuardBlurs = 3.5;            // beyond them a die's light is below a thousandth
constexpr double kLeastSpill = 0.005;          // under which streets are trusted
constexpr double kMostSpill = 0.08;            // of a die's light in a window's worth of street pixels
constexpr double kMostBackgroundNoise = 0.04;  // variance that it may add to that of the window
constexpr double kPlaceError_px = 0.015;       // of dies, common to those around
constexpr double kBackgroundVaries = 0.03;     // against the dies' light, beyond what normalisation takes out
constexpr double kLightVaries = 0.0005;        // share of it that may be background in one place only
constexpr double kTrusted = 0.97;              // streets that tell so much are believed
constexpr double kMarginStep_px = 0.125;
constexpr double kWiderCosts = 1.004;  // in noise: a wider window forgives more
constexpr double kEnoughCaptured = 0.998;
constexpr double kCompleteBlurs =
    5.0;  // a margin so wide, and a pixel, holds all light: wider adds noise only
constexpr double kMostNeighbour = 0.02;  // of a neighbour's light in the window, an axis

double mean_of(const AxisPlan::Table& table) {
    return std::accumulate(table.begin(), table.end(), 0.0) / static_cast<double>(table.size());
}

/// Guards that stay clear of the dies' blur where the street is wide enough, and else leave a line of pixels.
double guard_of(double street_px, double blur_px) {
    const double clear = kGuardBlurs * std::sqrt(blur_px * blur_px + kPixelBlur2_px2) + 0.5;
    const double left_px = street_px >= 4.0 ? 1.0 : street_px >= 2.5 ? 0.75 : 0.5;
    const double widest = 0.5 * street_px - left_px;
    return std::max(0.0, std::min(std::max(clear, 0.25 * street_px), widest));
}

WindowChoice with_guards(const TileLattice& lattice, WindowChoice choice) {
    const double street_x = std::hypot(lattice.along_col.x, lattice.along_col.y) - lattice.die_width_px;
    const double street_y = std::hypot(lattice.along_row.x, lattice.along_row.y) - lattice.die_height_px;
    choice.guard_x_px = guard_of(street_x, choice.blur_x_px);
    choice.guard_y_px = guard_of(street_y, choice.blur_y_px);
    choice.crossings_only = false;
    const WindowPlan plan = plan_windows(lattice, choice);
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    choice.crossings_only = plan.spill_per_px * window_px > kMostSpill;
    return choice;
}

/// Variances of the share of a die's light that its window catches.
struct WindowNoise {
    double seen = 0.0;        ///< that share, DN
    double window = 0.0;      ///< photons and pixel noise
    double background = 0.0;  ///< of what is taken off
    double misplaced = 0.0;   ///< of that, too, because dies don't lie quite where they should
    [[nodiscard]] double relative() const { return std::sqrt(window + background) / seen; }
    [[nodiscard]] double of_background() const { return background + misplaced; }
};

/// For a die of `light` DN and street pixels of this variance, beside the light that dies spill there.
WindowNoise window_noise(const WindowPlan& plan, double light, double variance) {
    const double captured = mean_of(plan.x.captured) * mean_of(plan.y.captured);
    const double weight2 = mean_of(plan.x.weight2) * mean_of(plan.y.weight2);
    const double photon = plan.choice.dn_per_electron;
    const double under = 4.0 * plan.x.window_half_px * plan.y.window_half_px / plan.clear_share;
    const double background_px = (2 * plan.smooth_rows + 1) * (2 * plan.smooth_cols + 1) * plan.street_px;
    WindowNoise noise{.seen = light * captured};
    noise.window = photon * noise.seen + weight2 * variance;
    noise.background = under * under / background_px * (variance + photon * plan.spill_per_px * light);
    const double misplaced = under * kPlaceError_px * plan.spill_slope * light;
    noise.misplaced = misplaced * misplaced;
    return noise;
}

/// Final guards. Where streets are full of the dies' light, their crossings have the least of it; but they
/// are few, and where their noise would be felt all of the streets is taken if that is better.
WindowChoice with_background(const TileLattice& lattice, const WindowChoice& choice, double light,
                             double variance) {
    const WindowChoice crossings = with_guards(lattice, choice);
    if (!crossings.crossings_only) return crossings;
    WindowChoice streets = crossings;
    streets.crossings_only = false;
    const WindowNoise of_crossings = window_noise(plan_windows(lattice, crossings), light, variance);
    const WindowNoise of_streets = window_noise(plan_windows(lattice, streets), light, variance);
    const bool felt = of_crossings.of_background() > kMostBackgroundNoise * of_crossings.window;
    return felt && of_streets.of_background() < of_crossings.of_background() ? streets : crossings;
}

/// The margin of least noise, and then wider as long as that costs next to nothing.
WindowChoice with_margins(const TileLattice& lattice, WindowChoice choice, double light, double variance) {
    const double street =
        std::max(std::hypot(lattice.along_col.x, lattice.along_col.y) - lattice.die_width_px,
                 std::hypot(lattice.along_row.x, lattice.along_row.y) - lattice.die_height_px);
    const double least = -0.5;
    struct Candidate {
        double margin_px = 0.0;
        double noise = 0.0;
        double captured = 0.0;
        double neighbour = 0.0;
    };
    const double widest =
        std::min(0.5 * street, kCompleteBlurs * std::max(choice.blur_x_px, choice.blur_y_px) + 1.0);
    std::vector<Candidate> candidates(static_cast<std::size_t>(std::ceil((widest - least) / kMarginStep_px)) +
                                      1);
    parallel_blocks(candidates.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            WindowChoice wider = choice;
            wider.margin_x_px = wider.margin_y_px = least + static_cast<double>(i) * kMarginStep_px;
            const WindowPlan plan = plan_windows(lattice, wider);
            candidates[i] = {wider.margin_x_px, window_noise(plan, light, variance).relative(),
                             mean_of(plan.x.captured) * mean_of(plan.y.captured),
                             std::max(mean_of(plan.x.neighbour), mean_of(plan.y.neighbour))};
        }
    });
    const double best = std::ranges::min(candidates, {}, &Candidate::noise).noise;
    double chosen = least;
    for (const Candidate& candidate : candidates) {
        if (candidate.noise > kWiderCosts * best) continue;
        if (chosen > least && candidate.neighbour > kMostNeighbour) break;
        chosen = candidate.margin_px;
        if (candidate.captured > kEnoughCaptured) break;
    }
    choice.margin_x_px = chosen;
    choice.margin_y_px = chosen;
    return choice;
}

double median(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Finds out how far the streets are to be trusted: what they say of the background is weighed, by variances,
/// against a share of the dies' light, the same everywhere. An error of that share is common to all dies and
/// leaves no trace in their relative light.
WindowChoice with_trust(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                        const WindowPlan& plan, double light, double variance) {
    WindowChoice choice = plan.choice;
    const WindowNoise noise = window_noise(plan, light, variance);
    const PilotSample sample = sample_pilots(pilots, correction, plan);
    if (sample.lit.empty()) return choice;
    std::vector<double> backgrounds;
    for (const SampledDie& die : sample.lit) backgrounds.push_back(die.background);
    const double area = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    const double background = area * median(backgrounds);
    const double varies = kBackgroundVaries * std::abs(background) + kLightVaries * noise.seen;
    const double trust = varies * varies / (varies * varies + noise.of_background());
    if (trust > kTrusted) return choice;
    choice.street_trust = trust;
    choice.background_share = background / (noise.seen + background);
    return choice;
}

/// A first plan from usual optics.
WindowChoice first_choice(const TileLattice& lattice, const WindowHints& hints) {
    const double blur = hints.blur_px > 0.0 ? hints.blur_px : kUsualBlur_px;
    WindowChoice choice{.margin_x_px = blur, .margin_y_px = blur, .blur_x_px = blur, .blur_y_px = blur};
    choice.dn_per_electron = hints.dn_per_electron;
    choice.read_noise_dn = hints.read_noise_dn;
    return with_guards(lattice, choice);
}

/// The blur that the pilots show, or the hint where that is more certain.
WindowChoice with_blur(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                       const PilotSample& sample, const WindowPlan& plan, const WindowHints& hints,
                       WindowChoice choice) {
    const double trusted_px = hints.blur_px > 0.0 ? kHintedBlur_px : kUsualBlurError_px;
    const BlurFit x = fit_blur(pilots, correction, sample, plan, Axis::x);
    const BlurFit y = fit_blur(pilots, correction, sample, plan, Axis::y);
    const bool x_tells = x.known && x.sigma_px < trusted_px;
    const bool y_tells = y.known && y.sigma_px < trusted_px;
    if (x_tells) choice.blur_x_px = x.blur_px;
    if (y_tells) choice.blur_y_px = y.blur_px;
    // Optics blur alike in both directions, but for what the data say with certainty.
    if (x_tells && y_tells &&
        std::abs(x.blur_px - y.blur_px) < kSameSigmas * std::hypot(x.sigma_px, y.sigma_px)) {
        const double weight_x = 1.0 / (x.sigma_px * x.sigma_px);
        const double weight_y = 1.0 / (y.sigma_px * y.sigma_px);
        choice.blur_x_px = (weight_x * x.blur_px + weight_y * y.blur_px) / (weight_x + weight_y);
        choice.blur_y_px = choice.blur_x_px;
    }
    return choice;
}

}  // namespace

WindowPlan choose_windows(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                          const WindowHints& hints) {
    if (pilots.empty()) {
        throw Error(ErrorKind::usage,
                    "windows can't be chosen without a pilot tile: its lattice gives the die's size");
    }
    const TileLattice& lattice = pilots.front().lattice;
    WindowChoice choice = first_choice(lattice, hints);
    WindowPlan plan = plan_windows(lattice, choice);
    PilotSample sample = sample_pilots(pilots, correction, plan);
    if (sample.lit.empty()) return plan;

    choice = with_blur(pilots, correction, sample, plan, hints, choice);
    choice = with_guards(lattice, choice);
    plan = plan_windows(lattice, choice);
    sample = sample_pilots(pilots, correction, plan);
    if (choice.dn_per_electron == 0.0) {
        choice.dn_per_electron = dn_per_electron_of(pilots, correction, sample, plan);
    }
    choice = with_margins(lattice, choice, sample.typical_light, sample.background_variance);
    plan = plan_windows(lattice,
                        with_background(lattice, choice, sample.typical_light, sample.background_variance));
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    if (plan.spill_per_px * window_px < kLeastSpill) return plan;
    plan.choice = with_trust(pilots, correction, plan, sample.typical_light, sample.background_variance);
    return plan;
}

double estimate_dn_per_electron(std::span<const PilotDies> pilots, const PixelCorrection& correction) {
    return pilots.empty() ? 0.0 : choose_windows(pilots, correction).choice.dn_per_electron;
}

}  // namespace waferglow

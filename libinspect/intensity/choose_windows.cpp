// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/internal/fit_blur.h"
#include "libinspect/intensity/internal/light_per_electron.h"
#include "libinspect/intensity/internal/pilot_sample.h"
#include "libinspect/intensity/windows.h"

#include <algorithm>
#include <array>
#include <cmath>
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

/// Guards that stay clear of the dies' blur where the street is wide enough, and else leave a line of pixels.
double guard_of(double street_px, double blur_px) {
    const double clear = kGuardBlurs * std::sqrt(blur_px * blur_px + kPixelBlur2_px2) + 0.5;
    const double left_px = street_px >= 4.0 ? 1.0 : street_px >= 2.5 ? 0.75 : 0.5;
    const double widest = 0.5 * street_px - left_px;
    return std::max(0.0, std::min(std::max(clear, 0.25 * street_px), widest));
}

WindowPlan with_guards(const WindowPlanner& planner, WindowChoice choice) {
    choice.guard_x_px = guard_of(planner.street_x_px(), planner.blur_x_px());
    choice.guard_y_px = guard_of(planner.street_y_px(), planner.blur_y_px());
    choice.crossings_only = false;
    WindowPlan plan = planner.plan(choice);
    if (!plan.around.empty()) return plan;  // crossings are lit, too
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    if (plan.spill_per_px * window_px <= kMostSpill) return plan;
    choice.crossings_only = true;
    return planner.plan(choice);
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

double over_both(const WindowPlan& plan, float AxisPlan::Window::*of) {
    return plan.x.mean(of) * plan.y.mean(of);
}

/// For a die of `light` DN and street pixels of this variance, beside the light that dies spill there.
WindowNoise window_noise(const WindowPlan& plan, double light, double variance) {
    const double captured = over_both(plan, &AxisPlan::Window::captured);
    const double weight2 = over_both(plan, &AxisPlan::Window::weight2);
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
WindowPlan with_background(const WindowPlanner& planner, const WindowChoice& choice, double light,
                           double variance) {
    WindowPlan crossings = with_guards(planner, choice);
    if (!crossings.choice.crossings_only) return crossings;
    WindowChoice all = crossings.choice;
    all.crossings_only = false;
    WindowPlan streets = planner.plan(all);
    const WindowNoise of_crossings = window_noise(crossings, light, variance);
    const WindowNoise of_streets = window_noise(streets, light, variance);
    const bool felt = of_crossings.of_background() > kMostBackgroundNoise * of_crossings.window;
    return felt && of_streets.of_background() < of_crossings.of_background() ? streets : crossings;
}

/// The margin of least noise, and then wider as long as that costs next to nothing.
WindowChoice with_margins(const WindowPlanner& planner, WindowChoice choice, double light, double variance) {
    const double street = std::max(planner.street_x_px(), planner.street_y_px());
    const double least = -0.5;
    struct Candidate {
        double margin_px = 0.0;
        double noise = 0.0;
        double captured = 0.0;
        double neighbour = 0.0;
    };
    const double widest =
        std::min(0.5 * street, kCompleteBlurs * std::max(planner.blur_x_px(), planner.blur_y_px()) + 1.0);
    std::vector<Candidate> candidates(static_cast<std::size_t>(std::ceil((widest - least) / kMarginStep_px)) +
                                      1);
    parallel_blocks(candidates.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            WindowChoice wider = choice;
            wider.margin_x_px = wider.margin_y_px = least + static_cast<double>(i) * kMarginStep_px;
            const WindowPlan plan = planner.plan(wider);
            candidates[i] = {
                wider.margin_x_px, window_noise(plan, light, variance).relative(),
                over_both(plan, &AxisPlan::Window::captured),
                std::max({plan.x.mean(&AxisPlan::Window::neighbour),
                          plan.y.mean(&AxisPlan::Window::neighbour), plan.around.most_in_window})};
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
    const double background = area * upper_median(backgrounds);
    const double varies = kBackgroundVaries * std::abs(background) + kLightVaries * noise.seen;
    const double trust = varies * varies / (varies * varies + noise.of_background());
    if (trust > kTrusted) return choice;
    choice.street_trust = trust;
    choice.background_share = background / (noise.seen + background);
    return choice;
}

/// A first plan from usual optics.
WindowPlan first_plan(const TileLattice& lattice, const WindowHints& hints) {
    const double blur = hints.blur_px > 0.0 ? hints.blur_px : kUsualBlur_px;
    WindowChoice choice{.margin_x_px = blur, .margin_y_px = blur, .blur_x_px = blur, .blur_y_px = blur};
    choice.dn_per_electron = hints.dn_per_electron;
    choice.read_noise_dn = hints.read_noise_dn;
    return with_guards(WindowPlanner(lattice, blur, blur), choice);
}

/// The blur that the pilots show, or the hint where that is more certain.
WindowChoice with_blur(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                       const PilotSample& sample, const WindowPlan& plan, const WindowHints& hints) {
    WindowChoice choice = plan.choice;
    const double trusted_px = hints.blur_px > 0.0 ? kHintedBlur_px : kUsualBlurError_px;
    std::array<BlurFit, 2> fits;
    parallel_blocks(fits.size(), 1, [&](std::size_t axis, std::size_t) {
        fits[axis] = fit_blur(pilots, correction, sample, plan, axis == 0 ? Axis::x : Axis::y);
    });
    const auto& [x, y] = fits;
    // Across staggered rows the next dies lie otherwise than the profile's model has them.
    const bool rows_staggered = !plan.x.next_row.empty();
    const bool x_tells = x.known && x.sigma_px < trusted_px;
    const bool y_tells = y.known && y.sigma_px < trusted_px && !rows_staggered;
    if (!plan.around.empty()) {
        // Staggered neighbours fill the profiles: what they tell together is more certain than any
        // difference.
        const double weight_x = x_tells ? 1.0 / (x.sigma_px * x.sigma_px) : 0.0;
        const double weight_y = y_tells ? 1.0 / (y.sigma_px * y.sigma_px) : 0.0;
        if (!x_tells && !y_tells) return choice;
        const double blur = (weight_x * x.blur_px + weight_y * y.blur_px) / (weight_x + weight_y);
        choice.blur_x_px = choice.blur_y_px = blur;
        return choice;
    }
    if (rows_staggered && x_tells) choice.blur_y_px = x.blur_px;
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
    WindowPlan plan = first_plan(lattice, hints);
    PilotSample sample = sample_pilots(pilots, correction, plan);
    if (sample.lit.empty()) return plan;

    WindowChoice choice = with_blur(pilots, correction, sample, plan, hints);
    const WindowPlanner planner(lattice, choice.blur_x_px, choice.blur_y_px);
    plan = with_guards(planner, choice);
    choice = plan.choice;
    sample = sample_pilots(pilots, correction, plan);
    if (choice.dn_per_electron == 0.0) {
        choice.dn_per_electron = dn_per_electron_of(pilots, correction, sample, plan);
    }
    choice = with_margins(planner, choice, sample.typical_light, sample.background_variance);
    plan = with_background(planner, choice, sample.typical_light, sample.background_variance);
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    if (plan.spill_per_px * window_px < kLeastSpill) return plan;
    plan.choice = with_trust(pilots, correction, plan, sample.typical_light, sample.background_variance);
    return plan;
}

}  // namespace waferglow

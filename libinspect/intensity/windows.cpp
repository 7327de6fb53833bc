// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/windows.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/blurred_die.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kLeastWindowHalf_px = 1.0;
constexpr double kLeastCoreHalf_px = 1.0;
constexpr double kBackgroundNoiseShare = 0.04;  // variance that the background may add to that of the window
constexpr int kLeastSmooth = 2;
constexpr int kMostSmooth = 8;

/// Mean of `value(d)` over pixel offsets d from the die's centre with begin <= |d| <= end, and their number.
struct Mean {
    double sum = 0.0;
    double sum2 = 0.0;
    int count = 0;
};

template <class F>
Mean mean_between(double phase, double begin, double end, F value) {
    Mean mean;
    for (int i = static_cast<int>(std::ceil(phase - end)); i <= static_cast<int>(std::floor(phase + end));
         ++i) {
        const double d = i - phase;
        if (std::abs(d) < begin) continue;
        const double v = value(d);
        mean.sum += v;
        mean.sum2 += v * v;
        ++mean.count;
    }
    return mean;
}

AxisPlan plan_axis(double pitch_px, double die_px, double margin_px, double guard_px, double blur_px) {
    AxisPlan axis;
    axis.pitch_px = pitch_px;
    axis.die_px = die_px;
    axis.window_half_px = std::max(std::min(0.5 * die_px + margin_px, 0.5 * pitch_px),
                                   std::min(kLeastWindowHalf_px, 0.5 * pitch_px));
    axis.street_begin_px = 0.5 * die_px + guard_px;
    axis.core_half_px = std::max(0.5 * die_px - 1.0 - blur_px, kLeastCoreHalf_px);

    const BlurredDie light(die_px, blur_px);
    const auto with_neighbours = [&](double d) {
        return light(d) + light(d - pitch_px) + light(d + pitch_px);
    };
    const auto weight = [&](double d) {
        return std::clamp(axis.window_half_px + 0.5 - std::abs(d), 0.0, 1.0);
    };
    double street_light = 0.0;
    int street_pixels = 0;
    double core_light = 0.0;
    int core_pixels = 0;
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        const double phase = static_cast<double>(k) / static_cast<double>(AxisPlan::kPhases);
        const double reach = axis.window_half_px + 0.5;
        axis.captured[k] = static_cast<float>(
            mean_between(phase, 0.0, reach, [&](double d) { return weight(d) * light(d); }).sum);
        axis.neighbour[k] =
            static_cast<float>(0.5 * mean_between(phase, 0.0, reach, [&](double d) {
                                         return weight(d) * (light(d - pitch_px) + light(d + pitch_px));
                                     }).sum);
        axis.weight2[k] = static_cast<float>(mean_between(phase, 0.0, reach, weight).sum2);
        const Mean core = mean_between(phase, 0.0, axis.core_half_px, with_neighbours);
        const double mean = core.sum / core.count;
        axis.core_cv2[k] = static_cast<float>(std::max(0.0, core.sum2 / core.count / (mean * mean) - 1.0));
        core_light += core.sum;
        core_pixels += core.count;
        const Mean street = mean_between(phase, axis.street_begin_px, 0.5 * pitch_px, with_neighbours);
        street_light += street.sum;
        street_pixels += street.count;
    }
    axis.street_share = street_pixels > 0 ? street_light / street_pixels : with_neighbours(0.5 * pitch_px);
    axis.die_share = core_light / core_pixels;
    return axis;
}

/// Pixels of one cell that count as background, and the dies' light on them in the mean.
struct Street {
    double pixels = 0.0;
    double share = 0.0;
};

Street street_of(const WindowPlan& plan) {
    const double rows = std::max(1.0, plan.y.pitch_px - 2.0 * plan.y.street_begin_px);
    const double cols = std::max(1.0, plan.x.pitch_px - 2.0 * plan.x.street_begin_px);
    if (plan.choice.crossings_only) return {rows * cols, plan.x.street_share * plan.y.street_share};
    const double between_rows = plan.streets_y ? rows * plan.x.pitch_px : 0.0;
    const double between_cols = plan.streets_x ? cols * 2.0 * plan.y.core_half_px : 0.0;
    const double all = between_rows + between_cols;
    return {all, (between_rows * plan.y.street_share / plan.x.pitch_px +
                  between_cols * plan.x.street_share * plan.y.die_share) /
                     all};
}

}  // namespace

WindowPlan plan_windows(const TileLattice& lattice, const WindowChoice& choice) {
    const double pitch_x = std::hypot(lattice.along_col.x, lattice.along_col.y);
    const double pitch_y = std::hypot(lattice.along_row.x, lattice.along_row.y);
    if (!(lattice.die_width_px > 0.0 && lattice.die_height_px > 0.0 && pitch_x >= 2.0 && pitch_y >= 2.0)) {
        throw Error(
            ErrorKind::input,
            fmt::format("dies of {} x {} pixels at a pitch of {} x {} can't be measured: a die must have a "
                        "size, and the pitch at least 2 pixels",
                        lattice.die_width_px, lattice.die_height_px, pitch_x, pitch_y));
    }
    // Along the pixel axes a tilted die has slanted edges: uniform over tilt * side, variance 1/12 of its
    // square.
    const auto with_tilt = [](double blur, double slant) {
        return std::sqrt(blur * blur + slant * slant / 12.0);
    };
    const double slant_x = lattice.die_height_px * lattice.along_row.x / pitch_y;
    const double slant_y = lattice.die_width_px * lattice.along_col.y / pitch_x;

    WindowPlan plan;
    plan.choice = choice;
    plan.x = plan_axis(pitch_x, lattice.die_width_px, choice.margin_x_px, choice.guard_x_px,
                       with_tilt(choice.blur_x_px, slant_x));
    plan.y = plan_axis(pitch_y, lattice.die_height_px, choice.margin_y_px, choice.guard_y_px,
                       with_tilt(choice.blur_y_px, slant_y));
    const double street_x = plan.x.pitch_px - 2.0 * plan.x.street_begin_px;
    const double street_y = plan.y.pitch_px - 2.0 * plan.y.street_begin_px;
    plan.streets_y = choice.crossings_only || street_y >= 1.0 || street_y >= street_x;
    plan.streets_x = choice.crossings_only || street_x >= 1.0 || street_x > street_y;

    const Street street = street_of(plan);
    plan.spill_per_px = street.share;
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    int smooth = kLeastSmooth;
    while (smooth < kMostSmooth &&
           window_px > kBackgroundNoiseShare * (2 * smooth + 1) * (2 * smooth + 1) * street.pixels) {
        ++smooth;
    }
    plan.smooth_cols = smooth;
    plan.smooth_rows = smooth;
    return plan;
}

}  // namespace waferglow

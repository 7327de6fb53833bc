// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/windows.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/blurred_die.h"
#include "libinspect/intensity/strips.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kLeastWindowHalf_px = 1.0;
constexpr double kLeastCoreHalf_px = 1.0;
constexpr double kBackgroundNoiseShare = 0.04;  // variance that the background may add to that of the window
constexpr int kLeastSmooth = 2;
constexpr int kMostSmooth = 12;

/// Sums of values over pixels.
struct Sums {
    double sum = 0.0;
    double sum2 = 0.0;
    int count = 0;
    void add(double v) {
        sum += v;
        sum2 += v * v;
        ++count;
    }
    [[nodiscard]] double mean() const { return sum / count; }
    /// Square of the coefficient of variation.
    [[nodiscard]] double cv2() const { return std::max(0.0, sum2 / count / (mean() * mean()) - 1.0); }
};

/// Calls `body(d)` for the pixels whose distance d from the die's centre has begin <= |d| <= end.
template <class Body>
void for_pixels(double phase, double begin, double end, Body body) {
    for (int i = static_cast<int>(std::ceil(phase - end)); i <= static_cast<int>(std::floor(phase + end));
         ++i) {
        if (std::abs(i - phase) >= begin) body(i - phase);
    }
}

double phase_of(std::size_t node) {
    return static_cast<double>(node) / static_cast<double>(AxisPlan::kPhases);
}

/// Lengths of an axis, and the tables of its windows.
AxisPlan plan_windows_of(double pitch_px, double die_px, double margin_px, double guard_px, double blur_px) {
    AxisPlan axis;
    axis.pitch_px = pitch_px;
    axis.die_px = die_px;
    axis.window_half_px = std::max(std::min(0.5 * die_px + margin_px, 0.5 * pitch_px),
                                   std::min(kLeastWindowHalf_px, 0.5 * pitch_px));
    axis.street_begin_px = 0.5 * die_px + guard_px;
    axis.core_half_px = std::max(0.5 * die_px - 1.0 - blur_px, kLeastCoreHalf_px);
    const BlurredDie light(die_px, blur_px);
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        double captured = 0.0;
        double neighbour = 0.0;
        double weight2 = 0.0;
        for_pixels(phase_of(k), 0.0, axis.window_half_px + 0.5, [&](double d) {
            const double weight = std::clamp(axis.window_half_px + 0.5 - std::abs(d), 0.0, 1.0);
            captured += weight * light(d);
            neighbour += 0.5 * weight * (light(d - pitch_px) + light(d + pitch_px));
            weight2 += weight * weight;
        });
        axis.captured[k] = static_cast<float>(captured);
        axis.neighbour[k] = static_cast<float>(neighbour);
        axis.weight2[k] = static_cast<float>(weight2);
    }
    return axis;
}

/// What blur makes of core and streets; x takes the pixels at each die's own place, y the rows of its strip.
void plan_core_and_street(AxisPlan& axis, double blur_px, bool by_rows) {
    const BlurredDie light(axis.die_px, blur_px);
    const auto with_neighbours = [&](double d) {
        return light(d) + light(d - axis.pitch_px) + light(d + axis.pitch_px);
    };
    Sums all_core;
    Sums all_street;
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        Sums core;
        const auto in_core = [&](double d) {
            core.add(with_neighbours(d));
            all_core.add(with_neighbours(d));
        };
        Sums street;
        const auto in_street = [&](double d) {
            street.add(with_neighbours(d));
            all_street.add(with_neighbours(d));
        };
        if (by_rows) {
            const kernel::RowClasses rows(kernel::RowStep(phase_of(k), axis.window_half_px), axis, true);
            for (int y = rows.core.begin; y < rows.core.end; ++y) in_core(y - phase_of(k));
            for (int y = rows.street.begin; y < rows.street.end; ++y) in_street(y - phase_of(k));
        } else {
            for_pixels(phase_of(k), 0.0, axis.core_half_px, in_core);
            for_pixels(phase_of(k), axis.street_begin_px, 0.5 * axis.pitch_px, in_street);
        }
        axis.street[k] = street.count > 0 ? static_cast<float>(street.mean()) : 0.0F;
        axis.core_cv2[k] = core.count > 0 ? static_cast<float>(core.cv2()) : 0.0F;
    }
    axis.street_share = all_street.count > 0 ? all_street.mean() : with_neighbours(0.5 * axis.pitch_px);
    axis.core_share = all_core.count > 0 ? all_core.mean() : 1.0 / axis.die_px;
}

AxisPlan plan_axis(double pitch_px, double die_px, double margin_px, double guard_px, double blur_px,
                   bool by_rows) {
    AxisPlan axis = plan_windows_of(pitch_px, die_px, margin_px, guard_px, blur_px);
    plan_core_and_street(axis, blur_px, by_rows);
    return axis;
}

/// Works out how many pixels of a cell are background, what share of them lies between rows, and how much of
/// the dies' light they see.
void plan_streets(WindowPlan& plan) {
    const double rows = std::max(1.0, plan.y.pitch_px - 2.0 * plan.y.street_begin_px);
    const double cols = std::max(1.0, plan.x.pitch_px - 2.0 * plan.x.street_begin_px);
    if (plan.choice.crossings_only) {
        plan.row_share = 0.0;
        plan.spill_per_px = plan.x.street_share * plan.y.street_share;
        plan.street_px = rows * cols;
        return;
    }
    const double between_rows = plan.streets_y ? rows * plan.x.pitch_px : 0.0;
    const double between_cols = plan.streets_x ? cols * 2.0 * plan.y.core_half_px : 0.0;
    plan.row_share = between_rows / (between_rows + between_cols);
    plan.spill_per_px = plan.row_share * plan.y.street_share / plan.x.pitch_px +
                        (1.0 - plan.row_share) * plan.x.street_share * plan.y.core_share;
    plan.street_px = between_rows + between_cols;
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
                       with_tilt(choice.blur_x_px, slant_x), false);
    plan.y = plan_axis(pitch_y, lattice.die_height_px, choice.margin_y_px, choice.guard_y_px,
                       with_tilt(choice.blur_y_px, slant_y), true);
    const double street_x = plan.x.pitch_px - 2.0 * plan.x.street_begin_px;
    const double street_y = plan.y.pitch_px - 2.0 * plan.y.street_begin_px;
    plan.streets_y = choice.crossings_only || street_y >= 1.0 || street_y >= street_x;
    plan.streets_x = choice.crossings_only || street_x >= 1.0 || street_x > street_y;

    plan_streets(plan);
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    int smooth = kLeastSmooth;
    while (smooth < kMostSmooth &&
           window_px > kBackgroundNoiseShare * (2 * smooth + 1) * (2 * smooth + 1) * plan.street_px) {
        ++smooth;
    }
    plan.smooth_cols = smooth;
    plan.smooth_rows = smooth;
    return plan;
}

}  // namespace waferglow

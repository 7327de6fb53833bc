// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/windows.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/blurred_die.h"
#include "libinspect/intensity/strips.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kLeastWindowHalf_px = 1.0;
constexpr double kLeastCoreHalf_px = 1.0;
constexpr double kBackgroundNoiseShare = 0.04;  // variance that the background may add to that of the window
constexpr double kNarrowestStreet_px = 1.0;     // for both directions of streets to be used
constexpr double kLeastStreet_px = 0.1;
constexpr double kLeastClear = 0.05;
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

/// Adds up the light that pixels see of a die and of those before and after it.
class LightSums {
  public:
    LightSums(const AxisPlan& axis, double blur_px)
        : light_(axis.die_px, blur_px), pitch_px_(axis.pitch_px) {}

    void add(double d) {
        ++count_;
        own_ += light_(d);
        before_ += light_(d + pitch_px_);
        after_ += light_(d - pitch_px_);
    }
    void add_with_slope(double d) {
        add(d);
        slope_ += (all(d + kStep_px) - all(d - kStep_px)) / (2.0 * kStep_px);
    }
    void write(std::size_t node, AxisPlan::PixelLight& to) {
        to.count[node] = static_cast<float>(count_);
        to.own[node] = static_cast<float>(own_);
        to.before[node] = static_cast<float>(before_);
        to.after[node] = static_cast<float>(after_);
        constexpr double kNodes = AxisPlan::kPhases + 1;
        to.mean_count += count_ / kNodes;
        to.mean_light += (own_ + before_ + after_) / kNodes;
        to.slope2 += slope_ * slope_ / kNodes;
        *this = LightSums(light_, pitch_px_);
    }

  private:
    LightSums(const BlurredDie& light, double pitch_px) : light_(light), pitch_px_(pitch_px) {}
    [[nodiscard]] double all(double d) const {
        return light_(d) + light_(d + pitch_px_) + light_(d - pitch_px_);
    }

    static constexpr double kStep_px = 0.01;
    BlurredDie light_;
    double pitch_px_;
    double slope_ = 0.0;
    int count_ = 0;
    double own_ = 0.0;
    double before_ = 0.0;
    double after_ = 0.0;
};

/// What blur makes of the core of a die: x takes the pixels at each die's own place, y the rows of its strip.
void plan_core(AxisPlan& axis, double blur_px, bool by_rows) {
    const BlurredDie light(axis.die_px, blur_px);
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        Sums core;
        const auto in_core = [&](double d) {
            core.add(light(d) + light(d - axis.pitch_px) + light(d + axis.pitch_px));
        };
        if (by_rows) {
            const kernel::RowClasses rows(kernel::RowStep(phase_of(k), axis.window_half_px), axis, true);
            for (int y = rows.core.begin; y < rows.core.end; ++y) in_core(y - phase_of(k));
        } else {
            for_pixels(phase_of(k), 0.0, axis.core_half_px, in_core);
        }
        axis.core_cv2[k] = core.count > 0 ? static_cast<float>(core.cv2()) : 0.0F;
    }
}

/// The light of dies in the background pixels, which are those that the pass over the pixels takes: streets
/// of columns at each die's own place, beside the core rows of its strip; streets of rows as wide as the
/// cell.
void plan_columns(AxisPlan& x, double blur_px) {
    LightSums sums(x, blur_px);
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        for_pixels(phase_of(k), x.street_begin_px, 0.5 * x.pitch_px,
                   [&](double d) { sums.add_with_slope(d); });
        sums.write(k, x.street);
        for_pixels(phase_of(k), 0.0, 0.5 * x.pitch_px, [&](double d) { sums.add(d); });
        sums.write(k, x.along);
    }
}
void plan_rows(AxisPlan& y, double blur_px) {
    LightSums sums(y, blur_px);
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        const kernel::RowClasses rows(kernel::RowStep(phase_of(k), y.window_half_px), y, true);
        for (int row = rows.street.begin; row < rows.street.end; ++row)
            sums.add_with_slope(row - phase_of(k));
        sums.write(k, y.street);
        for (int row = rows.core.begin; row < rows.core.end; ++row) sums.add(row - phase_of(k));
        sums.write(k, y.along);
    }
}

/// Works out how many pixels of a cell are background and how much of the dies' light they see.
void plan_streets(WindowPlan& plan, double blur_x_px, double blur_y_px) {
    plan_columns(plan.x, blur_x_px);
    plan_rows(plan.y, blur_y_px);
    if (!plan.streets_x) plan.x.street = {};
    if (!plan.streets_y) plan.y.street = {};
    if (plan.choice.crossings_only) plan.x.along = plan.y.along = {};
    const auto over_streets = [&plan](double AxisPlan::PixelLight::*of) {
        if (plan.choice.crossings_only) return plan.x.street.*of * plan.y.street.*of;
        return plan.x.along.*of * plan.y.street.*of + plan.x.street.*of * plan.y.along.*of;
    };
    plan.street_px = std::max(over_streets(&AxisPlan::PixelLight::mean_count), kLeastStreet_px);
    plan.spill_per_px = over_streets(&AxisPlan::PixelLight::mean_light) / plan.street_px;
    const auto& beside_x = plan.choice.crossings_only ? plan.x.street : plan.x.along;
    const auto& beside_y = plan.choice.crossings_only ? plan.y.street : plan.y.along;
    plan.spill_slope = std::sqrt(plan.x.street.slope2 * beside_y.mean_light * beside_y.mean_light +
                                 plan.y.street.slope2 * beside_x.mean_light * beside_x.mean_light) /
                       plan.street_px;
    const auto mean_of = [](const AxisPlan::Table& t) {
        return std::accumulate(t.begin(), t.end(), 0.0) / static_cast<double>(t.size());
    };
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    const double captured = mean_of(plan.x.captured) * mean_of(plan.y.captured);
    plan.clear_share = std::max(kLeastClear, 1.0 - plan.spill_per_px * window_px / captured);
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
    const double blur_x = with_tilt(choice.blur_x_px, slant_x);
    const double blur_y = with_tilt(choice.blur_y_px, slant_y);
    plan.x = plan_windows_of(pitch_x, lattice.die_width_px, choice.margin_x_px, choice.guard_x_px, blur_x);
    plan.y = plan_windows_of(pitch_y, lattice.die_height_px, choice.margin_y_px, choice.guard_y_px, blur_y);
    plan_core(plan.x, blur_x, false);
    plan_core(plan.y, blur_y, true);
    const double street_x = plan.x.pitch_px - 2.0 * plan.x.street_begin_px;
    const double street_y = plan.y.pitch_px - 2.0 * plan.y.street_begin_px;
    plan.streets_y = choice.crossings_only || street_y >= kNarrowestStreet_px || street_y >= street_x;
    plan.streets_x = choice.crossings_only || street_x >= kNarrowestStreet_px || street_x > street_y;

    plan_streets(plan, blur_x, blur_y);
    // The background that a window takes off is noisier where most of the street's light is the dies'.
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    const double cleared_px = plan.street_px * plan.clear_share * plan.clear_share;
    int smooth = kLeastSmooth;
    while (smooth < kMostSmooth &&
           window_px > kBackgroundNoiseShare * (2 * smooth + 1) * (2 * smooth + 1) * cleared_px) {
        ++smooth;
    }
    plan.smooth_cols = smooth;
    plan.smooth_rows = smooth;
    return plan;
}

}  // namespace waferglow

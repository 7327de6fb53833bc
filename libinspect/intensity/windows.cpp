// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/windows.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/internal/dies_around.h"
#include "libinspect/intensity/internal/raster_light.h"
#include "libinspect/intensity/strips.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kLeastWindowHalf_px = 1.0;
constexpr double kLeastCoreHalf_px = 1.0;
constexpr double kBackgroundNoiseShare = 0.04;  // variance that the background may add to that of the window
constexpr double kNarrowestStreet_px = 1.0;     // for both directions of streets to be used
constexpr double kLeastStreet_px = 0.1;
constexpr double kFewestStreet_px = 1.0;  // of a cell whose neighbours are staggered
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

/// Calls `body(i, d)` for the pixels i whose distance d from the die's centre has begin <= |d| <= end.
template <class Body>
void for_pixels(double phase, double begin, double end, Body body) {
    for (int i = static_cast<int>(std::ceil(phase - end)); i <= static_cast<int>(std::floor(phase + end));
         ++i) {
        if (std::abs(i - phase) >= begin) body(i, i - phase);
    }
}

double phase_of(std::size_t node) {
    return static_cast<double>(node) / static_cast<double>(AxisPlan::kPhases);
}

/// Lengths of an axis, and the tables of its windows.
AxisPlan plan_windows_of(const RasterLight& light, double pitch_px, double die_px, double margin_px,
                         double guard_px, double blur_px) {
    AxisPlan axis;
    axis.pitch_px = pitch_px;
    axis.die_px = die_px;
    axis.window_half_px = std::max(std::min(0.5 * die_px + margin_px, 0.5 * pitch_px),
                                   std::min(kLeastWindowHalf_px, 0.5 * pitch_px));
    axis.street_begin_px = 0.5 * die_px + guard_px;
    axis.cell_half_px = 0.5 * pitch_px;
    axis.core_half_px = std::max(0.5 * die_px - 1.0 - blur_px, kLeastCoreHalf_px);
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        double captured = 0.0;
        double neighbour = 0.0;
        double weight2 = 0.0;
        for_pixels(phase_of(k), 0.0, axis.window_half_px + 0.5, [&](int i, double d) {
            const double weight = std::clamp(axis.window_half_px + 0.5 - std::abs(d), 0.0, 1.0);
            const RasterLight::Light& here = light.at(i, k);
            captured += weight * here.own;
            neighbour += 0.5 * weight * (here.before + here.after);
            weight2 += weight * weight;
        });
        axis.window[k] = {.captured = static_cast<float>(captured),
                          .weight2 = static_cast<float>(weight2),
                          .neighbour = static_cast<float>(neighbour)};
    }
    return axis;
}

/// What blur makes of the core of a die: x takes the pixels at each die's own place, y the rows of its strip.
void plan_core(const RasterLight& light, AxisPlan& axis, bool by_rows) {
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        Sums core;
        if (by_rows) {
            const kernel::RowClasses rows(kernel::RowStep(phase_of(k), axis.window_half_px), axis, true);
            for (int y = rows.core.begin; y < rows.core.end; ++y) core.add(light.at(y, k).all());
        } else {
            for_pixels(phase_of(k), 0.0, axis.core_half_px,
                       [&](int i, double) { core.add(light.at(i, k).all()); });
        }
        axis.window[k].core_cv2 = core.count > 0 ? static_cast<float>(core.cv2()) : 0.0F;
    }
}

/// Adds up the light that pixels of a kind see of a die and of those before and after it.
class LightSums {
  public:
    void add(const RasterLight::Light& light) {
        ++count_;
        sum_.own += light.own;
        sum_.before += light.before;
        sum_.after += light.after;
        sum_.slope += light.slope;
    }
    void write(std::size_t node, AxisPlan::Pixels& to) {
        to.light[node] = {static_cast<float>(count_), static_cast<float>(sum_.own),
                          static_cast<float>(sum_.before), static_cast<float>(sum_.after)};
        constexpr double kNodes = AxisPlan::kPhases + 1;
        to.mean_count += count_ / kNodes;
        to.mean_light += sum_.all() / kNodes;
        to.slope2 += sum_.slope * sum_.slope / kNodes;
        *this = {};
    }

  private:
    int count_ = 0;
    RasterLight::Light sum_;
};

/// The light of dies in the background pixels, which are those that the pass over the pixels takes: streets
/// of columns at each die's own place, beside the core rows of its strip; streets of rows as wide as the
/// cell.
void plan_columns(const RasterLight& light, AxisPlan& x) {
    LightSums sums;
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        const auto add = [&](int i, double) { sums.add(light.at(i, k)); };
        for_pixels(phase_of(k), x.street_begin_px, x.cell_half_px, add);
        sums.write(k, x.street);
        for_pixels(phase_of(k), 0.0, x.cell_half_px, add);
        sums.write(k, x.along);
    }
}
void plan_rows(const RasterLight& light, AxisPlan& y) {
    LightSums sums;
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        const kernel::RowClasses rows(kernel::RowStep(phase_of(k), y.window_half_px), y, true);
        for (int row = rows.street.begin; row < rows.street.end; ++row) sums.add(light.at(row, k));
        sums.write(k, y.street);
        for (int row = rows.core.begin; row < rows.core.end; ++row) sums.add(light.at(row, k));
        sums.write(k, y.along);
    }
}

/// What the pixels of a die's cell see of the next rows, which lie `shift_px` to the right of its own.
AxisPlan::Staggered plan_next_row(const RasterLight& light, const AxisPlan& x, double shift_px) {
    AxisPlan::Staggered next;
    next.nearest = -static_cast<std::int32_t>(std::lround(shift_px / x.pitch_px));
    const double nearest_px = shift_px + next.nearest * x.pitch_px;
    AxisPlan::Pixels pixels;
    LightSums sums;
    for (std::size_t k = 0; k <= AxisPlan::kPhases; ++k) {
        const auto add = [&](int i, double) { sums.add(light.at(i, k, nearest_px)); };
        for_pixels(phase_of(k), x.street_begin_px, 0.5 * x.pitch_px, add);
        sums.write(k, pixels);
        next.street[k] = pixels.light[k];
        for_pixels(phase_of(k), 0.0, 0.5 * x.pitch_px, add);
        sums.write(k, pixels);
        next.along[k] = pixels.light[k];
        AxisPlan::Light& window = next.window[k];
        for_pixels(phase_of(k), 0.0, x.window_half_px + 0.5, [&](int i, double d) {
            const double weight = std::clamp(x.window_half_px + 0.5 - std::abs(d), 0.0, 1.0);
            const RasterLight::Light& here = light.at(i, k, nearest_px);
            window.own += static_cast<float>(weight * here.own);
            window.before += static_cast<float>(weight * here.before);
            window.after += static_cast<float>(weight * here.after);
        });
    }
    return next;
}

Error no_street_left() {
    return Error(
        ErrorKind::input,
        "dies staggered along both axes leave no pixels between them that could tell the background: "
        "use a camera with smaller pixels");
}

/// Works out how many pixels of a cell are background and how much of the dies' light they see.
void plan_streets(const RasterLight& light_x, const RasterLight& light_y, const AroundPlanner* around,
                  WindowPlan& plan) {
    plan_columns(light_x, plan.x);
    plan_rows(light_y, plan.y);
    if (!plan.streets_x) plan.x.street = {};
    if (!plan.streets_y) plan.y.street = {};
    if (plan.choice.crossings_only) plan.x.along = plan.y.along = {};
    const auto over_streets = [&plan](double AxisPlan::Pixels::*of) {
        if (plan.choice.crossings_only) return plan.x.street.*of * plan.y.street.*of;
        return plan.x.along.*of * plan.y.street.*of + plan.x.street.*of * plan.y.along.*of;
    };
    plan.street_px = std::max(over_streets(&AxisPlan::Pixels::mean_count), kLeastStreet_px);
    if (around != nullptr) {
        if (plan.street_px < kFewestStreet_px) throw no_street_left();
        around->plan(plan);
    }
    plan.spill_per_px =
        (around != nullptr ? light_in_streets(plan) : over_streets(&AxisPlan::Pixels::mean_light)) /
        plan.street_px;
    const auto& beside_x = plan.choice.crossings_only ? plan.x.street : plan.x.along;
    const auto& beside_y = plan.choice.crossings_only ? plan.y.street : plan.y.along;
    plan.spill_slope = std::sqrt(plan.x.street.slope2 * beside_y.mean_light * beside_y.mean_light +
                                 plan.y.street.slope2 * beside_x.mean_light * beside_x.mean_light) /
                       plan.street_px;
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    const double captured =
        plan.x.mean(&AxisPlan::Window::captured) * plan.y.mean(&AxisPlan::Window::captured);
    plan.clear_share = std::max(kLeastClear, 1.0 - plan.spill_per_px * window_px / captured);
}

}  // namespace

double AxisPlan::mean(float Window::*of) const {
    double sum = 0.0;
    for (const Window& node : window) sum += static_cast<double>(node.*of);
    return sum / static_cast<double>(window.size());
}

double AxisPlan::most(float Window::*of) const {
    return static_cast<double>(std::ranges::max(window, {}, of).*of);
}

WindowPlanner::WindowPlanner(const TileLattice& lattice, double blur_x_px, double blur_y_px)
    : pitch_x_px_(std::hypot(lattice.along_col.x, lattice.along_col.y)),
      pitch_y_px_(std::hypot(lattice.along_row.x, lattice.along_row.y)),
      die_x_px_(lattice.die_width_px),
      die_y_px_(lattice.die_height_px),
      blur_x_px_(blur_x_px),
      blur_y_px_(blur_y_px),
      stagger_x_px_(lattice.steps.stagger_y_um != 0.0
                        ? 0.0
                        : lattice.steps.stagger_x_um / lattice.pitch_x_um * pitch_x_px_) {
    if (!(die_x_px_ > 0.0 && die_y_px_ > 0.0 && pitch_x_px_ >= 2.0 && pitch_y_px_ >= 2.0)) {
        throw Error(
            ErrorKind::input,
            fmt::format("dies of {} x {} pixels at a pitch of {} x {} can't be measured: a die must have a "
                        "size, and the pitch at least 2 pixels",
                        die_x_px_, die_y_px_, pitch_x_px_, pitch_y_px_));
    }
    // Along the pixel axes a tilted die has slanted edges: uniform over tilt * side, variance 1/12 of its
    // square.
    const auto with_tilt = [](double blur, double slant) {
        return std::sqrt(blur * blur + slant * slant / 12.0);
    };
    slanted_x_px_ = with_tilt(blur_x_px, die_y_px_ * lattice.along_row.x / pitch_y_px_);
    slanted_y_px_ = with_tilt(blur_y_px, die_x_px_ * lattice.along_col.y / pitch_x_px_);
    // Columns belong to a die's own cell, rows to its strip, which has the whole street above.
    parallel_blocks(2, 1, [this](std::size_t axis, std::size_t) {
        if (axis == 0)
            light_x_ = std::make_shared<const RasterLight>(pitch_x_px_, die_x_px_, slanted_x_px_,
                                                           0.5 * pitch_x_px_ + 3.0);
        else
            light_y_ =
                std::make_shared<const RasterLight>(pitch_y_px_, die_y_px_, slanted_y_px_, pitch_y_px_ + 3.0);
    });
    if (stagger_x_px_ != 0.0)
        next_row_x_ =
            std::make_shared<const RasterLight>(pitch_x_px_, die_x_px_, slanted_x_px_, pitch_x_px_ + 4.0);
    if (lattice.steps.stagger_y_um != 0.0)
        around_ = std::make_shared<const AroundPlanner>(lattice, slanted_x_px_, slanted_y_px_);
}

WindowPlan WindowPlanner::plan(const WindowChoice& choice) const {
    WindowPlan plan;
    plan.choice = choice;
    plan.choice.blur_x_px = blur_x_px_;
    plan.choice.blur_y_px = blur_y_px_;
    plan.x = plan_windows_of(*light_x_, pitch_x_px_, die_x_px_, choice.margin_x_px, choice.guard_x_px,
                             slanted_x_px_);
    plan.y = plan_windows_of(*light_y_, pitch_y_px_, die_y_px_, choice.margin_y_px, choice.guard_y_px,
                             slanted_y_px_);
    plan_core(*light_x_, plan.x, false);
    plan_core(*light_y_, plan.y, true);
    if (around_ != nullptr) plan.x.cell_half_px = around_->free_half_px(plan);
    const double street_x = 2.0 * (plan.x.cell_half_px - plan.x.street_begin_px);
    const double street_y = plan.y.pitch_px - 2.0 * plan.y.street_begin_px;
    plan.streets_y = choice.crossings_only || street_y >= kNarrowestStreet_px || street_y >= street_x;
    plan.streets_x = choice.crossings_only || street_x >= kNarrowestStreet_px || street_x > street_y;

    plan_streets(*light_x_, *light_y_, around_.get(), plan);
    if (next_row_x_ != nullptr) {
        plan.x.next_row = {plan_next_row(*next_row_x_, plan.x, stagger_x_px_),
                           plan_next_row(*next_row_x_, plan.x, -stagger_x_px_)};
    }
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

WindowPlan plan_windows(const TileLattice& lattice, const WindowChoice& choice) {
    return WindowPlanner(lattice, choice.blur_x_px, choice.blur_y_px).plan(choice);
}

}  // namespace waferglow

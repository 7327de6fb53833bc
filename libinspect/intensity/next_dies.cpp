// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/internal/next_dies.h"

#include "libinspect/intensity/internal/blurred_die.h"

#include <cmath>

namespace waferglow::kernel {
namespace {

constexpr std::size_t kReadable = 64;  // columns past the last one: the widest vector, and some
constexpr double kNothing = 1e-12;     // of a die's light
constexpr double kStep_px = 0.1;

/// Light in a die's window of the die beside it across a street wider by `gap_px`, relative to that of one a
/// pitch away.
float share_across(const AxisPlan& axis, double blur_px, double gap_px) {
    const BlurredDie light(axis.die_px, blur_px);
    double near = 0.0;
    double far = 0.0;
    // The middles of equal steps: light is steep at the window's end.
    const int steps = static_cast<int>(std::ceil(2.0 * axis.window_half_px / kStep_px));
    for (int i = 0; i < steps; ++i) {
        const double d = axis.window_half_px * (2.0 * (i + 0.5) / steps - 1.0);
        near += light(d + axis.pitch_px);
        far += light(d + axis.pitch_px + gap_px);
    }
    return near > kNothing ? static_cast<float>(far / near) : 0.0F;
}

}  // namespace

NextDies::NextDies(const TileLattice& lattice, const DieRect& rect, const WindowPlan& plan) {
    const GridSteps& steps = lattice.steps;
    if (!steps.gaps_x() && !steps.gaps_y()) return;
    const float across_x = share_across(plan.x, plan.choice.blur_x_px,
                                        steps.field_gap_x_um / lattice.pitch_x_um * plan.x.pitch_px);
    const float across_y = share_across(plan.y, plan.choice.blur_y_px,
                                        steps.field_gap_y_um / lattice.pitch_y_um * plan.y.pitch_px);
    before_.assign(static_cast<std::size_t>(rect.cols()) + kReadable, 1.0F);
    after_ = before_;
    for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
        const auto c = static_cast<std::size_t>(col - rect.col_begin);
        if (steps.field_of_col(col) != steps.field_of_col(col - 1)) before_[c] = across_x;
        if (steps.field_of_col(col) != steps.field_of_col(col + 1)) after_[c] = across_x;
    }
    above_.assign(static_cast<std::size_t>(rect.rows()) + 2, 1.0F);
    below_ = above_;
    for (std::int32_t row = rect.row_begin - 1; row <= rect.row_end; ++row) {
        const auto r = static_cast<std::size_t>(row - rect.row_begin + 1);
        if (steps.field_of_row(row) != steps.field_of_row(row - 1)) above_[r] = across_y;
        if (steps.field_of_row(row) != steps.field_of_row(row + 1)) below_[r] = across_y;
    }
}

}  // namespace waferglow::kernel

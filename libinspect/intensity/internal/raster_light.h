// SPDX-License-Identifier: GPL-3.0-or-later
// What pixels see of a row of dies, at every place that a table of an AxisPlan asks for. Internal to this
// room.
#pragma once

#include "libinspect/intensity/internal/blurred_die.h"
#include "libinspect/intensity/windows.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace waferglow {

/// Light of a die and of the two beside it, along one axis, at multiples of 1 / kPhases pixel from its
/// centre. Immutable, thread-safe.
class RasterLight {
  public:
    struct Light {
        double own = 0.0;     ///< share of the die's own light
        double before = 0.0;  ///< of that of the die before, which lies a pitch to the left or above
        double after = 0.0;
        double slope = 0.0;  ///< of the three together, per pixel
        [[nodiscard]] double all() const { return own + before + after; }
    };

    /// For places at most `reach_px` from the die's centre.
    RasterLight(double pitch_px, double die_px, double blur_px, double reach_px)
        : reach_(static_cast<std::ptrdiff_t>(std::ceil(reach_px)) * kPhases),
          lights_(static_cast<std::size_t>(2 * reach_ + 1)) {
        const BlurredDie die(die_px, blur_px);
        // The die is even about its centre, and so the die after it at -d is the one before it at d.
        for (std::ptrdiff_t step = -reach_; step <= reach_; ++step) {
            const double d = static_cast<double>(step) / kPhases;
            const ValueAndSlope from_before = die.with_slope(d + pitch_px);
            light(step).before = from_before.value;
            light(-step).after = from_before.value;
            light(step).slope += from_before.slope;
            light(-step).slope -= from_before.slope;
            if (step < 0) continue;
            const ValueAndSlope own = die.with_slope(d);
            light(step).own = light(-step).own = own.value;
            light(step).slope += own.slope;
            if (step > 0) light(-step).slope -= own.slope;
        }
    }

    /// Of pixel `pixel`, counted from the one that a die at phase 0 lies on, where the die is at the phase of
    /// table node `node`.
    [[nodiscard]] const Light& at(int pixel, std::size_t node) const {
        return lights_[index(pixel * kPhases - static_cast<std::ptrdiff_t>(node))];
    }

    /// The same of a die that is displaced by `shift_px`, to a step of the table.
    [[nodiscard]] const Light& at(int pixel, std::size_t node, double shift_px) const {
        const auto shift = static_cast<std::ptrdiff_t>(std::lround(shift_px * static_cast<double>(kPhases)));
        return lights_[index(pixel * kPhases - static_cast<std::ptrdiff_t>(node) - shift)];
    }

  private:
    static constexpr auto kPhases = static_cast<std::ptrdiff_t>(AxisPlan::kPhases);
    [[nodiscard]] std::size_t index(std::ptrdiff_t step) const {
        return static_cast<std::size_t>(step + reach_);
    }
    [[nodiscard]] Light& light(std::ptrdiff_t step) { return lights_[index(step)]; }

    std::ptrdiff_t reach_;  // in steps
    std::vector<Light> lights_;
};

}  // namespace waferglow

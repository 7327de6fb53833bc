// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest defect that would have been seen.
#pragma once

#include "libinspect/appearance/model.h"

#include <cstddef>
#include <vector>

namespace waferglow::appearance {

/// Dark spots of half of the body's light in the middle of a body, and how strongly the filters answer to
/// them. Made once for a model; immutable, thread-safe.
class VisibleSize {
  public:
    explicit VisibleSize(const AppearanceModel& model);
    /// Diameter, um, at which the mean answer reaches `threshold`; NaN: none would. `noise` is the spread
    /// there over the golden die's, `blur_px` the sd of optics and pixel together.
    [[nodiscard]] double smallest_um(double threshold, double noise, double blur_px) const;

  private:
    double pixel_um_ = 1.0;
    double largest_px_ = 0.0;
    std::vector<std::vector<double>> answers_;  // by blur, then by size
};

}  // namespace waferglow::appearance

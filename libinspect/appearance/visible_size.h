// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest defect that would have been seen.
#pragma once

#include "libinspect/appearance/model.h"

namespace waferglow::appearance {

/// Diameter, um, of a dark spot of half the body's light in the middle of a body at which the mean answer of
/// the filters reaches `threshold`; NaN: none would. `noise` is the spread there over the golden die's,
/// `blur_px` the sd of optics and pixel together.
[[nodiscard]] double smallest_visible_um(const AppearanceModel& model, double threshold, double noise,
                                         double blur_px);

}  // namespace waferglow::appearance

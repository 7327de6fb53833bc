// SPDX-License-Identifier: GPL-3.0-or-later
// The mean image of many dies along an axis, and the blur that explains it. Internal to this room.
#pragma once

#include "libinspect/intensity/internal/pilot_sample.h"

#include <span>

namespace waferglow {

/// Gaussian blur along an axis; 0 with `known` false where the dies are too dim to tell.
struct BlurFit {
    double blur_px = 0.0;
    double sigma_px = 0.0;
    bool known = false;
};

enum class Axis { x, y };

/// Least squares of a blurred die over a constant to the mean profile of the sampled dies across `axis`, in
/// bins of an eighth of a pixel: positions between the pixel centres come from the many dies. Where columns
/// are staggered the dies around it belong to the model, each as far as the profile's core sees it.
[[nodiscard]] BlurFit fit_blur(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                               const PilotSample& sample, const WindowPlan& plan, Axis axis);

}  // namespace waferglow

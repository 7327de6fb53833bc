// SPDX-License-Identifier: GPL-3.0-or-later
// The mean image of many dies along each axis, and the blur that explains it. Internal to this room.
#pragma once

#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/measure.h"
#include "libinspect/intensity/windows.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// A die of a pilot tile that was found to glow.
struct SampledDie {
    std::size_t pilot = 0;
    PixelPoint center;
    double sum = 0.0;         ///< light of the whole die, DN
    double background = 0.0;  ///< DN a pixel
};

/// What pilots tell with a first plan.
struct PilotSample {
    std::vector<SampledDie> lit;       ///< evenly taken, at most some thousand
    double typical_light = 0.0;        ///< median sum of lit dies, DN; 0: nothing glows
    double background_variance = 0.0;  ///< of one street pixel, DN^2
};

[[nodiscard]] PilotSample sample_pilots(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                                        const WindowPlan& plan);

/// Gaussian blur along an axis; 0 with `known` false where the dies are too dim to tell.
struct BlurFit {
    double blur_px = 0.0;
    double sigma_px = 0.0;
    bool known = false;
};

enum class Axis { x, y };

/// Least squares of a blurred die over a constant to the mean profile of the sampled dies across `axis`, in
/// bins of an eighth of a pixel: positions between the pixel centres come from the many dies.
[[nodiscard]] BlurFit fit_blur(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                               const PilotSample& sample, const WindowPlan& plan, Axis axis);

/// DN per electron of the sampled dies, see estimate_dn_per_electron. `plan` must know the blur.
[[nodiscard]] double dn_per_electron_of(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                                        const PilotSample& sample, const WindowPlan& plan);

}  // namespace waferglow

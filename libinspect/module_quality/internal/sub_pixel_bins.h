// SPDX-License-Identifier: GPL-3.0-or-later
// The bin of every sub-pixel.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <vector>

namespace waferglow::module {

/// Relative light over this is bright, under that is dim: `outlier_sigmas` spreads, and never nearer to 1
/// than the settings say.
struct DimBright {
    double dim_below = 0.0;
    double bright_above = 0.0;
};
[[nodiscard]] DimBright dim_bright_of(const QualitySettings& settings, double spread);

/// Fills `bins` and `counts`; reads judged_in, relative, spread and lines.
void bin_sub_pixels(const ModuleLight& light, const QualitySettings& settings, ModuleQuality& quality);

}  // namespace waferglow::module

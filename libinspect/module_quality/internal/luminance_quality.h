// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a module's light as a whole: uniformity, contrast, white, gray response.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <optional>
#include <vector>

namespace waferglow::module {

/// Of each pattern that is not black. Reads the bins.
[[nodiscard]] std::vector<Uniformity> uniformity_of(const ModuleLight& light, const ModuleQuality& quality);

/// None: luminance or chromaticity of a colour is not told, or no pattern drives all colours.
[[nodiscard]] std::optional<WhitePoint> white_point(const ModuleLight& light);
/// Mean luminance in white over that in black. None: no black pattern, no light in black beyond its noise, or
/// several colours without luminances.
[[nodiscard]] std::optional<double> contrast_ratio(const ModuleLight& light);

/// Of each colour that is driven at two grays or more.
[[nodiscard]] std::vector<GrayResponse> gray_responses(const ModuleLight& light,
                                                       const ModuleQuality& quality);

}  // namespace waferglow::module

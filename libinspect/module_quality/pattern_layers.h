// SPDX-License-Identifier: GPL-3.0-or-later
// Light of one colour in one pattern as people read it.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace waferglow::module {

/// Over the healthy neighbours of the same colour; empty where the pattern does not drive it.
[[nodiscard]] std::vector<float> relative_in(const ModuleLight& light, const ModuleQuality& quality,
                                             std::size_t pattern, std::size_t sub_pixel);
/// cd/m2 a count per ms of each colour, so that the module's mean in the colour's full pattern is what the
/// luminance meter told. None: not told, or no such pattern.
[[nodiscard]] std::vector<std::optional<double>> luminance_scales(const ModuleLight& light);
/// Light in black of each pixel over the colour's mean where it is judged; NaN: not measured. Empty: no black
/// pattern, or the colour is not driven.
[[nodiscard]] std::vector<float> black_light_of(const ModuleLight& light, const ModuleQuality& quality,
                                                std::size_t sub_pixel);

/// The demura table of each colour at full gray; null: none.
[[nodiscard]] std::vector<const DemuraTable*> full_gray_tables(const ModuleQuality& quality,
                                                               const Module& module);

}  // namespace waferglow::module

// SPDX-License-Identifier: GPL-3.0-or-later
// Mura: spots, bands and gradient of the joined field.
#pragma once

#include "libinspect/module_quality/internal/joined_field.h"

namespace waferglow::module {

/// `panel_level`: what seams tell, taken off before the search, so that a seam makes no mura.
[[nodiscard]] Mura find_mura(const std::vector<FieldLayer>& colours, const Module& module,
                             const QualitySettings& settings, const std::vector<double>& panel_level);

}  // namespace waferglow::module

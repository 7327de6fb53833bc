// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of light at the borders of sub-panels.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::module {

/// One colour: its log light and which sub-pixels are healthy.
struct SeamLayer {
    std::span<const float> log_light;
    std::span<const std::uint8_t> healthy;
    double spread = 0.0;
};

/// Asks each border of sub-panels piece by piece, between the borders that cross it, or by halves where none
/// does: straight lines through the means of up to 20 rows on either side. Pieces that agree are one seam.
[[nodiscard]] std::vector<Seam> find_seams(const std::vector<SeamLayer>& colours, const Module& module);

/// Log light of each panel over that of the module as far as seams tell, row-major; 0 where there are none.
[[nodiscard]] std::vector<double> panel_levels(const std::vector<Seam>& seams, const Module& module);

}  // namespace waferglow::module

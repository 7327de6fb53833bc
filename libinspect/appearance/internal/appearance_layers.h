// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of the appearance inspection. Internal to this room.
#pragma once

#include "libinspect/appearance/internal/die_findings.h"

#include <span>
#include <vector>

namespace waferglow::appearance {

/// All layers but the bin, over the grid. `findings` are those called; `wafer` has its tests and bins.
[[nodiscard]] std::vector<AppearanceLayer> make_layers(const AppearanceModel& model,
                                                       std::span<const TileLook> tiles, const DieGrid& grid,
                                                       const WaferAppearance& wafer,
                                                       const RegionSpreads& spreads,
                                                       std::span<const Finding> findings);

}  // namespace waferglow::appearance

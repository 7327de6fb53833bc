// SPDX-License-Identifier: GPL-3.0-or-later
// From measured layers to verdicts: normalise, resolve the rules, bin, find clusters. No pixels needed.
#pragma once

#include "libinspect/defect/clusters.h"
#include "libinspect/map/die_map.h"
#include "libinspect/scan/recipe.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

struct Evaluation {
    Recipe applied;  ///< the recipe with every threshold that was left to the data resolved
    std::vector<std::uint8_t> bins;
    std::vector<DieCluster> clusters;
};

/// Adds or replaces the `_rel` layer of every channel in `map`, then judges every die.
[[nodiscard]] Evaluation evaluate(DieMap& map, std::span<const Channel> channels, const Recipe& recipe);

}  // namespace waferglow

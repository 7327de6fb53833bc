// SPDX-License-Identifier: GPL-3.0-or-later
// From measured layers to verdicts: normalise, resolve the rules, bin, find clusters. No pixels needed.
#pragma once

#include "libinspect/defect/clusters.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/die_map.h"
#include "libinspect/recipe/recipe.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

struct Evaluation {
    Recipe applied;  ///< the recipe with every threshold that was left to the data resolved
    std::vector<std::uint8_t> bins;
    std::vector<BinDefinition> definitions;  ///< of all codes that `bins` may hold
    std::vector<DieCluster> clusters;
};

/// Adds or replaces the `_rel` layer of every channel in `map` and, of two or more PL densities, those of
/// kLeakLayers; then judges every die: by the rules, and
/// where the recipe has a model, by that, which overrides the rules (bins el_fail, el_pass) and adds
/// kFailProbabilityLayer. Throws Error(input) for a model that needs what the wafer has not.
[[nodiscard]] Evaluation evaluate(DieMap& map, std::span<const Channel> channels, const Recipe& recipe);

}  // namespace waferglow

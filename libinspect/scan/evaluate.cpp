// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/evaluate.h"

#include "libinspect/map/channel_layers.h"

namespace waferglow {

Evaluation evaluate(DieMap& map, std::span<const Channel> channels, const Recipe& recipe) {
    for (const Channel& channel : channels) {
        std::vector<float> relative = normalise_to_neighbourhood(
            map.at(layer_name(channel, Quantity::sum)).values, map.grid(), recipe.normalise);
        map.add(relative_layer_name(channel), "", channel.name + " light relative to healthy neighbours")
            .values = std::move(relative);
    }
    Evaluation evaluation{.applied = recipe, .bins = {}, .clusters = {}};
    evaluation.applied.rules = resolve_rules(map, channels, recipe.rules);
    evaluation.bins = bin_dies(map, channels, evaluation.applied.rules);
    std::array<bool, 256> fails{};
    for (const BinInfo& info : kBins) {
        const auto code = static_cast<std::size_t>(info.bin);
        fails[code] = !evaluation.applied.rules.passes[code];
    }
    evaluation.clusters = find_clusters(evaluation.bins, map.grid(), fails, recipe.cluster_min_dies);
    return evaluation;
}

}  // namespace waferglow

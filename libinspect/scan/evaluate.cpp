// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/evaluate.h"

#include "libinspect/correlation/apply_model.h"
#include "libinspect/defect/leak_map.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/normalise_groups.h"

namespace waferglow {
namespace {

void apply_model(DieMap& map, std::span<const Channel> channels, const LearnedModel& model, BinRules& rules,
                 std::vector<std::uint8_t>& bins) {
    std::vector<float> probabilities;
    {
        const DieFeatures features(map, channels, {.bins = bins, .passes = rules.passes});
        probabilities = fail_probabilities(ModelReader(model, features), features, bins.size());
    }
    override_bins(model, probabilities, rules.passes, bins);
    for (const BinDefinition& bin : learned_bins()) rules.passes[bin.code] = bin.pass;
    add_derived(map, kFailProbabilityLayer).values = std::move(probabilities);
}

}  // namespace

Evaluation evaluate(DieMap& map, std::span<const Channel> channels, const Recipe& recipe) {
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::normalised)) continue;
        std::vector<float> relative = normalise_groups(map.at(layer_name(channel, Quantity::sum)).values,
                                                       map.grid(), map.layout(), recipe.normalise);
        map.add(relative_layer_name(channel), "", channel.name + " light relative to healthy neighbours")
            .values = std::move(relative);
    }
    find_leaks(map, channels, recipe.leakage);
    Evaluation evaluation{.applied = recipe, .bins = {}, .definitions = {}, .clusters = {}};
    BinRules& rules = evaluation.applied.rules;
    rules = resolve_rules(map, channels, recipe.rules);
    evaluation.bins = bin_dies(map, channels, rules);
    if (recipe.model)
        apply_model(map, channels, *recipe.model, rules, evaluation.bins);
    else
        map.remove(kFailProbabilityLayer);
    evaluation.definitions = bin_definitions(rules);
    if (recipe.model) {
        for (const BinDefinition& bin : learned_bins()) evaluation.definitions.push_back(bin);
    }
    std::array<bool, 256> fails{};
    for (const BinDefinition& bin : evaluation.definitions) fails[bin.code] = !bin.pass;
    evaluation.clusters = find_clusters(evaluation.bins, map.grid(), fails, recipe.cluster_min_dies);
    return evaluation;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The judges of every inspection.
#include "libinspect/correlation/apply_model.h"
#include "libinspect/defect/clusters.h"
#include "libinspect/defect/leak_map.h"
#include "libinspect/defect/rules.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/normalise_groups.h"
#include "libinspect/scan/internal/appearance_judge.h"
#include "libinspect/scan/internal/colour_judge.h"
#include "libinspect/scan/judge.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace waferglow {
namespace {

using Names = std::vector<std::string>;
using Channels = std::span<const Channel>;

Names no_layers(Channels) {
    return {};
}
Names reads_nothing(Channels, const Recipe&) {
    return {};
}
Names finds_nothing(const Judgement&) {
    return {};
}

// Light relative to healthy neighbours.

Names light_layers(Channels channels, const Recipe&) {
    Names names;
    for (const Channel& channel : channels) {
        if (can(channel, &ChannelKindInfo::normalised)) names.push_back(layer_name(channel, Quantity::sum));
    }
    return names;
}

Names relative_layers(Channels channels) {
    Names names;
    for (const Channel& channel : channels) {
        if (can(channel, &ChannelKindInfo::normalised)) names.push_back(relative_layer_name(channel));
    }
    return names;
}

void normalise(const Judgement& wafer) {
    DieMap& map = wafer.map;
    for (const Channel& channel : wafer.channels) {
        if (!can(channel, &ChannelKindInfo::normalised)) continue;
        std::vector<float> relative = normalise_groups(map.at(layer_name(channel, Quantity::sum)).values,
                                                       map.grid(), map.layout(), wafer.recipe.normalise);
        map.add(relative_layer_name(channel), "", channel.name + " light relative to healthy neighbours")
            .values = std::move(relative);
    }
}

// Leaks.

Names sweep_layers(Channels channels, const Recipe&) {
    Names names;
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::in_leak_sweep)) continue;
        names.push_back(layer_name(channel, Quantity::sum));
        names.push_back(layer_name(channel, Quantity::noise));
        names.push_back(relative_layer_name(channel));
    }
    return names;
}

Names leak_layers(Channels) {
    return {std::begin(kLeakLayers), std::end(kLeakLayers)};
}

void judge_leaks(const Judgement& wafer) {
    find_leaks(wafer.map, wafer.channels, wafer.recipe.leakage);
}

// Colours.

Names layers_of_colours(Channels channels, const Recipe&) {
    Names names;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (!tells_colour(channels, i)) continue;
        for (const Quantity quantity : {Quantity::sum, Quantity::noise, Quantity::saturated_px})
            names.push_back(layer_name(channels[i], quantity));
        names.push_back(tile_layer_name(channels[i]));
    }
    if (!names.empty()) names.insert(names.end(), {kPeakWavelengthLayer, kFwhmLayer});
    return names;
}

Names colour_layers(Channels channels) {
    Names names;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (!can(channels[i], &ChannelKindInfo::colour)) continue;
        for (const char* layer : kColourJudged) names.push_back(colour_layer_name(channels, i, layer));
    }
    return names;
}

// Rules.

Names layers_of_rules(Channels channels, const Recipe& recipe) {
    return rule_layers(channels, recipe.rules);
}

void judge_by_rules(const Judgement& wafer) {
    Evaluation& evaluation = wafer.evaluation;
    BinRules& rules = evaluation.applied.rules;
    rules = resolve_rules(wafer.map, wafer.channels, wafer.recipe.rules);
    evaluation.bins = bin_dies(wafer.map, wafer.channels, rules);
    evaluation.definitions = bin_definitions(rules);
}

// Appearance in reflected light, where there is a channel that shows it: it names dies and fails some.

Names layers_of_appearance(Channels channels, const Recipe& recipe) {
    Names names;
    for (std::size_t i = 0; recipe.appearance.enabled && i < channels.size(); ++i) {
        if (can(channels[i], &ChannelKindInfo::appearance))
            names.push_back(appearance_layer_name(channels, i, kAppearanceScoreLayer));
    }
    return names;
}

Names appearance_layers(Channels channels) {
    Names names;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (!can(channels[i], &ChannelKindInfo::appearance)) continue;
        for (const char* layer : kAppearanceJudged)
            names.push_back(appearance_layer_name(channels, i, layer));
    }
    if (!names.empty()) names.emplace_back(kPlBinLayer);
    return names;
}

Names finds_defects(const Judgement& wafer) {
    return wafer.appearance.empty() ? Names{} : Names{kDefects};
}

// A model learnt from EL, where the recipe has one: it overrides the rules.

Names layers_of_model(Channels channels, const Recipe& recipe) {
    return recipe.model ? feature_layers(channels) : Names{};
}

Names probability_layer(Channels) {
    return {kFailProbabilityLayer};
}

void judge_by_model(const Judgement& wafer) {
    if (!wafer.recipe.model) return;
    const LearnedModel& model = *wafer.recipe.model;
    std::vector<std::uint8_t>& bins = wafer.evaluation.bins;
    BinRules& rules = wafer.evaluation.applied.rules;
    std::vector<float> probabilities;
    {
        const DieFeatures features(wafer.map, wafer.channels, {.bins = bins, .passes = rules.passes});
        probabilities = fail_probabilities(ModelReader(model, features), features, bins.size());
    }
    override_bins(model, probabilities, rules.passes, bins);
    for (const BinDefinition& bin : learned_bins()) {
        rules.passes[bin.code] = bin.pass;
        wafer.evaluation.definitions.push_back(bin);
    }
    add_derived(wafer.map, kFailProbabilityLayer).values = std::move(probabilities);
}

// Clusters of failing dies.

Names finds_clusters(const Judgement&) {
    return {kClusters};
}

void judge_clusters(const Judgement& wafer) {
    Evaluation& evaluation = wafer.evaluation;
    std::array<bool, 256> fails{};
    for (const BinDefinition& bin : evaluation.definitions) fails[bin.code] = !bin.pass;
    const DieGrid& grid = wafer.map.grid();
    evaluation.findings.push_back(
        findings_of(find_clusters(evaluation.bins, grid, fails, wafer.recipe.cluster_min_dies), grid));
}

constexpr std::array<Judge, 7> kJudges{{
    {"normalise", light_layers, relative_layers, finds_nothing, normalise},
    {"leaks", sweep_layers, leak_layers, finds_nothing, judge_leaks},
    {"colours", layers_of_colours, colour_layers, finds_nothing, judge_colours},
    {"rules", layers_of_rules, no_layers, finds_nothing, judge_by_rules},
    {"appearance", layers_of_appearance, appearance_layers, finds_defects, judge_appearance},
    {"learned model", layers_of_model, probability_layer, finds_nothing, judge_by_model},
    {"clusters", reads_nothing, no_layers, finds_clusters, judge_clusters},
}};

/// Without those that are there already.
void add_new(const Names& names, Names& to) {
    for (const std::string& name : names) {
        if (std::ranges::find(to, name) == to.end()) to.push_back(name);
    }
}

}  // namespace

std::span<const Judge> standard_judges() {
    return kJudges;
}

Names layers_made(std::span<const Judge> judges, Channels channels) {
    Names made;
    for (const Judge& judge : judges) add_new(judge.makes(channels), made);
    return made;
}

Names layers_needed(std::span<const Judge> judges, Channels channels, const Recipe& recipe) {
    const Names made = layers_made(judges, channels);
    Names needed;
    for (const Judge& judge : judges) add_new(judge.reads(channels, recipe), needed);
    std::erase_if(needed,
                  [&made](const std::string& name) { return std::ranges::find(made, name) != made.end(); });
    return needed;
}

}  // namespace waferglow

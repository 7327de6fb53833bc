// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/defect/leak_map.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace waferglow {
namespace {

constexpr std::array<std::string_view, 2> kMainSpectral{kPeakWavelengthLayer, kFwhmLayer};

std::vector<LayerSummary> summarise_all(const std::vector<const Layer*>& layers) {
    std::vector<LayerSummary> summaries(layers.size());
    parallel_blocks(layers.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) summaries[i] = summarise(layers[i]->values);
    });
    return summaries;
}

/// Main layers first in order of meaning; the rest in the file's order.
void sort_layers(ReportFacts& facts) {
    const DieMap& map = facts.file->map;
    std::vector<std::size_t> order = brightest_first(facts.file->channels, &ChannelKindInfo::judged);
    std::ranges::reverse(order);
    for (const std::size_t i : order) {
        const Layer* layer = map.find(relative_layer_name(facts.file->channels[i]));
        if (layer == nullptr) continue;
        facts.main_layers.push_back(layer);
        if (facts.weakest == nullptr) facts.weakest = layer;
        facts.strongest = layer;
    }
    for (const std::string_view name : kMainSpectral) {
        if (const Layer* layer = map.find(name)) facts.main_layers.push_back(layer);
    }
    for (const Layer& layer : map.layers()) {
        // Leaks have a section of their own.
        const bool leak =
            layer.name != kSlopeLayer && std::ranges::find(kLeakLayers, layer.name, [](const char* name) {
                                             return std::string_view(name);
                                         }) != std::end(kLeakLayers);
        if (!leak && std::ranges::find(facts.main_layers, &layer) == facts.main_layers.end()) {
            facts.other_layers.push_back(&layer);
        }
    }
}

void drop_constant_layers(ReportFacts& facts) {
    std::vector<const Layer*> layers;
    std::vector<LayerSummary> summaries;
    for (std::size_t i = 0; i < facts.other_layers.size(); ++i) {
        const LayerSummary& summary = facts.other_summaries[i];
        if (summary.constant()) {
            facts.constant_layers.push_back(
                facts.other_layers[i]->name +
                (summary.dies == 0 ? " (no data)" : " (" + short_text(summary.median) + " everywhere)"));
            continue;
        }
        layers.push_back(facts.other_layers[i]);
        summaries.push_back(summary);
    }
    facts.other_layers = std::move(layers);
    facts.other_summaries = std::move(summaries);
}

}  // namespace

ReportFacts collect_facts(const ReportInput& input) {
    ReportFacts facts;
    facts.input = &input;
    facts.file = input.file;
    for (const StoredBin& bin : input.file->bin_table) {
        facts.measured += bin.dies;
        facts.passed += bin.pass ? bin.dies : 0;
    }
    sort_layers(facts);
    facts.main_summaries = summarise_all(facts.main_layers);
    facts.other_summaries = summarise_all(facts.other_layers);
    drop_constant_layers(facts);
    if (has_el_verdicts(*input.file)) {
        facts.el = view_el(*input.file, facts.strongest);
    }
    return facts;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/evaluate.h"

#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace waferglow {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

/// What a judge reads must be measured, or made by a judge before it.
void check_order(std::span<const Judge> judges, std::span<const Channel> channels, const Recipe& recipe) {
    for (std::size_t i = 0; i < judges.size(); ++i) {
        const std::vector<std::string> earlier = layers_made(judges.first(i), channels);
        for (const std::string& layer : judges[i].reads(channels, recipe)) {
            if (holds(earlier, layer)) continue;
            for (const Judge& later : judges.subspan(i)) {
                if (holds(later.makes(channels), layer))
                    throw Error(ErrorKind::input,
                                fmt::format("layer '{}' can't be judged by ({}): it is made only "
                                            "afterwards ({}); let the recipe ask another layer",
                                            layer, judges[i].name, later.name));
            }
        }
    }
}

std::vector<std::string> names_of(const DieMap& map) {
    std::vector<std::string> names;
    for (const Layer& layer : map.layers()) names.push_back(layer.name);
    return names;
}

/// What came into the map and the findings must be what the judge says that it makes: else it would be
/// neither stored anew nor taken away.
void check_made(const Judge& judge, const Judgement& wafer, const std::vector<std::string>& layers_before,
                std::span<const FindingList> found) {
    const auto refuse = [&judge](const char* what, const std::string& name) {
        throw Error(ErrorKind::usage,
                    fmt::format("evaluation: '{}' makes {} '{}' without saying so", judge.name, what, name));
    };
    const std::vector<std::string> declared = judge.makes(wafer.channels);
    for (const Layer& layer : wafer.map.layers()) {
        if (!holds(layers_before, layer.name) && !holds(declared, layer.name)) refuse("layer", layer.name);
    }
    std::vector<std::string> kinds = judge.finds(wafer);
    for (const FindingList& list : found) {
        if (std::erase(kinds, list.kind->name) == 0) refuse("findings", list.kind->name);
    }
    if (!kinds.empty())
        throw Error(ErrorKind::usage, fmt::format("evaluation: '{}' makes no list of findings '{}'",
                                                  judge.name, kinds.front()));
}

}  // namespace

Evaluation evaluate(DieMap& map, std::span<const Channel> channels, const Recipe& recipe,
                    std::span<const Judge> judges, std::span<const appearance::AppearanceEvidence> appearance,
                    const TakenTiles& tiles) {
    check_order(judges, channels, recipe);
    for (const std::string& layer : layers_made(judges, channels)) map.remove(layer);
    Evaluation evaluation{.applied = recipe, .bins = {}, .definitions = {}, .findings = {}};
    for (const Judge& judge : judges) {
        const std::vector<std::string> layers = names_of(map);
        const std::size_t lists = evaluation.findings.size();
        const Judgement wafer{map, channels, recipe, evaluation, appearance, tiles};
        judge.judge(wafer);
        check_made(judge, wafer, layers, std::span(evaluation.findings).subspan(lists));
    }
    return evaluation;
}

Evaluation evaluate(WaferFile& file, const Recipe& recipe, std::span<const Judge> judges) {
    return evaluate(file.map, file.channels, recipe, judges, file.appearance, taken_tiles(file));
}

TakenTiles taken_tiles(const WaferFile& file) {
    return {.ledger = file.ledger,
            .pose = file.registration ? file.registration->pose : GridPose{},
            .camera = file.camera};
}

}  // namespace waferglow

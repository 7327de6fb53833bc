// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/appearance_summary.h"

#include "app/cli/summary.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

using Json = nlohmann::ordered_json;
using appearance::AppearanceEvidence;
using appearance::Test;

/// Dies of each class, "good" first, and how many dies have one.
struct ClassCounts {
    Json bins = Json::object();
    std::int64_t inspected = 0;
    std::int64_t good = 0;
};

ClassCounts count_classes(const WaferFile& file, std::size_t channel) {
    ClassCounts counts;
    const Layer* bins = file.map.find(appearance_layer_name(file.channels, channel, kAppearanceBinLayer));
    if (bins == nullptr) return counts;
    std::array<std::int64_t, 256> dies{};
    for (const float value : bins->values) {
        if (std::isnan(value)) continue;
        ++counts.inspected;
        ++dies.at(static_cast<std::size_t>(value));
    }
    counts.good = dies[static_cast<std::size_t>(Bin::good)];
    counts.bins["good"] = counts.good;
    const FindingList* list = find_list(file.findings, kDefects);
    for (const StoredBin& bin : file.bin_table) {
        const bool is_class = bin.code != static_cast<std::uint8_t>(Bin::good) && dies[bin.code] > 0;
        if (is_class ||
            (list != nullptr && std::ranges::find(list->classes, bin.name) != list->classes.end()))
            counts.bins[bin.name] = dies[bin.code];
    }
    return counts;
}

double median_of(const Layer* layer) {
    std::vector<float> values;
    if (layer != nullptr)
        std::ranges::copy_if(layer->values, std::back_inserter(values),
                             [](float v) { return !std::isnan(v); });
    return values.empty() ? std::nan("") : static_cast<double>(upper_median(values));
}

Json thresholds_json(const AppearanceEvidence& evidence) {
    Json json = Json::object();
    for (std::size_t t = 0; t < appearance::kTests; ++t)
        json[to_string(static_cast<Test>(t))] = number_or_null(evidence.tests.at(t).threshold);
    return json;
}

std::int64_t count_defects(const WaferFile& file, std::size_t channel) {
    const FindingList* list = find_list(file.findings, kDefects);
    if (list == nullptr) return 0;
    std::set<std::int32_t> numbers;
    for (const Finding& finding : list->findings) {
        if (finding.channel == static_cast<std::int32_t>(channel)) numbers.insert(finding.number);
    }
    return static_cast<std::int64_t>(numbers.size());
}

Json channel_json(const WaferFile& file, const AppearanceEvidence& evidence) {
    const auto at = std::ranges::find(file.channels, evidence.channel, &Channel::name);
    const auto channel = static_cast<std::size_t>(at - file.channels.begin());
    ClassCounts counts = count_classes(file, channel);
    Json json{{"channel", evidence.channel},
              {"inspected", counts.inspected},
              {"good", counts.good},
              {"bins", std::move(counts.bins)},
              {"defects", count_defects(file, channel)},
              {"kinds", evidence.kinds},
              {"golden_dies", evidence.golden_dies},
              {"threshold_sigma", number_or_null(evidence.tests.front().threshold)},
              {"thresholds_sigma", thresholds_json(evidence)},
              {"expected_false_alarms", evidence.expected_false_alarms()},
              {"smallest_visible_um", number_or_null(median_of(file.map.find(appearance_layer_name(
                                          file.channels, channel, kSmallestVisibleLayer))))},
              {"not_resolved", evidence.not_resolved}};
    if (!evidence.fault.empty()) json["fault"] = evidence.fault;
    return json;
}

}  // namespace

Json appearance_json(const WaferFile& file) {
    if (file.appearance.empty()) return nullptr;
    Json json = channel_json(file, file.appearance.front());
    if (file.appearance.size() > 1) {
        Json channels = Json::object();
        for (const AppearanceEvidence& evidence : file.appearance)
            channels[evidence.channel] = channel_json(file, evidence);
        json["channels"] = std::move(channels);
    }
    return json;
}

std::string appearance_text(const Json& appearance) {
    if (appearance.is_null()) return {};
    if (appearance.contains("fault")) return appearance["fault"].get<std::string>() + "\n";
    std::string text = fmt::format(
        "appearance: {} dies inspected, {} without a finding, {} defects, about {:.0f} false alarms "
        "expected\n",
        appearance["inspected"].get<std::int64_t>(), appearance["good"].get<std::int64_t>(),
        appearance["defects"].get<std::int64_t>(), appearance["expected_false_alarms"].get<double>());
    for (const auto& [name, dies] : appearance["bins"].items()) {
        if (name != "good" && dies.get<std::int64_t>() > 0)
            text += fmt::format("      {:<22} {:>10}\n", name, dies.get<std::int64_t>());
    }
    std::string unresolved;
    for (const Json& name : appearance["not_resolved"])
        unresolved += (unresolved.empty() ? "" : ", ") + name.get<std::string>();
    if (!unresolved.empty()) text += "  dies too small in the picture to tell: " + unresolved + "\n";
    return text;
}

}  // namespace waferglow::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/appearance_judge.h"

#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/internal/appearance_bins.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

using appearance::AppearanceDefect;
using appearance::AppearanceEvidence;
using appearance::AppearanceVerdict;
using appearance::Feature;
using appearance::FoundDefect;

/// The columns of the list that are numbers, and those that are texts, with what they hold.
struct NumberColumn {
    const char* name;
    double (*of)(const AppearanceDefect&);
};
constexpr std::array<NumberColumn, 6> kNumbers{{
    {"length_um", [](const AppearanceDefect& d) { return d.length_um; }},
    {"width_um", [](const AppearanceDefect& d) { return d.width_um; }},
    {"area_um2", [](const AppearanceDefect& d) { return d.area_um2; }},
    {"contrast", [](const AppearanceDefect& d) { return d.contrast; }},
    {"sigma", [](const AppearanceDefect& d) { return d.sigma; }},
    {"tile", [](const AppearanceDefect& d) { return static_cast<double>(d.tile); }},
}};
struct TextColumn {
    const char* name;
    std::string (*of)(const AppearanceDefect&);
};
constexpr std::array<TextColumn, 4> kTexts{{
    {"region", [](const AppearanceDefect& d) { return d.region; }},
    {"polarity", [](const AppearanceDefect& d) { return d.polarity; }},
    {"reason", [](const AppearanceDefect& d) { return d.reason; }},
    {"verdict",
     [](const AppearanceDefect& d) -> std::string {
         return d.verdict == AppearanceVerdict::fail ? "fail" : "pass";
     }},
}};

/// The smallest rectangle along x and y around a defect as long and wide as it is.
WaferRect extent_of(const FoundDefect& found, WaferPoint place) {
    const auto known = [](double um) { return std::isnan(um) ? 0.0 : um; };
    const double length = known(found.features[Feature::length_um]);
    const double width = known(found.features[Feature::width_um]);
    const double c = std::abs(std::cos(found.angle_rad));
    const double s = std::abs(std::sin(found.angle_rad));
    const double half_x = 0.5 * (length * c + width * s);
    const double half_y = 0.5 * (length * s + width * c);
    return {place.x - half_x, place.x + half_x, place.y - half_y, place.y + half_y};
}

class AppearanceJudge {
  public:
    explicit AppearanceJudge(const Judgement& wafer)
        : wafer_(wafer),
          settings_(settings_of(wafer.recipe.appearance)),
          pl_(wafer.evaluation.definitions),
          classes_(class_bins(settings_.rules, common_not_resolved(), pl_, names_by_hand())),
          order_(wafer.recipe.verdict_order, pl_, classes_) {
        list_.kind = &finding_kind(kDefects);
        for (const ClassBins& bins : classes_) list_.classes.push_back(bins.name);
        for (const NumberColumn& column : kNumbers) list_.columns.push_back({column.name, {}, {}});
        for (const TextColumn& column : kTexts) list_.columns.push_back({column.name, {}, {}});
    }

    void judge() {
        std::vector<std::uint8_t>& bins = wafer_.evaluation.bins;
        std::vector<float>& pl = add_derived(wafer_.map, kPlBinLayer).values;
        for (std::size_t cell = 0; cell < bins.size(); ++cell) {
            if (bins[cell] != kNoBinCode) pl[cell] = bins[cell];
        }
        for (const AppearanceEvidence& evidence : wafer_.appearance) {
            if (evidence.fault.empty()) judge_channel(evidence);
        }
        Evaluation& evaluation = wafer_.evaluation;
        for (BinDefinition& bin : definitions_of(classes_, pl_)) {
            evaluation.applied.rules.passes[bin.code] = bin.pass;
            evaluation.definitions.push_back(std::move(bin));
        }
        evaluation.findings.push_back(std::move(list_));
    }

  private:
    /// Classes that no channel shows.
    [[nodiscard]] std::vector<std::string> common_not_resolved() const {
        std::vector<std::string> common;
        bool first = true;
        for (const AppearanceEvidence& evidence : wafer_.appearance) {
            if (!evidence.fault.empty()) continue;
            if (std::exchange(first, false)) common = evidence.not_resolved;
            std::erase_if(common, [&](const std::string& name) {
                return std::ranges::find(evidence.not_resolved, name) == evidence.not_resolved.end();
            });
        }
        return common;
    }

    /// Each once, in rising order.
    [[nodiscard]] std::vector<std::string> names_by_hand() const {
        std::set<std::string> names;
        for (const AppearanceEvidence& evidence : wafer_.appearance) {
            for (const appearance::ClassByHand& by_hand : evidence.by_hand) names.insert(by_hand.name);
        }
        return {names.begin(), names.end()};
    }

    static const appearance::ClassByHand* by_hand_of(const AppearanceEvidence& evidence, int defect) {
        const auto at = std::ranges::find(evidence.by_hand, defect, &appearance::ClassByHand::defect);
        return at == evidence.by_hand.end() ? nullptr : &*at;
    }

    [[nodiscard]] std::size_t channel_of(const AppearanceEvidence& evidence) const {
        const auto at = std::ranges::find(wafer_.channels, evidence.channel, &Channel::name);
        if (at == wafer_.channels.end())
            throw Error(ErrorKind::input, fmt::format("/entry/appearance tells of a channel '{}', which the "
                                                      "wafer doesn't have",
                                                      evidence.channel));
        return static_cast<std::size_t>(at - wafer_.channels.begin());
    }

    /// The findings over the thresholds that the recipe asks for.
    [[nodiscard]] std::vector<const FoundDefect*> called(const AppearanceEvidence& evidence) const {
        const double rate = settings_.false_alarms_per_million;
        if (rate > evidence.false_alarms_per_million)
            throw Error(
                ErrorKind::input,
                fmt::format("appearance.false_alarms_per_million = {} is more than {}, for which the "
                            "file has its findings; weaker ones need the pixels: inspect the recording "
                            "anew",
                            rate, evidence.false_alarms_per_million));
        const auto factors = appearance::threshold_factors(evidence, rate);
        const auto over = [&](const FoundDefect& found) {
            const bool of_die = found.features.extent == appearance::Extent::die;
            return of_die ? found.over : found.over / factors.at(static_cast<std::size_t>(found.test));
        };
        const bool same = std::ranges::all_of(factors, [](double factor) { return factor == 1.0; });
        std::set<int> numbers;  // a line is called as a whole
        for (const FoundDefect& found : evidence.found) {
            if (same || over(found) >= 1.0) numbers.insert(found.defect);
        }
        std::vector<const FoundDefect*> called;
        for (const FoundDefect& found : evidence.found) {
            if (numbers.contains(found.defect)) called.push_back(&found);
        }
        return called;
    }

    void judge_channel(const AppearanceEvidence& evidence) {
        const std::size_t channel = channel_of(evidence);
        const auto layer = [&](const char* name) -> std::vector<float>& {
            const DerivedLayer& info = derived_layer(name);
            return wafer_.map
                .add(appearance_layer_name(wafer_.channels, channel, name), info.unit, info.title)
                .values;
        };
        const Layer* score =
            wafer_.map.find(appearance_layer_name(wafer_.channels, channel, kAppearanceScoreLayer));
        if (score == nullptr) return;
        std::vector<float>& bin = layer(kAppearanceBinLayer);
        std::vector<std::vector<float>*> zeros{&layer(kAppearanceDefectsLayer), &layer(kLargestDefectLayer),
                                               &layer(kDefectAreaLayer), &layer(kDefectShareLayer)};
        if (!evidence.parts.empty()) zeros.push_back(&layer(kMetalDefectShareLayer));
        for (std::size_t cell = 0; cell < bin.size(); ++cell) {
            if (std::isnan(score->values[cell])) continue;
            bin[cell] = static_cast<float>(Bin::good);
            for (std::vector<float>* values : zeros) (*values)[cell] = 0.0F;
        }
        std::map<std::size_t, std::uint8_t> named;  // of each die with findings, the code that comes first
        for (const FoundDefect* found : called(evidence)) {
            const std::size_t cell = wafer_.map.grid().cell(found->die);
            add_to_layers(found->features, cell, zeros);
            const AppearanceDefect defect =
                name_defect(*found, settings_.rules, evidence.not_resolved, wafer_.map.grid(),
                            by_hand_of(evidence, found->defect));
            const ClassBins& of = class_of(defect.name);
            const std::uint8_t code = of.code_of(defect.verdict == AppearanceVerdict::fail);
            const auto [at, fresh] = named.try_emplace(cell, code);
            if (!fresh && order_.place_of(code) < order_.place_of(at->second)) at->second = code;
            add_to_list(*found, defect, of, channel);
        }
        for (const auto& [cell, code] : named) {
            bin[cell] = static_cast<float>(class_of(code).first());
            std::uint8_t& merged = wafer_.evaluation.bins[cell];
            if (merged == kNoBinCode) continue;
            const bool good = merged == static_cast<std::uint8_t>(Bin::good) && passes_by_pl(merged);
            if (good || order_.place_of(code) < order_.place_of(merged)) merged = code;
        }
    }

    [[nodiscard]] bool passes_by_pl(std::uint8_t code) const {
        const auto at = std::ranges::find(pl_, code, &BinDefinition::code);
        return at != pl_.end() && at->pass;
    }

    [[nodiscard]] const ClassBins& class_of(const std::string& name) const {
        return *std::ranges::find(classes_, name, &ClassBins::name);
    }
    [[nodiscard]] const ClassBins& class_of(std::uint8_t code) const {
        return *std::ranges::find_if(
            classes_, [code](const ClassBins& bins) { return bins.fail == code || bins.pass == code; });
    }

    static void add_to_layers(const appearance::DefectFeatures& f, std::size_t cell,
                              const std::vector<std::vector<float>*>& layers) {
        const auto sum = [&](std::size_t layer, double value) {
            if (!std::isnan(value)) (*layers[layer])[cell] += static_cast<float>(value);
        };
        const auto most = [&](std::size_t layer, double value) {
            float& to = (*layers[layer])[cell];
            if (!std::isnan(value)) to = std::fmax(to, static_cast<float>(value));
        };
        sum(0, 1.0);
        most(1, f[Feature::length_um]);
        sum(2, f[Feature::area_um2]);
        sum(3, f[Feature::share]);
        if (layers.size() > 4) most(4, f[Feature::pad_share]);
    }

    void add_to_list(const FoundDefect& found, const AppearanceDefect& defect, const ClassBins& of,
                     std::size_t channel) {
        const WaferPoint place{defect.wafer_x_um, defect.wafer_y_um};
        list_.findings.push_back({.number = found.defect,
                                  .code = static_cast<std::int32_t>(of.rank),
                                  .place = place,
                                  .extent = extent_of(found, place),
                                  .score = found.over,
                                  .channel = static_cast<std::int32_t>(channel),
                                  .dies = 1,
                                  .on = {.row_begin = found.die.row,
                                         .row_end = found.die.row + 1,
                                         .col_begin = found.die.col,
                                         .col_end = found.die.col + 1}});
        for (std::size_t i = 0; i < kNumbers.size(); ++i)
            list_.columns[i].numbers.push_back(kNumbers.at(i).of(defect));
        for (std::size_t i = 0; i < kTexts.size(); ++i)
            list_.columns[kNumbers.size() + i].texts.push_back(kTexts.at(i).of(defect));
    }

    const Judgement& wafer_;
    appearance::AppearanceSettings settings_;
    std::vector<BinDefinition> pl_;
    std::vector<ClassBins> classes_;
    NameOrder order_;
    FindingList list_;
};

}  // namespace

void judge_appearance(const Judgement& wafer) {
    if (wafer.appearance.empty()) return;
    if (!wafer.recipe.appearance.enabled) {
        wafer.evaluation.findings.push_back({.kind = &finding_kind(kDefects), .findings = {}});
        return;
    }
    AppearanceJudge(wafer).judge();
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/class_rules.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

template <class Value>
bool one_of(Value value, const std::vector<Value>& values) {
    return values.empty() || std::ranges::find(values, value) != values.end();
}

bool holds(const ClassRule& rule, const DefectFeatures& f) {
    // Comparisons with NaN are false.
    return one_of(f.extent, rule.extents) && one_of(f.polarity, rule.polarities) &&
           one_of(f.touches, rule.touches) && one_of(f.region, rule.regions) &&
           std::ranges::all_of(rule.ranges, [&](const FeatureRange& range) {
               return f[range.feature] >= range.least && f[range.feature] <= range.most;
           });
}

AppearanceVerdict verdict_of(const ClassRule& rule, const DefectFeatures& f) {
    if (rule.fail_over.empty()) return rule.verdict;
    const bool fails = std::ranges::any_of(
        rule.fail_over, [&](const ClassRule::Limit& limit) { return f[limit.feature] > limit.over; });
    return fails ? AppearanceVerdict::fail : AppearanceVerdict::pass;
}

/// A feature as a part of a sentence.
std::string tell(Feature feature, double v) {
    switch (feature) {
        case Feature::share:
            return fmt::format("covers {:.1f} % of the die", 100.0 * v);
        case Feature::length_um:
            return fmt::format("{:.1f} um long", v);
        case Feature::width_um:
            return fmt::format("{:.1f} um wide", v);
        case Feature::length_share:
            return fmt::format("as long as {:.0f} % of the die's short side", 100.0 * v);
        case Feature::area_um2:
            return fmt::format("{:.1f} um2", v);
        case Feature::contrast:
            return fmt::format("{:.0f} % {} than good dies", 100.0 * std::abs(v),
                               v < 0.0 ? "darker" : "brighter");
        case Feature::pad_share:
            return fmt::format("covers {:.0f} % of the pad", 100.0 * v);
        case Feature::metal_loss:
            return fmt::format("takes {:.0f} % of the metal's light", 100.0 * v);
        case Feature::body_like:
            return fmt::format("{:.0f} % of the way from metal to body", 100.0 * v);
        case Feature::straightness:
            return fmt::format("straight to {:.2f}", v);
        case Feature::spans_dies:
            return fmt::format("runs over {:.0f} dies", v);
        case Feature::edges:
            return fmt::format("edges {:.0f} % as strong as on good dies", 100.0 * std::max(v, 0.0));
        case Feature::shift_share:
            return fmt::format("off its place by {:.1f} % of the short side", 100.0 * v);
        case Feature::turn_deg:
            return fmt::format("turned by {:.1f} degrees", v);
        case Feature::street_like:
            return fmt::format("{:.0f} % of the way to the street's light", 100.0 * v);
    }
    return {};
}

void add(std::string& sentence, const std::string& part) {
    if (part.empty()) return;
    if (!sentence.empty()) sentence += ", ";
    sentence += part;
}

std::string reason_of(const ClassRule& rule, const DefectFeatures& f) {
    std::string sentence;
    if (f.extent == Extent::pad) add(sentence, "the whole pad");
    if (f.extent == Extent::body) add(sentence, "the whole body");
    if (f.extent != Extent::die) add(sentence, to_string(f.polarity));
    if (f.extent == Extent::spot && !rule.regions.empty())
        add(sentence, fmt::format("on the {}", to_string(f.region)));
    if (!rule.touches.empty() && f.touches != Touches::none) {
        add(sentence, fmt::format("touches the {}", to_string(f.touches)));
    }
    std::vector<Feature> told;
    const auto once = [&](Feature feature) {
        if (std::isnan(f[feature]) || std::ranges::find(told, feature) != told.end()) return;
        told.push_back(feature);
        add(sentence, tell(feature, f[feature]));
    };
    for (const FeatureRange& range : rule.ranges) once(range.feature);
    for (const ClassRule::Limit& limit : rule.fail_over) once(limit.feature);
    if (told.empty()) once(f.extent == Extent::spot ? Feature::area_um2 : Feature::contrast);
    return sentence;
}

FeatureRange at_least(Feature feature, double least) {
    return {.feature = feature, .least = least};
}
FeatureRange at_most(Feature feature, double most) {
    return {.feature = feature, .most = most};
}

std::vector<ClassRule> die_rules() {
    return {{.name = "missing",
             .extents = {Extent::die},
             .ranges = {at_most(Feature::edges, 0.35)},
             .verdict = AppearanceVerdict::fail},
            {.name = "misplaced", .extents = {Extent::die}, .verdict = AppearanceVerdict::fail}};
}

std::vector<ClassRule> metal_rules() {
    constexpr double kDarkerThanBody = 1.3;  // what is gone is more than the metal
    return {{.name = "metal_missing",
             .extents = {Extent::pad},
             .polarities = {Polarity::dark},
             .ranges = {at_least(Feature::body_like, 0.8), at_most(Feature::body_like, kDarkerThanBody)},
             .fail_over = {{Feature::pad_share, 0.5}}},
            {.name = "chipped",
             .extents = {Extent::pad},
             .polarities = {Polarity::dark},
             .touches = {Touches::edge, Touches::corner},
             .ranges = {at_least(Feature::body_like, kDarkerThanBody)},
             .verdict = AppearanceVerdict::fail},
            {.name = "metal_partial",
             .extents = {Extent::pad},
             .polarities = {Polarity::dark},
             .ranges = {at_least(Feature::body_like, 0.6), at_most(Feature::body_like, kDarkerThanBody)},
             .fail_over = {{Feature::body_like, 0.5}}},
            {.name = "contact_residue",
             .extents = {Extent::pad},
             .polarities = {Polarity::dark},
             .regions = {DefectRegion::metal},  // a finger has no contact of its own
             .verdict = AppearanceVerdict::fail},
            {.name = "metal_stain", .extents = {Extent::pad}},
            {.name = "metal_broken",
             .extents = {Extent::spot},
             .polarities = {Polarity::dark, Polarity::mixed},
             .regions = {DefectRegion::finger},
             .ranges = {at_least(Feature::body_like, 0.4)},
             .verdict = AppearanceVerdict::fail},
            {.name = "metal_partial",
             .extents = {Extent::spot},
             .polarities = {Polarity::dark},
             .regions = {DefectRegion::metal},
             .ranges = {at_least(Feature::pad_share, 0.08), at_least(Feature::body_like, 0.55),
                        at_most(Feature::body_like, kDarkerThanBody)},
             .fail_over = {{Feature::pad_share, 0.5}}}};
}

std::vector<ClassRule> spot_rules() {
    return {{.name = "chipped",
             .extents = {Extent::spot},
             .polarities = {Polarity::dark},
             .touches = {Touches::edge, Touches::corner},
             .ranges = {at_least(Feature::share, 0.001), at_most(Feature::straightness, 0.8),
                        at_most(Feature::contrast, -0.15), at_most(Feature::street_like, 1.2)},
             .fail_over = {{Feature::share, 0.10}, {Feature::pad_share, 0.35}}},
            {.name = "cracked",
             .extents = {Extent::spot},
             .polarities = {Polarity::dark},
             .regions = {DefectRegion::body, DefectRegion::rim, DefectRegion::metal},
             .ranges = {at_least(Feature::straightness, 0.75), at_least(Feature::length_share, 0.3)}}};
}

std::vector<ClassRule> passing_rules() {
    return {{.name = "metal_stain",
             .extents = {Extent::spot},
             .polarities = {Polarity::bright},
             .regions = {DefectRegion::metal, DefectRegion::finger}},
            {.name = "metal_stain",
             .extents = {Extent::spot},
             .regions = {DefectRegion::metal, DefectRegion::finger},
             .ranges = {at_least(Feature::contrast, -0.45), at_most(Feature::contrast, -0.07),
                        at_least(Feature::pad_share, 0.08)}},
            {.name = "particle",
             .extents = {Extent::spot},
             .polarities = {Polarity::dark, Polarity::mixed},
             .ranges = {at_most(Feature::contrast, -0.15)}},
            {.name = "discoloured", .extents = {Extent::body}},
            {.name = "residue",
             .extents = {Extent::spot},
             .ranges = {at_least(Feature::contrast, -0.15), at_most(Feature::contrast, 0.15)}},
            {.name = "anomaly"}};
}

}  // namespace

const char* to_string(Polarity polarity) {
    switch (polarity) {
        case Polarity::dark:
            return "dark";
        case Polarity::bright:
            return "bright";
        case Polarity::mixed:
            break;
    }
    return "mixed";
}

const char* to_string(Touches touches) {
    switch (touches) {
        case Touches::none:
            return "none";
        case Touches::edge:
            return "edge";
        case Touches::corner:
            break;
    }
    return "corner";
}

const char* to_string(Extent extent) {
    switch (extent) {
        case Extent::spot:
            return "spot";
        case Extent::pad:
            return "pad";
        case Extent::body:
            return "body";
        case Extent::die:
            break;
    }
    return "die";
}

const char* to_string(DefectRegion region) {
    switch (region) {
        case DefectRegion::body:
            return "body";
        case DefectRegion::rim:
            return "rim";
        case DefectRegion::metal:
            return "metal";
        case DefectRegion::finger:
            return "finger";
        case DefectRegion::street:
            break;
    }
    return "street";
}

const std::array<FeatureInfo, kFeatures>& feature_table() {
    static constexpr std::array<FeatureInfo, kFeatures> kTable{{{Feature::share, "share"},
                                                                {Feature::length_um, "length_um"},
                                                                {Feature::width_um, "width_um"},
                                                                {Feature::length_share, "length_share"},
                                                                {Feature::area_um2, "area_um2"},
                                                                {Feature::contrast, "contrast"},
                                                                {Feature::pad_share, "pad_share"},
                                                                {Feature::metal_loss, "metal_loss"},
                                                                {Feature::body_like, "body_like"},
                                                                {Feature::straightness, "straightness"},
                                                                {Feature::spans_dies, "spans_dies"},
                                                                {Feature::edges, "edges"},
                                                                {Feature::shift_share, "shift_share"},
                                                                {Feature::turn_deg, "turn_deg"},
                                                                {Feature::street_like, "street_like"}}};
    return kTable;
}

std::vector<ClassRule> default_class_rules() {
    std::vector<ClassRule> rules = die_rules();
    rules.push_back({.name = "scratched",
                     .extents = {Extent::spot},
                     .ranges = {at_least(Feature::spans_dies, 2.0)},
                     .fail_over = {{Feature::metal_loss, 0.30}}});
    for (auto&& more : {metal_rules(), spot_rules(), passing_rules()}) {
        rules.insert(rules.end(), more.begin(), more.end());
    }
    return rules;
}

AppearanceVerdict verdict_of_class(const std::string& name, const DefectFeatures& features,
                                   const std::vector<ClassRule>& rules) {
    const ClassRule* first = nullptr;
    for (const ClassRule& rule : rules) {
        if (rule.name != name) continue;
        if (holds(rule, features)) return verdict_of(rule, features);
        if (first == nullptr) first = &rule;
    }
    return first == nullptr ? AppearanceVerdict::pass : verdict_of(*first, features);
}

Classified classify(const DefectFeatures& features, const std::vector<ClassRule>& rules) {
    for (const ClassRule& rule : rules) {
        if (holds(rule, features)) return {rule.name, verdict_of(rule, features), reason_of(rule, features)};
    }
    const ClassRule none{.name = "anomaly"};
    return {none.name, none.verdict, reason_of(none, features)};
}

}  // namespace waferglow::appearance

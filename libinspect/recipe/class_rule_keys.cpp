// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/recipe/internal/class_rule_keys.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace waferglow {
namespace {

using appearance::ClassRule;
using appearance::DefectRegion;
using appearance::Extent;
using appearance::Feature;
using appearance::FeatureInfo;
using appearance::FeatureRange;
using appearance::Polarity;
using appearance::Touches;

constexpr const char* kFailOver = "fail_over";
constexpr double kNone = std::numeric_limits<double>::infinity();

struct FeatureTitles {
    Feature feature;
    const char* unit;
    const char* least;
    const char* most;
};
/// In the order of Feature.
constexpr std::array<FeatureTitles, appearance::kFeatures> kTitles{{
    {Feature::share, "", "Least share of the die", "Most share of the die"},
    {Feature::length_um, "um", "Least length", "Most length"},
    {Feature::width_um, "um", "Least width", "Most width"},
    {Feature::length_share, "", "Least length over the short side", "Most length over the short side"},
    {Feature::area_um2, "um2", "Least area", "Most area"},
    {Feature::contrast, "", "Least contrast", "Most contrast"},
    {Feature::pad_share, "", "Least share of the pad", "Most share of the pad"},
    {Feature::metal_loss, "", "Least loss of metal's light", "Most loss of metal's light"},
    {Feature::body_like, "", "Least likeness to the body", "Most likeness to the body"},
    {Feature::straightness, "", "Least straightness", "Most straightness"},
    {Feature::spans_dies, "dies", "Least dies in a line", "Most dies in a line"},
    {Feature::edges, "", "Least edges of the die", "Most edges of the die"},
    {Feature::shift_share, "", "Least displacement", "Most displacement"},
    {Feature::turn_deg, "degrees", "Least turn", "Most turn"},
    {Feature::street_like, "", "Least likeness to the street", "Most likeness to the street"},
}};
static_assert(std::ranges::all_of(kTitles,
                                  [](const FeatureTitles& titles) { return titles.least != nullptr; }));
constexpr const char* kLeastHelp = "The rule holds only from this value on; may be empty.";
constexpr const char* kMostHelp = "The rule holds only up to this value; may be empty.";

/// "min_share", "max_share", ... that live as long as the program.
const char* key_name(Feature feature, bool most) {
    static const auto kNames = [] {
        std::array<std::array<std::string, 2>, appearance::kFeatures> names;
        for (const FeatureInfo& info : appearance::feature_table()) {
            auto& of = names.at(static_cast<std::size_t>(info.feature));
            of = {fmt::format("min_{}", info.name), fmt::format("max_{}", info.name)};
        }
        return names;
    }();
    return kNames.at(static_cast<std::size_t>(feature)).at(most ? 1 : 0).c_str();
}

Key<ClassRule> bound_key(const FeatureTitles& titles, bool most) {
    const Feature feature = titles.feature;
    const auto member = most ? &FeatureRange::most : &FeatureRange::least;
    return {.info = {.key = key_name(feature, most),
                     .unit = titles.unit,
                     .presence = Presence::optional,
                     .title = most ? titles.most : titles.least,
                     .help = most ? kMostHelp : kLeastHelp,
                     .kind = ValueKind::number},
            .get = [feature, member](const ClassRule& rule) -> KeyValue {
                const auto at = std::ranges::find(rule.ranges, feature, &FeatureRange::feature);
                if (at == rule.ranges.end() || std::isinf((*at).*member)) return {};
                return (*at).*member;
            },
            .set =
                [feature, member](ClassRule& rule, const KeyValue& value) {
                    auto at = std::ranges::find(rule.ranges, feature, &FeatureRange::feature);
                    if (at == rule.ranges.end())
                        at = rule.ranges.insert(at, {.feature = feature, .least = -kNone, .most = kNone});
                    (*at).*member = std::get<double>(value);
                }};
}

/// "edge|corner" as its parts.
std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('|', begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// A key of one value or of several with '|' between.
template <class Value, std::size_t N>
Key<ClassRule> either_key(std::vector<Value> ClassRule::*member, const std::array<Value, N>& values,
                          KeyInfo info) {
    info.presence = Presence::optional;
    info.kind = ValueKind::text;
    return {.info = std::move(info),
            .get = [member](const ClassRule& rule) -> KeyValue {
                if ((rule.*member).empty()) return {};
                std::vector<std::string> names;
                for (const Value value : rule.*member) names.emplace_back(to_string(value));
                return fmt::format("{}", fmt::join(names, "|"));
            },
            .set =
                [member, values](ClassRule& rule, const KeyValue& value) {
                    std::vector<std::string> names;
                    for (const Value known : values) names.emplace_back(to_string(known));
                    for (const std::string& part : parts_of(std::get<std::string>(value))) {
                        const auto at = std::ranges::find(names, part);
                        if (at == names.end()) throw Error(ErrorKind::input, unknown_choice(part, names));
                        (rule.*member).push_back(values.at(static_cast<std::size_t>(at - names.begin())));
                    }
                }};
}

Key<ClassRule> verdict_key() {
    const std::vector<std::string> choices{"pass", "fail"};
    return {.info = {.key = "verdict",
                     .title = "Verdict",
                     .help = "Of its dies, where there is no fail_over.",
                     .choices = choices,
                     .kind = ValueKind::choice},
            .get = [](const ClassRule& rule) -> KeyValue {
                return std::string(rule.verdict == appearance::AppearanceVerdict::fail ? "fail" : "pass");
            },
            .set =
                [choices](ClassRule& rule, const KeyValue& value) {
                    const std::string& text = std::get<std::string>(value);
                    if (std::ranges::find(choices, text) == choices.end())
                        throw Error(ErrorKind::input, unknown_choice(text, choices));
                    rule.verdict = text == "fail" ? appearance::AppearanceVerdict::fail
                                                  : appearance::AppearanceVerdict::pass;
                }};
}

Feature feature_called(const std::string& name) {
    std::vector<std::string> names;
    for (const FeatureInfo& info : appearance::feature_table()) {
        if (info.name == name) return info.feature;
        names.emplace_back(info.name);
    }
    throw Error(ErrorKind::input, unknown_choice(name, names));
}

std::string_view name_of(Feature feature) {
    return appearance::feature_table().at(static_cast<std::size_t>(feature)).name;
}

/// "share = 0.10".
ClassRule::Limit limit_of(const std::string& text) {
    const auto trimmed = [](std::string_view part) {
        const std::size_t begin = part.find_first_not_of(' ');
        if (begin == std::string_view::npos) return std::string();
        return std::string(part.substr(begin, part.find_last_not_of(' ') - begin + 1));
    };
    const std::size_t sign = text.find('=');
    const std::string number =
        sign == std::string::npos ? std::string() : trimmed(std::string_view(text).substr(sign + 1));
    double over = 0.0;
    const char* end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, over);
    if (number.empty() || read.ec != std::errc() || read.ptr != end || !std::isfinite(over))
        throw Error(ErrorKind::input, fmt::format("'{}' must be like \"share = 0.10\"", text));
    return {.feature = feature_called(trimmed(std::string_view(text).substr(0, sign))), .over = over};
}

Key<ClassRule> fail_over_key() {
    return {
        .info = {.key = kFailOver,
                 .presence = Presence::optional,
                 .title = "Fails over",
                 .help = "Features over which a die fails, { share = 0.10, pad_share = 0.35 }; up to these "
                         "it passes.",
                 .kind = ValueKind::texts},
        .get = [](const ClassRule& rule) -> KeyValue {
            std::vector<std::string> texts;
            for (const ClassRule::Limit& limit : rule.fail_over)
                texts.push_back(fmt::format("{} = {}", name_of(limit.feature), limit.over));
            return texts;
        },
        .set =
            [](ClassRule& rule, const KeyValue& value) {
                for (const std::string& text : std::get<std::vector<std::string>>(value))
                    rule.fail_over.push_back(limit_of(text));
            }};
}

/// The table { share = 0.10 }.
std::vector<ClassRule::Limit> limits_of(const TomlTable& table) {
    std::vector<ClassRule::Limit> limits;
    for (const std::string& name : table.keys()) {
        try {
            limits.push_back({.feature = feature_called(name), .over = table.number(name)});
        } catch (const TomlError&) {
            throw;
        } catch (const Error& error) {
            table.refuse(name, error.what());
        }
    }
    return limits;
}

}  // namespace

std::string unknown_choice(const KeyValue& value, const std::vector<std::string>& choices) {
    const std::string& text = std::get<std::string>(value);
    return fmt::format("= '{}' is unknown{}; known are {}", text, did_you_mean(text, choices),
                       fmt::join(choices, ", "));
}

KeyTable<ClassRule> class_rule_keys() {
    KeyTable<ClassRule> keys{
        key<ClassRule>(&ClassRule::name,
                       {.key = "class",
                        .presence = Presence::required,
                        .title = "Class",
                        .help = "Name that the finding gets. Rules are asked in their order, "
                                "the standard ones after these; the first whose conditions "
                                "all hold names it.",
                        .start = "class"}),
        either_key(
            &ClassRule::extents, std::array{Extent::spot, Extent::pad, Extent::body, Extent::die},
            {.key = "extent",
             .title = "Extent",
             .help =
                 "What was found: spot, a whole pad, body or die; several with vertical bars between. Empty: "
                 "any."}),
        either_key(&ClassRule::polarities, std::array{Polarity::dark, Polarity::bright, Polarity::mixed},
                   {.key = "polarity",
                    .title = "Polarity",
                    .help = "dark, bright or mixed; several with vertical bars between. Empty: any."}),
        either_key(&ClassRule::touches, std::array{Touches::none, Touches::edge, Touches::corner},
                   {.key = "touches",
                    .title = "Touches",
                    .help = "What of the die's outline it reaches: none, edge or corner; several with "
                            "vertical bars between. Empty: any."}),
        either_key(&ClassRule::regions,
                   std::array{DefectRegion::body, DefectRegion::rim, DefectRegion::metal,
                              DefectRegion::finger, DefectRegion::street},
                   {.key = "region",
                    .title = "Lies on",
                    .help = "Where most of it lies: body, rim, metal, finger or street; several with "
                            "vertical bars between. "
                            "Empty: any."}),
    };
    for (const FeatureTitles& titles : kTitles) {
        keys.push_back(bound_key(titles, false));
        keys.push_back(bound_key(titles, true));
    }
    keys.push_back(verdict_key());
    keys.push_back(fail_over_key());
    return keys;
}

ClassRule read_class_rule(const TomlTable& from, const KeyTable<ClassRule>& keys) {
    const toml::node* limits = from.find(kFailOver);
    const bool as_table = limits != nullptr && limits->is_table();
    KeyTable<ClassRule> read = keys;
    if (as_table)
        std::erase_if(read,
                      [](const Key<ClassRule>& k) { return std::string_view(k.info.key) == kFailOver; });
    ClassRule rule;
    read_keys(from, read, rule);
    if (as_table) rule.fail_over = limits_of(from.table(kFailOver));
    for (const FeatureRange& range : rule.ranges) {
        if (range.least > range.most)
            from.refuse(
                key_name(range.feature, false),
                fmt::format("= {} is over {} = {}", range.least, key_name(range.feature, true), range.most));
    }
    if (!rule.fail_over.empty() && from.contains("verdict"))
        from.refuse("verdict", "and fail_over can't both be given: the limits say what passes");
    return rule;
}

std::string class_rule_as_toml(const ClassRule& rule, const KeyTable<ClassRule>& keys) {
    KeyTable<ClassRule> written = keys;
    std::erase_if(written, [&](const Key<ClassRule>& k) {
        const std::string_view name = k.info.key;
        return name == kFailOver || (name == "verdict" && !rule.fail_over.empty());
    });
    std::string lines = keys_as_toml(written, rule, KeysWritten::needed);
    if (rule.fail_over.empty()) return lines;
    std::vector<std::string> limits;
    for (const ClassRule::Limit& limit : rule.fail_over)
        limits.push_back(fmt::format("{} = {}", name_of(limit.feature), limit.over));
    return lines + fmt::format("{} = {{ {} }}\n", kFailOver, fmt::join(limits, ", "));
}

}  // namespace waferglow

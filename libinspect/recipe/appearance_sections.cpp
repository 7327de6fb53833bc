// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the appearance of dies, and of the order in which they are named.
#include "libinspect/base/nearest_name.h"
#include "libinspect/recipe/internal/class_rule_keys.h"
#include "libinspect/recipe/internal/section_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kAppearancePage = "Appearance";

using appearance::ClassRule;
using appearance::RegionKind;
using appearance::RegionOverride;

RecipeSection appearance_section() {
    using A = AppearanceRecipe;
    KeyTable<A> keys{
        key<A>(&A::enabled, {.key = "enabled",
                             .title = "Inspect",
                             .help = "Whether dies are inspected for their appearance where there is a "
                                     "channel of reflected light."}),
        key<A>(&A::false_alarms_per_million,
               {"false_alarms_per_million", "", 1, 1e5, kDefaulted, "False alarms a million",
                "Good dies, of a million, on which something may be found that is none. Fewer false alarms "
                "need stronger defects."}),
        key<A>(&A::misplaced_share,
               {"misplaced_share", "", 0.001, 1, kDefaulted, "Misplaced beyond",
                "Displacement from which on a die is misplaced, as a share of its short side."}),
        key<A>(&A::misplaced_turn_deg, {"misplaced_turn_deg", "degrees", 0.01, 45, kDefaulted,
                                        "Turned beyond", "Turn from which on a die is misplaced."}),
        key<A>(&A::pictures, {"pictures", "dies", 0, 100000, kDefaulted, "Pictures",
                              "So many dies, the worst first, have pictures in the wafer file."}),
    };
    return section<A>(
        {.name = "appearance",
         .kind = SectionKind::optional,
         .title = "Appearance in reflected light",
         .page = kAppearancePage},
        std::move(keys), [](Recipe& r) -> A& { return r.appearance; },
        [](const Recipe& r) { return r.appearance == A{} ? nullptr : &r.appearance; });
}

constexpr std::array kRegionKinds{RegionKind::metal, RegionKind::finger, RegionKind::body, RegionKind::rim,
                                  RegionKind::ignore};

Key<RegionOverride> region_kind_key() {
    KeyInfo info{.key = "kind",
                 .presence = kRequired,
                 .title = "Kind",
                 .help = "What the rectangle shows; what lies on ignore is not judged.",
                 .start = "ignore",
                 .kind = ValueKind::choice};
    for (const RegionKind kind : kRegionKinds) info.choices.emplace_back(to_string(kind));
    return {
        .info = info,
        .get = [](const RegionOverride& region) -> KeyValue { return std::string(to_string(region.kind)); },
        .set =
            [choices = info.choices](RegionOverride& region, const KeyValue& value) {
                const auto at = std::ranges::find(choices, std::get<std::string>(value));
                if (at == choices.end()) throw Error(ErrorKind::input, unknown_choice(value, choices));
                region.kind = kRegionKinds.at(static_cast<std::size_t>(at - choices.begin()));
            }};
}

Key<RegionOverride> rect_key() {
    constexpr std::size_t kNumbers = 4;
    return {.info = {.key = "rect_um",
                     .unit = "um",
                     .presence = kRequired,
                     .title = "Rectangle",
                     .help = "Its lower left corner from the die's centre (right, up), its width and its "
                             "height.",
                     .start = "-5, -5, 10, 10",
                     .kind = ValueKind::numbers},
            .get = [](const RegionOverride& r) -> KeyValue {
                return std::vector<double>{r.left_um, r.bottom_um, r.width_um, r.height_um};
            },
            .set =
                [](RegionOverride& r, const KeyValue& value) {
                    const auto& numbers = std::get<std::vector<double>>(value);
                    if (numbers.size() != kNumbers)
                        throw Error(ErrorKind::input, "must have four numbers: x, y, width, height");
                    r.left_um = numbers[0];
                    r.bottom_um = numbers[1];
                    r.width_um = numbers[2];
                    r.height_um = numbers[3];
                    if (!(r.width_um > 0.0 && r.height_um > 0.0))
                        throw Error(ErrorKind::input, "must have a width and a height above 0");
                }};
}

RecipeSection region_section() {
    KeyTable<RegionOverride> keys{
        key<RegionOverride>(&RegionOverride::name, {.key = "name",
                                                    .presence = kRequired,
                                                    .title = "Region",
                                                    .help = "As its defects tell it.",
                                                    .start = "region",
                                                    .unique = true}),
        region_kind_key(),
        rect_key(),
        key<RegionOverride>(&RegionOverride::sensitivity,
                            {"sensitivity", "", 0.01, 100, kDefaulted, "Sensitivity",
                             "Thresholds are divided by it: above 1, weaker defects are found, and more "
                             "false alarms."}),
    };
    return list_section<RegionOverride>(
        {.name = "appearance.region", .title = "Regions of the die", .page = kAppearancePage},
        std::move(keys),
        [](const TomlTable&, Recipe& recipe, RegionOverride&& row) {
            recipe.appearance.regions.push_back(std::move(row));
        },
        [](const Recipe& recipe) { return recipe.appearance.regions; });
}

RecipeSection rule_section() {
    const KeyTable<ClassRule> keys = with_defaults(class_rule_keys());
    SectionInfo info{.name = "appearance.rule",
                     .kind = SectionKind::list,
                     .title = "Classes of defects",
                     .page = kAppearancePage};
    take_infos(info, keys);
    return {
        .info = std::move(info),
        .read = [keys](const TomlTable& from,
                       Recipe& recipe) { recipe.appearance.rules.push_back(read_class_rule(from, keys)); },
        .written =
            [keys](const Recipe& recipe) {
                std::vector<std::string> bodies;
                for (const ClassRule& rule : recipe.appearance.rules)
                    bodies.push_back(class_rule_as_toml(rule, keys));
                return bodies;
            }};
}

/// A name that nothing has would be without effect and without a word.
void check_order(const TomlTable& from, Recipe& recipe) {
    std::vector<std::string> known;
    for (const BinInfo& bin : kBins) known.emplace_back(bin.name);
    for (const CustomBin& bin : recipe.rules.custom) known.push_back(bin.name);
    for (const ClassRule& rule : settings_of(recipe.appearance).rules) known.push_back(rule.name);
    for (const std::string& name : recipe.verdict_order) {
        if (std::ranges::find(known, name) == known.end())
            from.refuse("order",
                        fmt::format("names '{}', which neither a bin nor a class of defects is called{}",
                                    name, did_you_mean(name, known)));
    }
}

RecipeSection verdict_section() {
    KeyTable<Recipe> keys{
        key<Recipe>(
            &Recipe::verdict_order,
            {.key = "order",
             .presence = kOptional,
             .title = "Order of names",
             .help = "Bins and classes in the order in which a die is named where several apply. What "
                     "fails names it before what passes; what is not listed follows."}),
    };
    RecipeSection verdict = section<Recipe>(
        {.name = "verdict", .kind = SectionKind::optional, .title = "Names of dies", .page = kAppearancePage},
        std::move(keys), [](Recipe& r) -> Recipe& { return r; },
        [](const Recipe& r) { return r.verdict_order.empty() ? nullptr : &r; });
    verdict.finish = check_order;
    return verdict;
}

}  // namespace

appearance::AppearanceSettings settings_of(const AppearanceRecipe& recipe) {
    appearance::AppearanceSettings settings;
    settings.false_alarms_per_million = recipe.false_alarms_per_million;
    settings.misplaced_share = recipe.misplaced_share;
    settings.misplaced_turn_deg = recipe.misplaced_turn_deg;
    settings.regions = recipe.regions;
    settings.rules.insert(settings.rules.begin(), recipe.rules.begin(), recipe.rules.end());
    return settings;
}

std::vector<RecipeSection> appearance_sections() {
    return {appearance_section(), region_section(), rule_section(), verdict_section()};
}

}  // namespace waferglow

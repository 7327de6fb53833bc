// SPDX-License-Identifier: GPL-3.0-or-later
// The keys by which stored layers are judged: name, normalisation, rules and bins, leakage, clusters.
#include "libinspect/recipe/internal/section_table.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace waferglow {
namespace {

// Of keys with a range: name, unit, least, most, presence, title, help; see KeyInfo.

constexpr const char* kGeneralPage = "General";
constexpr const char* kThresholdPage = "Thresholds";
constexpr const char* kVerdictPage = "Verdicts";

Recipe& whole(Recipe& recipe) {
    return recipe;
}
const Recipe* present_whole(const Recipe& recipe) {
    return &recipe;
}
BinRules& rules_of(Recipe& recipe) {
    return recipe.rules;
}
const BinRules* present_rules(const Recipe& recipe) {
    return &recipe.rules;
}

RecipeSection top() {
    KeyTable<Recipe> keys{
        key<Recipe>(&Recipe::name,
                    {.key = "name", .title = "Name", .help = "Stands in the wafer file and in its log."}),
    };
    return section<Recipe>({.name = "", .title = "Recipe", .page = kGeneralPage}, std::move(keys), whole,
                           present_whole);
}

RecipeSection normalise() {
    using S = NormaliseSettings;
    KeyTable<S> keys{
        key<S>(&S::window_radius_dies,
               {"window_radius_dies", "dies", 1, 1000, kDefaulted, "Window radius",
                "A die is compared with healthy dies of a square 2 r + 1 dies wide."}),
        key<S>(&S::healthy_sigmas, {"healthy_sigmas", "sigma", 1, 10, kDefaulted, "Healthy within",
                                    "Dies within so many robust sigmas of their surroundings are healthy."}),
        key<S>(&S::min_healthy, {"min_healthy", "dies", 1, 1e6, kDefaulted, "Fewest healthy dies",
                                 "A window with fewer healthy dies is widened until it has them."}),
        key<S>(&S::rounds,
               {"rounds", "", 1, 10, kDefaulted, "Rounds", "How often the healthy dies are chosen anew."}),
    };
    return section<S>(
        {.name = "normalise", .title = "Healthy neighbourhood", .page = kGeneralPage}, std::move(keys),
        [](Recipe& r) -> S& { return r.normalise; }, [](const Recipe& r) { return &r.normalise; });
}

RecipeSection bins() {
    using R = BinRules;
    KeyTable<R> keys{
        key<R>(&R::dead_below, {"dead_below", "", 0, 1, kDefaulted, "Dead below",
                                "Relative intensity of the strongest channel. A dead short still "
                                "glows some percent."}),
        key<R>(&R::weak_below, {"weak_below", "", 0, 1, kAutomatic, "Dim below",
                                "Relative intensity of the strongest channel below which a die is "
                                "dim: weak, leaky or covered."}),
        key<R>(&R::leaky_below, {"leaky_below", "", 0, 1, kAutomatic, "Leaky below",
                                 "Weakest over strongest channel. A shunt drains carriers most under "
                                 "weak light."}),
        key<R>(&R::covered_above, {"covered_above", "", 0, 1, kDefaulted, "Covered above",
                                   "Weakest over strongest channel of a dim die: above it light is "
                                   "lost outside, the junction is sound."}),
        key<R>(&R::ratio_spread, {"ratio_spread", "", 0, 10, kAutomatic, "Spread of the ratio",
                                  "Of weakest over strongest among healthy dies, beyond noise, 1 sigma."}),
        key<R>(&R::operating_w_cm2, {"operating_w_cm2", "W/cm2", 1e-6, 1e6, kDefaulted, "Operating point",
                                     "Excitation density whose photocurrent equals the operating current."}),
        key<R>(&R::bright_above, {"bright_above", "", 1, 1e6, kAutomatic, "Bright above",
                                  "Relative intensity of the strongest channel: metal peeled off, or "
                                  "dies grown together."}),
        key<R>(&R::nonuniformity_above, {"nonuniformity_above", "", 0, 1e6, kAutomatic, "Nonuniform above",
                                         "Variation inside the die beyond noise, coefficient of variation."}),
        key<R>(&R::wavelength_tolerance_nm,
               {"wavelength_tolerance_nm", "nm", 0, 1e4, kAutomatic, "Wavelength tolerance",
                "Distance of the peak wavelength from the smooth trend of the wafer."}),
        key<R>(&R::saturated_px_above, {"saturated_px_above", "px", 0, 1e9, kDefaulted, "Saturated above",
                                        "Clipped pixels of a die."}),
        key<R>(&R::max_ratio_sigma, {"max_ratio_sigma", "", 0, 10, kDefaulted, "Noise of the ratio up to",
                                     "A ratio of weakest over strongest noisier than this is not judged."}),
    };
    return section<R>({.name = "bins", .title = "Thresholds", .page = kThresholdPage}, std::move(keys),
                      rules_of, present_rules);
}

/// The description of a bin as a sentence.
std::string sentence_of(const BinInfo& bin) {
    std::string sentence = bin.description;
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    return sentence + '.';
}

RecipeSection passes() {
    static const std::vector<std::string> kHelps = [] {
        std::vector<std::string> helps;
        for (const BinInfo& bin : kBins) helps.push_back(sentence_of(bin));
        return helps;
    }();
    KeyTable<BinRules> keys;
    for (std::size_t i = 0; i < kBins.size(); ++i) {
        const auto code = static_cast<std::size_t>(kBins[i].bin);
        keys.push_back(
            key<BinRules>([code](auto& rules) -> auto& { return rules.passes[code]; },
                          {.key = kBins[i].name, .title = kBins[i].name, .help = kHelps[i].c_str()}));
    }
    return section<BinRules>({.name = "bins.pass", .title = "Bins that pass", .page = kVerdictPage},
                             std::move(keys), rules_of, present_rules);
}

/// A row of [[bins.custom]]: rules keep whether it passes beside that of the other bins.
struct OwnBin {
    CustomBin bin;
    bool pass = false;
};

void add_own_bin(const TomlTable& from, Recipe& recipe, OwnBin&& row) {
    const CustomBin& bin = row.bin;
    if (!bin.below && !bin.above) from.refuse("below", "or above must be given");
    const bool taken =
        std::ranges::any_of(kBins, [&](const BinInfo& info) { return bin.name == info.name; }) ||
        std::ranges::any_of(recipe.rules.custom, [&](const CustomBin& other) {
            return other.name == bin.name || other.code == bin.code;
        });
    if (taken)
        from.refuse("name", fmt::format("= '{}' or its code {} is taken by another bin", bin.name, bin.code));
    recipe.rules.passes[bin.code] = row.pass;
    recipe.rules.custom.push_back(std::move(row.bin));
}

std::vector<OwnBin> own_bins(const Recipe& recipe) {
    std::vector<OwnBin> rows;
    for (const CustomBin& bin : recipe.rules.custom) rows.push_back({bin, recipe.rules.passes[bin.code]});
    return rows;
}

RecipeSection custom_bins() {
    const auto of = [](auto member) {
        return [member](auto& row) -> auto& {
            return row.bin.*member;
        };
    };
    using B = CustomBin;
    KeyTable<OwnBin> keys{
        key<OwnBin>(of(&B::code), {"code", "", kFirstCustomCode, kNoBinCode - 1, kRequired, "Code",
                                   "Number of the bin in the file.", "10", true}),
        key<OwnBin>(of(&B::name), {.key = "name",
                                   .presence = kRequired,
                                   .title = "Name",
                                   .help = "Must differ from all other bins.",
                                   .start = "own",
                                   .unique = true}),
        color_key<OwnBin>(of(&B::rgb), {.key = "color", .title = "Colour", .help = "As #RRGGBB."}),
        key<OwnBin>(
            &OwnBin::pass,
            {.key = "pass", .title = "Passes", .help = "Whether its dies count as good in the yield."}),
        key<OwnBin>(of(&B::layer), {.key = "layer",
                                    .presence = kRequired,
                                    .title = "Layer",
                                    .help = "Name of the layer that is asked, as in the review."}),
        key<OwnBin>(of(&B::below), {.key = "below",
                                    .presence = kOptional,
                                    .title = "Below",
                                    .help = "Dies under this value; may be empty."}),
        key<OwnBin>(of(&B::above), {.key = "above",
                                    .presence = kOptional,
                                    .title = "Above",
                                    .help = "Dies over this value; may be empty."}),
    };
    return list_section<OwnBin>({.name = "bins.custom", .title = "Own bins", .page = kVerdictPage},
                                std::move(keys), add_own_bin, own_bins);
}

RecipeSection leakage() {
    return section<LeakSettings>(
        {.name = "leakage", .title = "Leakage", .page = kGeneralPage}, leakage_keys(),
        [](Recipe& r) -> LeakSettings& { return r.leakage; }, [](const Recipe& r) { return &r.leakage; });
}

RecipeSection clusters() {
    KeyTable<Recipe> keys{
        key<Recipe>(&Recipe::cluster_min_dies,
                    {"min_dies", "dies", 1, 1e9, kDefaulted, "Least size of a cluster",
                     "So many failing dies of one bin side by side make a cluster."}),
    };
    return section<Recipe>({.name = "clusters", .title = "Clusters", .page = kGeneralPage}, std::move(keys),
                           whole, present_whole);
}

}  // namespace

KeyTable<LeakSettings> leakage_keys() {
    using L = LeakSettings;
    return {
        key<L>(&L::absorbed_share, {"absorbed_share", "", 1e-6, 1, kDefaulted, "Absorbed share",
                                    "Of the light that falls on a die, by its wells. Shunt "
                                    "resistances scale with its inverse."}),
        key<L>(&L::excitation_nm, {"excitation_nm", "nm", 100, 2000, kDefaulted, "Excitation wavelength",
                                   "Wavelength of the exciting light; turns its power into photocurrent."}),
        key<L>(&L::voltage_v, {"voltage_v", "V", 0.1, 20, kDefaulted, "Open-circuit voltage",
                               "Of a healthy die at the excitation density below."}),
        key<L>(&L::voltage_at_w_cm2,
               {"voltage_at_w_cm2", "W/cm2", 1e-6, 1e6, kDefaulted, "At excitation density",
                "Excitation density for which the open-circuit voltage holds."}),
        key<L>(&L::thermal_voltage_v, {"thermal_voltage_v", "V", 0.001, 0.1, kDefaulted, "Thermal voltage",
                                       "kT/q: 25.85 mV at 300 K."}),
        key<L>(&L::slope, {"slope", "", 0.5, 3, kAutomatic, "Slope of healthy dies",
                           "Of ln PL against ln excitation density, from 2/3 to 2; without it from "
                           "the wafer's healthy dies."}),
    };
}

std::vector<RecipeSection> rule_sections() {
    return {top(), normalise(), bins(), passes(), custom_bins(), leakage(), clusters()};
}

}  // namespace waferglow

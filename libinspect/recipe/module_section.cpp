// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of [module]: by what display modules are judged.
#include "libinspect/recipe/internal/section_table.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

using module::FaultClass;
using module::QualitySettings;

constexpr const char* kModulePage = "Modules";

// Of keys with a range: name, unit, least, most, presence, title, help; see KeyInfo.

KeyTable<QualitySettings> limit_keys() {
    using Q = QualitySettings;
    return {
        key<Q>(&Q::faults_ppm, {"faults_ppm", "ppm", 0, 1e6, kDefaulted, "Faults up to",
                                "Sub-pixels that are not good, of a million measured ones."}),
        key<Q>(&Q::lines, {"lines", "", 0, 1e6, kDefaulted, "Lines up to", "Strong and weak ones."}),
        key<Q>(&Q::semu_max, {"semu_max", "Semu", 0, 1000, kDefaulted, "Mura up to",
                              "Of the worst mura, by SEMI D31. Where people begin to notice: 1."}),
        key<Q>(&Q::uniformity_min, {"uniformity_min", "", 0, 1, kDefaulted, "Uniformity from",
                                    "Least over largest luminance of 9 points, in the worst pattern."}),
        key<Q>(&Q::seam_max, {"seam_max", "", 0, 1, kDefaulted, "Seams up to",
                              "Step of light between sub-panels, as a fraction."}),
        key<Q>(&Q::delta_uv_max,
               {"delta_uv_max", "", 0, 1, kOptional, "Colour difference up to",
                "Largest distance in u'v' between two of the 9 points. Left out: not asked."}),
        key<Q>(&Q::fault_class,
               {.key = "fault_class",
                .presence = kOptional,
                .title = "Worst fault class",
                .help = "Of ISO 9241-307 (0, I, II, III, IV) or of the classes below. Left out: not asked."}),
    };
}

KeyTable<QualitySettings> threshold_keys() {
    using Q = QualitySettings;
    return {
        key<Q>(&Q::always_on_above, {"always_on_above", "", 0, 1, kDefaulted, "Always on above",
                                     "Light in black over the colour's median at full gray."}),
        key<Q>(&Q::wrong_colour_below, {"wrong_colour_below", "", 0, 1, kDefaulted, "Wrong colour below",
                                        "Relative luminance of the driven sub-pixel."}),
        key<Q>(&Q::wrong_colour_above,
               {"wrong_colour_above", "", 0, 1, kDefaulted, "Wrong colour above",
                "Light of an undriven sub-pixel of the same pixel over its colour's median."}),
        key<Q>(&Q::dead_below, {"dead_below", "", 0, 1, kDefaulted, "Module: dead below",
                                "Relative luminance. 0.25 is the threshold of a dark pixel in ISO 9241-307, "
                                "unconfirmed."}),
        key<Q>(&Q::dim_below, {"dim_below", "", 0, 1, kDefaulted, "Module: dim below",
                               "Relative luminance, or lower where the module's own spread is wide."}),
        key<Q>(&Q::bright_above, {"bright_above", "", 1, 1e6, kDefaulted, "Module: bright above",
                                  "Relative luminance, or higher where the module's own spread is wide."}),
        key<Q>(&Q::outlier_sigmas, {"outlier_sigmas", "sigma", 1, 20, kDefaulted, "Outliers from",
                                    "Robust spreads of the module: within them nothing is dim or bright."}),
        key<Q>(&Q::line_min, {"line_min", "px", 4, 1e6, kDefaulted, "Shortest line",
                              "Sub-pixels in a row or column that make a line."}),
        key<Q>(&Q::line_sigmas, {"line_sigmas", "sigma", 3, 100, kDefaulted, "Weak lines from",
                                 "Of the means of rows and columns about their neighbours."}),
        key<Q>(&Q::mura_sigmas,
               {"mura_sigmas", "sigma", 3, 100, kDefaulted, "Mura from",
                "Of the band-pass that shows it best, over the noise that the module's own spread "
                "makes in it."}),
        key<Q>(&Q::viewing_ppd, {"viewing_ppd", "", 1, 1000, kDefaulted, "Pixels a degree",
                                 "As the viewer sees them: microdisplays are magnified."}),
    };
}

KeyTable<QualitySettings> demura_keys() {
    using Q = QualitySettings;
    return {
        key<Q>(&Q::demura_percentile, {"demura_percentile", "%", 0, 100, kDefaulted, "Demura: target",
                                       "Percentile of the healthy sub-pixels to which all are brought."}),
        key<Q>(&Q::demura_gain_min, {"demura_gain_min", "", 0.01, 1, kDefaulted, "Demura: least gain",
                                     "Gains below it are clipped."}),
        key<Q>(&Q::demura_gain_max, {"demura_gain_max", "", 1, 2, kDefaulted, "Demura: largest gain",
                                     "Gains above it are clipped; a 16-bit table holds gains up to 2."}),
    };
}

void check_class_is_known(const TomlTable& from, Recipe& recipe) {
    const QualitySettings& settings = recipe.module;
    if (settings.fault_class.empty()) return;
    std::vector<std::string> names;
    for (const FaultClass& one : settings.classes()) names.push_back(one.name);
    if (std::ranges::find(names, settings.fault_class) == names.end())
        from.refuse("fault_class", fmt::format("= '{}' is unknown; known are {}", settings.fault_class,
                                               fmt::join(names, ", ")));
}

RecipeSection module_limits() {
    KeyTable<QualitySettings> keys = limit_keys();
    for (const auto& more : {threshold_keys(), demura_keys()})
        keys.insert(keys.end(), more.begin(), more.end());
    RecipeSection limits = section<QualitySettings>(
        {.name = "module", .kind = SectionKind::optional, .title = "Display modules", .page = kModulePage},
        std::move(keys), [](Recipe& r) -> QualitySettings& { return r.module; },
        [](const Recipe& r) { return r.module == QualitySettings{} ? nullptr : &r.module; });
    limits.finish = check_class_is_known;
    return limits;
}

RecipeSection fault_classes() {
    using F = FaultClass;
    KeyTable<F> keys{
        key<F>(&F::name, {.key = "name",
                          .presence = kRequired,
                          .title = "Name",
                          .help = "Of the fault class; the best comes first.",
                          .start = "A",
                          .unique = true}),
        key<F>(&F::type1, {"type1", "", 0, 1e6, kDefaulted, "Type 1", "Pixels always bright, of a million."}),
        key<F>(&F::type2, {"type2", "", 0, 1e6, kDefaulted, "Type 2", "Pixels always dark, of a million."}),
        key<F>(&F::type3, {"type3", "", 0, 1e6, kDefaulted, "Type 3",
                           "Sub-pixels, of a million pixels: bright ones by their weight, and dark ones."}),
        key<F>(&F::bright_counts, {"bright_counts", "", 0, 100, kDefaulted, "Bright counts",
                                   "As so many dark ones, of type 3."}),
        key<F>(&F::clusters_pixel, {"clusters_pixel", "", 0, 1e6, kDefaulted, "Clusters 1, 2",
                                    "Two or more within 5 x 5 pixels; of a million pixels."}),
        key<F>(&F::clusters_sub_pixel, {"clusters_sub_pixel", "", 0, 1e6, kDefaulted, "Clusters 3",
                                        "Two or more within 5 x 5 pixels; of a million pixels."}),
    };
    return list_section<F>(
        {.name = "module.class", .title = "Fault classes of your own", .page = kModulePage}, std::move(keys),
        [](const TomlTable&, Recipe& recipe, F&& row) {
            recipe.module.fault_classes.push_back(std::move(row));
        },
        [](const Recipe& recipe) { return recipe.module.fault_classes; });
}

}  // namespace

std::vector<RecipeSection> module_sections() {
    return {module_limits(), fault_classes()};
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe: what people set, as TOML. Everything may be left out; docs/recipe.md lists the keys.
#pragma once

#include "libinspect/correlation/learned_model.h"
#include "libinspect/defect/leak_model.h"
#include "libinspect/defect/rules.h"
#include "libinspect/map/normalise.h"
#include "libinspect/module_quality/settings.h"
#include "libinspect/recipe/appearance_recipe.h"
#include "libinspect/recipe/colour_recipe.h"
#include "libinspect/recipe/scan_recipe.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

struct Recipe {
    std::string name = "default";
    NormaliseSettings normalise;
    BinRules rules;
    LeakSettings leakage;
    std::int64_t cluster_min_dies = 3;
    AppearanceRecipe appearance;
    ColourRecipe colour;
    module::QualitySettings module;          ///< of display modules, in place of all rules above
    std::vector<std::string> verdict_order;  ///< names of bins and classes, first those that name a die first
    std::optional<ScanRecipe> scan;          ///< for a tool; recordings are inspected without
    std::optional<LearnedModel> model;       ///< learnt from EL; has the last word over the rules
    friend bool operator==(const Recipe&, const Recipe&) = default;
};

/// Reads a recipe. Throws Error(input) for anything wrong: no TOML, an unknown key (naming file, line and the
/// nearest known key), a value of the wrong type or out of its range; what is wrong with a key is a
/// TomlError, which tells its place apart. `source` names the text in messages.
[[nodiscard]] Recipe parse_recipe(const std::string& toml, const std::string& source);
[[nodiscard]] Recipe read_recipe(const std::filesystem::path& path);

/// The recipe as TOML with a comment on each key; `parse_recipe` reads it back. Thresholds that are left to
/// the data are written as "auto".
[[nodiscard]] std::string to_toml(const Recipe& recipe);

}  // namespace waferglow

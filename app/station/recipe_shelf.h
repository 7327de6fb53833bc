// SPDX-License-Identifier: GPL-3.0-or-later
// The recipes that an operator chooses from.
#pragma once

#include "libinspect/recipe/recipe.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::station {

struct ShelfRecipe {
    std::string name;              ///< of the recipe, or of the file where it can't be read
    std::filesystem::path path;    ///< empty: built into the program
    bool locked = false;           ///< released: its file is write-protected, or it is built in
    std::optional<Recipe> recipe;  ///< none: see `problem`
    std::string problem;           ///< why it can't be used, and where to mend it
};

/// Whether a recipe file is there and write-protected, which is how recipes are released.
[[nodiscard]] bool is_locked(const std::filesystem::path& path);

/// The built-in recipe, which fits the simulated tool, then all *.toml of the folder by name that say what to
/// scan or can't be read. A folder that is not there holds none.
[[nodiscard]] std::vector<ShelfRecipe> shelf_recipes(const std::filesystem::path& folder);

}  // namespace waferglow::station

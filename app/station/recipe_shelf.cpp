// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/recipe_shelf.h"

#include "libinspect/base/error.h"
#include "libinspect/base/told_message.h"
#include "waferglow_builtin_recipe.h"

#include <algorithm>
#include <exception>

namespace waferglow::station {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms kWrite = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;

}  // namespace

bool is_locked(const fs::path& path) {
    std::error_code unknown;
    const fs::file_status status = fs::status(path, unknown);
    return fs::exists(status) && (status.permissions() & kWrite) == fs::perms::none;
}

std::vector<ShelfRecipe> shelf_recipes(const fs::path& folder) {
    std::vector<ShelfRecipe> shelf;
    shelf.push_back({.name = {},
                     .path = {},
                     .locked = true,
                     .recipe = parse_recipe(kBuiltinRecipe, "built-in recipe"),
                     .problem = {}});
    shelf.front().name = shelf.front().recipe->name;
    std::vector<fs::path> files;
    std::error_code unknown;
    for (const auto& entry : fs::directory_iterator(folder, unknown))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        ShelfRecipe recipe{.name = file.stem().string(),
                           .path = file,
                           .locked = is_locked(file),
                           .recipe = {},
                           .problem = {}};
        try {
            recipe.recipe = read_recipe(file);
            if (!recipe.recipe->scan) continue;
            if (recipe.recipe->name != "default") recipe.name = recipe.recipe->name;
        } catch (const std::exception& error) {
            recipe.problem = told_message(error);
        }
        shelf.push_back(std::move(recipe));
    }
    return shelf;
}

}  // namespace waferglow::station

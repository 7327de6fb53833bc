// SPDX-License-Identifier: GPL-3.0-or-later
// The recipes that an operator chooses from.
#include "app/station/recipe_shelf.h"

#include "tests/station/small_tool.h"

#include <algorithm>

using namespace waferglow;
using namespace waferglow::station;
using namespace waferglow::test;

TEST_CASE("the built-in recipe is offered first, locked") {
    const SmallTool tool;
    const auto shelf = shelf_recipes(tool.workplace().recipes_folder);
    REQUIRE(shelf.size() == 2);
    CHECK(shelf[0].locked);
    CHECK(shelf[0].recipe);
    CHECK_FALSE(shelf[1].locked);
}

TEST_CASE("a write-protected recipe is locked") {
    const SmallTool tool;
    const auto path = tool.write_recipe("released.toml", "pl_low");
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
    const auto shelf = shelf_recipes(tool.workplace().recipes_folder);
    REQUIRE(shelf.size() == 3);
    CHECK(shelf[1].locked);
}

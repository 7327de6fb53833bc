// SPDX-License-Identifier: GPL-3.0-or-later
// Rectangles of the recipe's regions as they are drawn, and back.
#include "app/gui/presenters/recipe/region_boxes.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;

TEST_CASE("a drawn rectangle is written to a hundredth of um and read back", "[gui][recipe]") {
    CHECK(rect_text(-12.504, -3.0, 4.126, 6.0) == "-12.5, -3, 4.13, 6");
    CHECK(rect_text(-0.001, 0.0, 1.0, 1.0) == "0, 0, 1, 1");
    RecipeDraft draft;
    draft.lists[kRegionList] = {{{"name", "left"}, {"kind", "ignore"}, {kRegionRect, "-12.5, -3, 4.13, 6"}}};
    const std::vector<RegionBox> boxes = region_boxes(draft);
    REQUIRE(boxes.size() == 1);
    CHECK(boxes[0].name == "left");
    CHECK(boxes[0].left_um == Approx(-12.5));
    CHECK(boxes[0].bottom_um == Approx(-3.0));
    CHECK(boxes[0].width_um == Approx(4.13));
    CHECK(boxes[0].height_um == Approx(6.0));
}

TEST_CASE("rectangles that can't be read are not drawn, and the others keep their rows", "[gui][recipe]") {
    RecipeDraft draft;
    draft.lists[kRegionList] = {{{kRegionRect, "1, 2, 3"}},
                                {{kRegionRect, "1, 2, -3, 4"}},
                                {{kRegionRect, "1, x, 3, 4"}},
                                {{kRegionRect, "1, 2, 3, 4"}}};
    const std::vector<RegionBox> boxes = region_boxes(draft);
    REQUIRE(boxes.size() == 1);
    CHECK(boxes[0].row == 3);
}

TEST_CASE("a drawn rectangle makes a region of the recipe", "[gui][recipe]") {
    RecipeDraft draft = draft_of(Recipe{});
    set_section(draft, "appearance", true);
    FieldTexts row = next_row(draft, kRegionList);
    row[kRegionRect] = rect_text(-10.0, -5.0, 4.0, 3.0);
    draft.lists[kRegionList].push_back(row);
    const DraftCheck found = check(draft);
    REQUIRE(found.recipe.has_value());
    REQUIRE(found.recipe->appearance.regions.size() == 1);
    CHECK(found.recipe->appearance.regions[0].left_um == Approx(-10.0));
    CHECK(found.recipe->appearance.regions[0].height_um == Approx(3.0));
}

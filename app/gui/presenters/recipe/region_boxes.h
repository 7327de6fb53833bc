// SPDX-License-Identifier: GPL-3.0-or-later
// The regions of a draft as rectangles to be drawn over the golden die, and rectangles as a draft has them.
#pragma once

#include "app/gui/presenters/recipe/recipe_draft.h"

#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

inline constexpr const char* kRegionList = "appearance.region";
inline constexpr const char* kRegionRect = "rect_um";

/// A row of the list of regions; the rectangle in um from the die's centre, y up.
struct RegionBox {
    int row = 0;
    std::string name;
    std::string kind;
    double left_um = 0.0;
    double bottom_um = 0.0;
    double width_um = 0.0;
    double height_um = 0.0;
};

/// Those whose rectangle can be read.
[[nodiscard]] std::vector<RegionBox> region_boxes(const RecipeDraft& draft);

/// "-12.5, -3, 4, 6" to a hundredth of um.
[[nodiscard]] std::string rect_text(double left_um, double bottom_um, double width_um, double height_um);

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the fields of a recipe are called and what they do, in the language of the window.
#pragma once

#include "app/gui/presenters/recipe/recipe_fields.h"

#include <QString>

namespace waferglow::gui {

[[nodiscard]] QString field_label(const RecipeField& field);
/// One or two short sentences.
[[nodiscard]] QString field_help(const RecipeField& field);
/// "0 to 1", "1 or more", "letters, digits and _"; empty where there is nothing to say.
[[nodiscard]] QString field_limits(const RecipeField& field);
[[nodiscard]] QString section_title(const char* section);
/// "dies" in the language of the window; units of measure as they are.
[[nodiscard]] QString field_unit(const RecipeField& field);
/// Label of a field with its unit in brackets on a line of its own, for the head of a table.
[[nodiscard]] QString field_heading(const RecipeField& field);

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of a recipe are called and what they do, in the language of the window. The schema, which
// knows no Qt, says it in English; its texts are marked for translation in recipe_words.cpp, in the context
// "Recipe". A test compares them with the schema.
#pragma once

#include "libinspect/recipe/schema.h"

#include <QString>

namespace waferglow::gui {

/// A title, help, unit or page of the schema.
[[nodiscard]] QString recipe_word(const char* text);
[[nodiscard]] QString field_label(const KeyInfo& key);
/// One or two short sentences.
[[nodiscard]] QString field_help(const KeyInfo& key);
/// "0 to 1"; empty where there are no bounds.
[[nodiscard]] QString field_limits(const KeyInfo& key);
[[nodiscard]] QString section_title(const SectionInfo& section);
/// "dies" in the language of the window; units of measure as they are.
[[nodiscard]] QString field_unit(const KeyInfo& key);
/// Label of a field with its unit in brackets on a line of its own, for the head of a table.
[[nodiscard]] QString field_heading(const KeyInfo& key);

}  // namespace waferglow::gui

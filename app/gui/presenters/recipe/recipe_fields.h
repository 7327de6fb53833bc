// SPDX-License-Identifier: GPL-3.0-or-later
// Every key of a recipe as a form needs it: kind, unit, limits. Reading and refusing stay with parse_recipe;
// a test holds the limits here against those there.
#pragma once

#include <span>
#include <string_view>

namespace waferglow::gui {

enum class FieldKind { number, whole, text, flag, choice, color };

struct RecipeField {
    const char* section;  ///< "" for the top
    const char* key;
    FieldKind kind = FieldKind::number;
    const char* otherwise = "";  ///< as typed; what a field begins with
    const char* unit = "";
    double least = 0.0;
    double most = 0.0;
    bool automatic = false;  ///< may be "auto": left to the data
    bool optional = false;   ///< may be empty: the key is left out
};

enum class SectionKind {
    always,    ///< can't be left out
    optional,  ///< there or not
    list,      ///< any number of them
};

struct RecipeSection {
    const char* name;
    SectionKind kind = SectionKind::always;
    const char* within = "";  ///< an optional section that this one belongs to
};

/// In the order in which they are written.
[[nodiscard]] std::span<const RecipeSection> recipe_sections();
[[nodiscard]] std::span<const RecipeField> recipe_fields();
/// Null where there is none.
[[nodiscard]] const RecipeSection* find_section(std::string_view name);
[[nodiscard]] const RecipeField* find_field(std::string_view section, std::string_view key);

inline constexpr const char* kAuto = "auto";

}  // namespace waferglow::gui

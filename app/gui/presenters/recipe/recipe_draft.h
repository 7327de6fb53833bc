// SPDX-License-Identifier: GPL-3.0-or-later
// A recipe in the making: the text of every field as people typed it, right or wrong.
#pragma once

#include "libinspect/recipe/recipe.h"
#include "libinspect/recipe/schema.h"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

using FieldTexts = std::map<std::string, std::string>;  // by key

/// Where a field is. `index` counts the sections of a list, -1 in all others.
struct FieldPlace {
    std::string section;
    std::string key;
    int index = -1;
    friend auto operator<=>(const FieldPlace&, const FieldPlace&) = default;
};

struct RecipeDraft {
    std::map<std::string, FieldTexts> sections;            ///< those that are there
    std::map<std::string, std::vector<FieldTexts>> lists;  ///< by section
    std::optional<LearnedModel> model;                     ///< learnt from EL; kept or dropped as a whole
    friend bool operator==(const RecipeDraft&, const RecipeDraft&) = default;

    /// Null where the place is not there.
    [[nodiscard]] const std::string* find(const FieldPlace& place) const;
    [[nodiscard]] std::string* find(const FieldPlace& place);
    [[nodiscard]] bool has(const std::string& section) const { return sections.contains(section); }
};

/// What all fields of a section begin with.
[[nodiscard]] FieldTexts default_texts(const std::string& section);
/// What a further row of a list begins with: likewise, names and numbers that rows must not share counted on.
[[nodiscard]] FieldTexts next_row(const RecipeDraft& draft, const std::string& list);
[[nodiscard]] RecipeDraft draft_of(const Recipe& recipe);
/// Makes an optional section there, with its defaults and what must be in it, or takes it away.
void set_section(RecipeDraft& draft, const std::string& section, bool there);

/// The draft as TOML, wrong values too, and which field each line (from 1) belongs to.
struct RenderedDraft {
    std::string toml;
    std::map<int, FieldPlace> place_of_line;
};
[[nodiscard]] RenderedDraft render(const RecipeDraft& draft);

/// What parse_recipe says of a draft, sorted by field.
struct DraftCheck {
    std::optional<Recipe> recipe;  ///< where nothing is wrong
    std::map<FieldPlace, std::string> messages;
    std::string general;  ///< what belongs to no field; empty: nothing
};
[[nodiscard]] DraftCheck check(const RecipeDraft& draft);

/// A key in two recipes, side by side. An empty text: the key is not there.
struct RecipeDifference {
    FieldPlace place;
    std::string stored;
    std::string draft;
    [[nodiscard]] bool differs() const { return stored != draft; }
};
[[nodiscard]] std::vector<RecipeDifference> compare_drafts(const RecipeDraft& stored,
                                                           const RecipeDraft& draft);

}  // namespace waferglow::gui

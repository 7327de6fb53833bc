// SPDX-License-Identifier: GPL-3.0-or-later
// The table behind the schema: each section with its keys, bound to the part of a recipe that they fill. To
// add a key, add a line to a section's keys (rule_sections.cpp, scan_sections.cpp); to add a section, a
// function there that returns it and its call in recipe_sections().
#pragma once

#include "libinspect/formats/internal/key_table.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/recipe/schema.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace waferglow {

inline constexpr auto kDefaulted = Presence::defaulted;
inline constexpr auto kAutomatic = Presence::automatic;
inline constexpr auto kOptional = Presence::optional;
inline constexpr auto kRequired = Presence::required;

struct RecipeSection {
    SectionInfo info;
    /// Reads one table of the section. Throws TomlError.
    std::function<void(const TomlTable&, Recipe&)> read;
    /// The keys of each of its tables as lines of TOML; empty: the section is not there.
    std::function<std::vector<std::string>(const Recipe&)> written;
    /// Checks against other sections, once all are read, with the section's table; may be empty.
    std::function<void(const TomlTable&, Recipe&)> finish{};
};

/// What a section's part needs beyond its keys: called with the part as read. Throws TomlError.
template <class Part>
using PartCheck = std::function<void(const TomlTable&, Recipe&, Part&)>;

template <class Part>
void take_infos(SectionInfo& info, const KeyTable<Part>& keys) {
    for (const Key<Part>& key : keys) info.keys.push_back(key.info);
}

/// A section that fills `Part`. `place` makes it there, for the reader; `present` finds it, for the writer,
/// null where it is not there.
template <class Part>
[[nodiscard]] RecipeSection section(SectionInfo info, KeyTable<Part> table, Part& (*place)(Recipe&),
                                    const Part* (*present)(const Recipe&), PartCheck<Part> check = {}) {
    KeyTable<Part> keys = with_defaults(std::move(table));
    take_infos(info, keys);
    return {.info = std::move(info),
            .read =
                [keys, place, check](const TomlTable& from, Recipe& recipe) {
                    Part& part = place(recipe);
                    read_keys(from, keys, part);
                    if (check) check(from, recipe, part);
                },
            .written = [keys, present](const Recipe& recipe) -> std::vector<std::string> {
                const Part* part = present(recipe);
                if (part == nullptr) return {};
                return {keys_as_toml(keys, *part, KeysWritten::needed)};
            }};
}

/// A section of rows: `add` checks a row and takes it over, `rows` gives those that are there.
template <class Row>
[[nodiscard]] RecipeSection list_section(SectionInfo info, KeyTable<Row> table,
                                         void (*add)(const TomlTable&, Recipe&, Row&&),
                                         std::vector<Row> (*rows)(const Recipe&)) {
    KeyTable<Row> keys = with_defaults(std::move(table));
    take_infos(info, keys);
    info.kind = SectionKind::list;
    return {.info = std::move(info),
            .read =
                [keys, add](const TomlTable& from, Recipe& recipe) {
                    Row row;
                    read_keys(from, keys, row);
                    add(from, recipe, std::move(row));
                },
            .written =
                [keys, rows](const Recipe& recipe) {
                    std::vector<std::string> bodies;
                    for (const Row& row : rows(recipe))
                        bodies.push_back(keys_as_toml(keys, row, KeysWritten::needed));
                    return bodies;
                }};
}

/// All sections, in the order in which they are written; a section comes after the one that it is part of.
[[nodiscard]] const std::vector<RecipeSection>& recipe_sections();

/// Normalisation, rules and bins, leakage, clusters.
[[nodiscard]] std::vector<RecipeSection> rule_sections();
/// Those of [leakage], for whoever has nothing but the text of a recipe.
[[nodiscard]] KeyTable<LeakSettings> leakage_keys();
/// The appearance of dies, and the order in which they are named.
[[nodiscard]] std::vector<RecipeSection> appearance_sections();
/// The filter of colour channels.
[[nodiscard]] std::vector<RecipeSection> colour_sections();
/// Display modules.
[[nodiscard]] std::vector<RecipeSection> module_sections();
/// What a tool is to scan.
[[nodiscard]] std::vector<RecipeSection> scan_sections();

}  // namespace waferglow

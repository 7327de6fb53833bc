// SPDX-License-Identifier: GPL-3.0-or-later
// All sections and keys of a recipe with what there is to know of them: the reader, the writer, the form of
// the desktop, the differences of two recipes and docs/recipe.md follow it.
#pragma once

#include "libinspect/formats/key_info.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

enum class SectionKind : std::uint8_t {
    always,    ///< goes with the section that it is part of
    optional,  ///< there or not
    list       ///< any number of rows, [[name]]
};

struct SectionInfo {
    const char* name = "";  ///< "scan.grid"; empty: the top
    SectionKind kind = SectionKind::always;
    const char* title = "";
    const char* page = "";   ///< of the form
    bool needs_row = false;  ///< a list that can't be empty
    std::vector<KeyInfo> keys{};

    /// The section that it is part of, "scan" for "scan.grid"; of the others the top, "".
    [[nodiscard]] std::string_view parent() const;
    /// Its name there: "grid".
    [[nodiscard]] std::string_view last_name() const;
};

/// In the order in which they are written. The section [model] is no part of it: it is read and written whole
/// (model_section.h).
[[nodiscard]] std::span<const SectionInfo> recipe_schema();
/// How a table of it begins: "[scan.grid]", "[[scan.channel]]"; empty for the top.
[[nodiscard]] std::string heading_of(const SectionInfo& section);
/// Null where there is none.
[[nodiscard]] const SectionInfo* find_section(std::string_view name);
[[nodiscard]] const KeyInfo* find_key(std::string_view section, std::string_view key);

}  // namespace waferglow

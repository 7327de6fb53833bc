// SPDX-License-Identifier: GPL-3.0-or-later
// docs/recipe.md lists every key with its kind, unit, range, default and help, and no other. A section whose
// text differs is printed as it should be.
#include "libinspect/recipe/schema.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace waferglow;

namespace {

std::string kind_column(const KeyInfo& key) {
    switch (key.kind) {
        case ValueKind::number:
            return "number";
        case ValueKind::whole:
            return "whole number";
        case ValueKind::text:
            return "text";
        case ValueKind::flag:
            return "true or false";
        case ValueKind::choice:
            return fmt::format("{}", fmt::join(key.choices, " or "));
        case ValueKind::color:
            return "colour";
        case ValueKind::numbers:
            return "list of numbers";
        case ValueKind::texts:
            return "list of texts";
    }
    return {};
}

std::string default_column(const KeyInfo& key) {
    if (key.presence == Presence::required) return "required";
    if (key.presence == Presence::optional) return "left out";
    const bool text = key.presence == Presence::automatic || key.kind == ValueKind::text ||
                      key.kind == ValueKind::choice || key.kind == ValueKind::color;
    return text ? "`\"" + key.standard + "\"`" : key.standard;
}

std::string chapter_of(const SectionInfo& section) {
    const std::string heading = heading_of(section);
    std::string text = fmt::format(
        "### {}\n\n| key | kind | unit | range | default | what it is |\n"
        "|---|---|---|---|---|---|\n",
        heading.empty() ? "At the top" : "`" + heading + "`");
    for (const KeyInfo& key : section.keys)
        text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", key.key, kind_column(key), key.unit,
                            range_text(key), default_column(key), key.help);
    return text;
}

std::string document() {
    std::ifstream file(WAFERGLOW_SOURCE_DIR "/docs/recipe.md");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("docs/recipe.md has each section as the schema has it", "[recipe]") {
    const std::string text = document();
    for (const SectionInfo& section : recipe_schema()) {
        const std::string chapter = chapter_of(section);
        INFO("should be:\n" << chapter);
        CHECK(text.find(chapter + "\n") != std::string::npos);
    }
}

TEST_CASE("docs/recipe.md lists no key that there is not", "[recipe]") {
    std::size_t keys = 0;
    for (const SectionInfo& section : recipe_schema()) keys += section.keys.size();
    std::istringstream lines(document());
    std::size_t listed = 0;
    bool among_keys = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#")) among_keys = line.starts_with("### ");
        if (among_keys && line.starts_with("| `")) ++listed;
    }
    CHECK(listed == keys);
}

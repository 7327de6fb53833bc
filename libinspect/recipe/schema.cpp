// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/recipe/schema.h"

#include "libinspect/recipe/internal/section_table.h"

#include <algorithm>

namespace waferglow {

std::string_view SectionInfo::parent() const {
    const std::string_view path = name;
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

std::string_view SectionInfo::last_name() const {
    const std::string_view path = name;
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

const std::vector<RecipeSection>& recipe_sections() {
    static const std::vector<RecipeSection> kSections = [] {
        std::vector<RecipeSection> all = rule_sections();
        for (RecipeSection& section : appearance_sections()) all.push_back(std::move(section));
        for (RecipeSection& section : colour_sections()) all.push_back(std::move(section));
        for (RecipeSection& section : module_sections()) all.push_back(std::move(section));
        for (RecipeSection& section : scan_sections()) all.push_back(std::move(section));
        return all;
    }();
    return kSections;
}

std::span<const SectionInfo> recipe_schema() {
    static const std::vector<SectionInfo> kSchema = [] {
        std::vector<SectionInfo> all;
        for (const RecipeSection& section : recipe_sections()) all.push_back(section.info);
        return all;
    }();
    return kSchema;
}

std::string heading_of(const SectionInfo& section) {
    const std::string name = section.name;
    if (name.empty()) return {};
    return section.kind == SectionKind::list ? "[[" + name + "]]" : "[" + name + "]";
}

const SectionInfo* find_section(std::string_view name) {
    const auto schema = recipe_schema();
    const auto found = std::ranges::find_if(schema, [&](const SectionInfo& s) { return name == s.name; });
    return found == schema.end() ? nullptr : &*found;
}

const KeyInfo* find_key(std::string_view section, std::string_view key) {
    const SectionInfo* info = find_section(section);
    if (info == nullptr) return nullptr;
    const auto found = std::ranges::find_if(info->keys, [&](const KeyInfo& k) { return key == k.key; });
    return found == info->keys.end() ? nullptr : &*found;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/recipe/recipe.h"

#include "libinspect/base/error.h"
#include "libinspect/correlation/apply_model.h"
#include "libinspect/correlation/model_text.h"
#include "libinspect/recipe/internal/model_section.h"
#include "libinspect/recipe/internal/section_table.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace waferglow {
namespace {

constexpr const char* kModel = "model";

/// Reads one TOML document section by section.
class RecipeReader {
  public:
    explicit RecipeReader(const std::filesystem::path& source) : source_(source) {}

    Recipe read(const toml::table& document) {
        const TomlTable top(source_, "", document);
        read_table(recipe_sections().front(), top);
        for (const auto& [section, table] : read_) {
            if (section->finish) section->finish(table, recipe_);
        }
        if (top.contains(kModel)) read_model_section(top);
        return std::move(recipe_);
    }

  private:
    using Read = std::pair<const RecipeSection*, TomlTable>;

    static std::vector<const RecipeSection*> parts_of(const SectionInfo& whole) {
        std::vector<const RecipeSection*> parts;
        for (const RecipeSection& section : recipe_sections()) {
            if (section.info.name[0] != '\0' && section.info.parent() == whole.name)
                parts.push_back(&section);
        }
        return parts;
    }

    /// One table of a section, then the sections that are part of it.
    void read_table(const RecipeSection& section, const TomlTable& table) {
        const std::vector<const RecipeSection*> parts = parts_of(section.info);
        std::vector<std::string> known;
        for (const KeyInfo& key : section.info.keys) known.emplace_back(key.key);
        for (const RecipeSection* part : parts) known.emplace_back(part->info.last_name());
        if (section.info.name[0] == '\0') known.emplace_back(kModel);
        for (const UnknownKey& unknown : unknown_keys(table, known))
            table.refuse(unknown.key, unknown.complaint);
        section.read(table, recipe_);
        read_.emplace_back(&section, table);
        for (const RecipeSection* part : parts) read_part(*part, table);
    }

    void read_part(const RecipeSection& part, const TomlTable& whole) {
        const SectionInfo& info = part.info;
        const std::string key(info.last_name());
        const toml::node* node = whole.find(key);
        if (info.kind == SectionKind::list) {
            read_rows(part, whole, key, node);
        } else if (node != nullptr) {
            if (!node->is_table()) whole.refuse(key, "must be a section: " + heading_of(info));
            read_table(part, {source_, heading_of(info), *node->as_table()});
        } else if (info.kind == SectionKind::always && std::ranges::any_of(info.keys, &is_required)) {
            whole.refuse(key, "is missing: give a section " + heading_of(info));
        }
    }

    void read_rows(const RecipeSection& list, const TomlTable& whole, const std::string& key,
                   const toml::node* node) {
        const SectionInfo& info = list.info;
        const toml::array* rows = node == nullptr ? nullptr : node->as_array();
        if (node != nullptr && (rows == nullptr || !rows->is_homogeneous(toml::node_type::table)))
            whole.refuse(key, "must be a list of sections: " + heading_of(info));
        if (rows == nullptr) {
            if (info.needs_row) whole.refuse(key, "is missing: give at least one " + heading_of(info));
            return;
        }
        for (const toml::node& row : *rows) read_table(list, {source_, heading_of(info), *row.as_table()});
    }

    void read_model_section(const TomlTable& top) {
        if (!top.find(kModel)->is_table()) top.refuse(kModel, "must be a section: [model]");
        recipe_.model = read_model(top.table(kModel));
        for (const BinDefinition& bin : learned_bins()) {
            const bool taken = std::ranges::any_of(recipe_.rules.custom, [&bin](const CustomBin& custom) {
                return custom.code == bin.code || custom.name == bin.name;
            });
            if (taken)
                top.refuse(kModel,
                           fmt::format("needs bin {} '{}', which bins.custom has taken", bin.code, bin.name));
            recipe_.rules.passes[bin.code] = bin.pass;
        }
    }

    static bool is_required(const KeyInfo& key) { return key.presence == Presence::required; }

    const std::filesystem::path& source_;
    Recipe recipe_;
    std::vector<Read> read_;
};

/// "r.toml:3: recipe key 'bins.dead_below' = 2 must be from 0 to 1".
TomlError in_words_of_recipes(const std::string& source, const TomlComplaint& complaint) {
    const std::string path =
        complaint.section.empty() ? complaint.key : complaint.section + "." + complaint.key;
    const std::string line = complaint.line > 0 ? fmt::format(":{}", complaint.line) : "";
    const std::string subject = fmt::format("recipe key '{}'", path);
    return {fmt::format("{}{}: {}", source, line, join_complaint(subject, complaint.text)), complaint};
}

}  // namespace

Recipe parse_recipe(const std::string& toml, const std::string& source) {
    const std::filesystem::path path = source;
    toml::table document;
    try {
        document = toml::parse(toml, source);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::input, fmt::format("{}:{}: not valid TOML: {}", source,
                                                  error.source().begin.line, error.description()));
    }
    try {
        return RecipeReader(path).read(document);
    } catch (const TomlError& error) {
        throw in_words_of_recipes(source, error.complaint());
    }
}

Recipe read_recipe(const std::filesystem::path& path) {
    constexpr std::uint64_t kMostBytes = 256U << 20U;  // a learnt model of many trees lies in it
    return parse_recipe(read_settings_text(path, kMostBytes), path.string());
}

std::string to_toml(const Recipe& recipe) {
    std::string text;
    for (const RecipeSection& section : recipe_sections()) {
        const SectionInfo& info = section.info;
        const std::string heading = heading_of(info);
        for (const std::string& body : section.written(recipe)) {
            if (!heading.empty()) text += fmt::format("\n{}\n", heading);
            text += body;
        }
    }
    if (recipe.model) text.append("\n").append(to_toml(*recipe.model));
    return text;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/recipe/recipe_draft.h"

#include "libinspect/base/error.h"
#include "libinspect/correlation/model_text.h"
#include "libinspect/formats/toml_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace waferglow::gui {
namespace {

constexpr const char* kSource = "recipe";

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string quoted(const std::string& text) {
    std::ostringstream stream;
    stream << toml::value<std::string>{text};
    // One line a field, whatever is typed: messages are sorted by line.
    std::string line = stream.str();
    std::ranges::replace(line, '\n', ' ');
    return line.starts_with("'''") || line.starts_with("\"\"\"") ? "\"?\"" : line;
}

/// A number as TOML has it; what is none is quoted, so that parse_recipe says so.
std::string number_text(const std::string& typed) {
    const char* end = typed.data() + typed.size();
    const char* begin = typed.starts_with('+') ? typed.data() + 1 : typed.data();
    std::int64_t whole = 0;
    if (const auto result = std::from_chars(begin, end, whole); result.ec == std::errc() && result.ptr == end)
        return std::to_string(whole);
    double value = 0.0;
    const auto result = std::from_chars(begin, end, value);
    if (result.ec != std::errc() || result.ptr != end || !std::isfinite(value)) return quoted(typed);
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

/// "0.10" and "0.1" are the same recipe.
bool same_number(const std::string& a, const std::string& b) {
    double x = 0.0;
    double y = 0.0;
    const auto reads = [](const std::string& text, double& value) {
        const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
        return result.ec == std::errc() && result.ptr == text.data() + text.size();
    };
    return reads(a, x) && reads(b, y) && x == y;
}

/// The right side of a line; nothing where the key is left out.
std::optional<std::string> toml_value(const RecipeField& field, const std::string& typed) {
    const std::string text = trimmed(typed);
    if (text.empty() && field.optional) return std::nullopt;
    switch (field.kind) {
        case FieldKind::number:
        case FieldKind::whole:
            if (field.automatic && (text.empty() || text == kAuto)) return quoted(kAuto);
            return number_text(text);
        case FieldKind::flag:
            return text == "true" ? "true" : "false";
        case FieldKind::text:
        case FieldKind::choice:
        case FieldKind::color:
            return quoted(text);
    }
    return std::nullopt;
}

std::string typed_of(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
    if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
    return {};
}

FieldTexts read_texts(const toml::table& table, const std::string& section) {
    FieldTexts texts;
    for (const RecipeField& field : recipe_fields()) {
        if (section != field.section) continue;
        const toml::node* node = table.get(field.key);
        texts[field.key] = node == nullptr ? (field.optional ? "" : field.otherwise) : typed_of(*node);
    }
    return texts;
}

/// Node of "scan.spectra.region"; null where it is not there.
const toml::node* node_at(const toml::table& document, const std::string& path) {
    const toml::node* node = &document;
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, '.');) {
        const toml::table* table = node->as_table();
        node = table == nullptr ? nullptr : table->get(part);
        if (node == nullptr) return nullptr;
    }
    return node;
}

/// The place that a complaint is about: the field on its line, else the field of its key in the section
/// there.
std::optional<FieldPlace> place_of(const TomlComplaint& complaint, const RenderedDraft& rendered) {
    const auto at = rendered.place_of_line.find(complaint.line);
    if (at == rendered.place_of_line.end()) return std::nullopt;
    FieldPlace place = at->second;
    if (place.key.empty()) place.key = complaint.key;
    if (find_field(place.section, place.key) == nullptr) return std::nullopt;
    return place;
}

}  // namespace

const std::string* RecipeDraft::find(const FieldPlace& place) const {
    const FieldTexts* texts = nullptr;
    if (place.index < 0) {
        const auto section = sections.find(place.section);
        if (section != sections.end()) texts = &section->second;
    } else {
        const auto list = lists.find(place.section);
        if (list != lists.end() && static_cast<std::size_t>(place.index) < list->second.size())
            texts = &list->second[static_cast<std::size_t>(place.index)];
    }
    if (texts == nullptr) return nullptr;
    const auto text = texts->find(place.key);
    return text == texts->end() ? nullptr : &text->second;
}

std::string* RecipeDraft::find(const FieldPlace& place) {
    return const_cast<std::string*>(std::as_const(*this).find(place));
}

FieldTexts default_texts(const std::string& section) {
    FieldTexts texts;
    for (const RecipeField& field : recipe_fields()) {
        if (section == field.section) texts[field.key] = field.otherwise;
    }
    return texts;
}

RecipeDraft draft_of(const Recipe& recipe) {
    const toml::table document = toml::parse(to_toml(recipe));
    RecipeDraft draft;
    draft.model = recipe.model;
    for (const RecipeSection& section : recipe_sections()) {
        const std::string name = section.name;
        const toml::node* node = name.empty() ? &document : node_at(document, name);
        if (section.kind == SectionKind::list) {
            if (!draft.has(section.within) && section.within[0] != '\0') continue;
            std::vector<FieldTexts>& list = draft.lists[name];
            if (node == nullptr || node->as_array() == nullptr) continue;
            for (const toml::node& row : *node->as_array()) list.push_back(read_texts(*row.as_table(), name));
        } else if (node != nullptr && node->as_table() != nullptr) {
            draft.sections[name] = read_texts(*node->as_table(), name);
        }
    }
    return draft;
}

void set_section(RecipeDraft& draft, const std::string& section, bool there) {
    if (!there) {
        draft.sections.erase(section);
        draft.lists.erase(section);
        for (const RecipeSection& inner : recipe_sections()) {
            if (section == inner.within) set_section(draft, inner.name, false);
        }
        return;
    }
    if (!draft.has(section)) draft.sections[section] = default_texts(section);
    for (const RecipeSection& inner : recipe_sections()) {
        if (section != inner.within) continue;
        if (inner.kind == SectionKind::always) set_section(draft, inner.name, true);
        if (inner.kind == SectionKind::list) draft.lists[inner.name];
    }
    // A scan without a channel is none.
    if (section == "scan" && draft.lists["scan.channel"].empty())
        draft.lists["scan.channel"].push_back(default_texts("scan.channel"));
}

RenderedDraft render(const RecipeDraft& draft) {
    RenderedDraft rendered;
    int line = 0;
    const auto add_line = [&](const std::string& text, const FieldPlace& place) {
        rendered.toml += text + "\n";
        rendered.place_of_line[++line] = place;
    };
    const auto add_texts = [&](const std::string& section, int index, const FieldTexts& texts) {
        for (const RecipeField& field : recipe_fields()) {
            if (section != field.section) continue;
            const auto text = texts.find(field.key);
            if (text == texts.end()) continue;
            if (const auto value = toml_value(field, text->second))
                add_line(fmt::format("{} = {}", field.key, *value), {section, field.key, index});
        }
    };
    for (const RecipeSection& section : recipe_sections()) {
        const std::string name = section.name;
        if (section.kind == SectionKind::list) {
            const auto list = draft.lists.find(name);
            if (list == draft.lists.end()) continue;
            for (std::size_t i = 0; i < list->second.size(); ++i) {
                add_line(fmt::format("[[{}]]", name), {name, {}, static_cast<int>(i)});
                add_texts(name, static_cast<int>(i), list->second[i]);
            }
            continue;
        }
        const auto texts = draft.sections.find(name);
        if (texts == draft.sections.end()) continue;
        if (!name.empty()) add_line(fmt::format("[{}]", name), {name, {}, -1});
        add_texts(name, -1, texts->second);
    }
    return rendered;
}

DraftCheck check(const RecipeDraft& draft) {
    DraftCheck result;
    RecipeDraft rest = draft;
    const std::string model = draft.model ? to_toml(*draft.model) : std::string();
    // parse_recipe ends at the first fault: each one found is put right in a copy, and the rest is read
    // again.
    for (std::size_t round = 0; round <= recipe_fields().size(); ++round) {
        const RenderedDraft rendered = render(rest);
        try {
            const Recipe recipe = parse_recipe(rendered.toml + model, kSource);
            if (result.messages.empty()) result.recipe = recipe;
            return result;
        } catch (const TomlError& error) {
            const TomlComplaint& complaint = error.complaint();
            const std::optional<FieldPlace> place = place_of(complaint, rendered);
            if (!place) {
                if (result.messages.empty())
                    result.general =
                        complaint.key.empty() ? complaint.text : complaint.key + " " + complaint.text;
                return result;
            }
            if (!result.messages.emplace(*place, complaint.text).second) return result;
            std::string* text = rest.find(*place);
            if (text == nullptr) return result;
            *text = find_field(place->section, place->key)->otherwise;
        } catch (const Error& error) {
            if (result.messages.empty()) result.general = error.what();
            return result;
        }
    }
    return result;
}

std::vector<RecipeDifference> compare_drafts(const RecipeDraft& stored, const RecipeDraft& draft) {
    std::vector<RecipeDifference> all;
    const auto text_of = [](const RecipeDraft& side, const FieldPlace& place) {
        const std::string* text = side.find(place);
        return text == nullptr ? std::string() : trimmed(*text);
    };
    const auto add = [&](const FieldPlace& place) {
        RecipeDifference difference{place, text_of(stored, place), text_of(draft, place)};
        if (same_number(difference.stored, difference.draft)) difference.draft = difference.stored;
        if (!difference.stored.empty() || !difference.draft.empty()) all.push_back(std::move(difference));
    };
    const auto length = [](const RecipeDraft& side, const std::string& list) {
        const auto found = side.lists.find(list);
        return found == side.lists.end() ? 0 : static_cast<int>(found->second.size());
    };
    for (const RecipeSection& section : recipe_sections()) {
        const bool list = section.kind == SectionKind::list;
        const int rows = list ? std::max(length(stored, section.name), length(draft, section.name)) : 1;
        for (int row = 0; row < rows; ++row) {
            for (const RecipeField& field : recipe_fields()) {
                if (std::string_view(section.name) == field.section)
                    add({field.section, field.key, list ? row : -1});
            }
        }
    }
    return all;
}

}  // namespace waferglow::gui

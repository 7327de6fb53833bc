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

constexpr const char* kDraftSource = "recipe";

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// A number as TOML has it; what is none becomes a text, so that parse_recipe says so.
std::string number_text(const std::string& typed) {
    const char* end = typed.data() + typed.size();
    const char* begin = typed.starts_with('+') ? typed.data() + 1 : typed.data();
    std::int64_t whole = 0;
    if (const auto result = std::from_chars(begin, end, whole); result.ec == std::errc() && result.ptr == end)
        return std::to_string(whole);
    double value = 0.0;
    const auto result = std::from_chars(begin, end, value);
    if (result.ec != std::errc() || result.ptr != end || !std::isfinite(value)) return toml_text(typed);
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

std::string trimmed_list(const KeyInfo& key, const std::string& typed) {
    std::string list;
    std::istringstream parts(typed);
    for (std::string part; std::getline(parts, part, ',');) {
        part = trimmed(part);
        if (part.empty()) continue;
        list += list.empty() ? "" : ", ";
        list += key.kind == ValueKind::numbers ? number_text(part) : toml_text(part);
    }
    return "[" + list + "]";
}

/// The right side of a line; nothing where the key is left out.
std::optional<std::string> toml_value(const KeyInfo& key, const std::string& typed) {
    const std::string text = trimmed(typed);
    if (text.empty() && key.presence == Presence::optional) return std::nullopt;
    switch (key.kind) {
        case ValueKind::number:
        case ValueKind::whole:
            if (key.presence == Presence::automatic && (text.empty() || text == kAuto))
                return toml_text(kAuto);
            return number_text(text);
        case ValueKind::flag:
            return text == "true" ? "true" : "false";
        case ValueKind::text:
        case ValueKind::choice:
        case ValueKind::color:
            return toml_text(text);
        case ValueKind::numbers:
        case ValueKind::texts:
            return trimmed_list(key, text);
    }
    return std::nullopt;
}

std::string typed_of(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
    if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
    std::string list;
    if (const auto* array = node.as_array()) {
        for (const toml::node& part : *array) list += (list.empty() ? "" : ", ") + typed_of(part);
    }
    if (const auto* table = node.as_table()) {  // one line of a form: "share = 0.1, pad_share = 0.35"
        for (const auto& [key, value] : *table)
            list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", key.str(), typed_of(value));
    }
    return list;
}

FieldTexts read_texts(const toml::table& table, const SectionInfo& section) {
    FieldTexts texts;
    for (const KeyInfo& key : section.keys) {
        const toml::node* node = table.get(key.key);
        texts[key.key] = node == nullptr ? std::string() : typed_of(*node);
    }
    return texts;
}

/// What a field begins with.
std::string start_of(const KeyInfo& key) {
    return key.start[0] == '\0' ? key.standard : key.start;
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
    if (find_key(place.section, place.key) == nullptr) return std::nullopt;
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
    if (const SectionInfo* info = find_section(section)) {
        for (const KeyInfo& key : info->keys) texts[key.key] = start_of(key);
    }
    return texts;
}

RecipeDraft draft_of(const Recipe& recipe) {
    const toml::table document = toml::parse(to_toml(recipe));
    RecipeDraft draft;
    draft.model = recipe.model;
    for (const SectionInfo& section : recipe_schema()) {
        const std::string name = section.name;
        const toml::node* node = name.empty() ? &document : node_at(document, name);
        if (section.kind == SectionKind::list) {
            if (!draft.has(std::string(section.parent()))) continue;
            std::vector<FieldTexts>& list = draft.lists[name];
            if (node == nullptr || node->as_array() == nullptr) continue;
            for (const toml::node& row : *node->as_array())
                list.push_back(read_texts(*row.as_table(), section));
        } else if (node != nullptr && node->as_table() != nullptr) {
            draft.sections[name] = read_texts(*node->as_table(), section);
        }
    }
    return draft;
}

void set_section(RecipeDraft& draft, const std::string& section, bool there) {
    const auto is_part = [&](const SectionInfo& inner) {
        return inner.name[0] != '\0' && section == inner.parent();
    };
    if (!there) {
        draft.sections.erase(section);
        draft.lists.erase(section);
        for (const SectionInfo& inner : recipe_schema()) {
            if (is_part(inner)) set_section(draft, inner.name, false);
        }
        return;
    }
    if (!draft.has(section)) draft.sections[section] = default_texts(section);
    for (const SectionInfo& inner : recipe_schema()) {
        if (!is_part(inner)) continue;
        if (inner.kind == SectionKind::always) set_section(draft, inner.name, true);
        if (inner.kind != SectionKind::list) continue;
        std::vector<FieldTexts>& rows = draft.lists[inner.name];
        if (inner.needs_row && rows.empty()) rows.push_back(default_texts(inner.name));
    }
}

FieldTexts next_row(const RecipeDraft& draft, const std::string& list) {
    FieldTexts texts = default_texts(list);
    const auto rows = draft.lists.find(list);
    const std::size_t before = rows == draft.lists.end() ? 0 : rows->second.size();
    if (before == 0) return texts;
    for (const KeyInfo& key : find_section(list)->keys) {
        if (!key.unique) continue;
        if (key.kind == ValueKind::whole)
            texts[key.key] = fmt::format("{}", key.least + static_cast<double>(before));
        else
            texts[key.key] += std::to_string(before + 1);
    }
    return texts;
}

RenderedDraft render(const RecipeDraft& draft) {
    RenderedDraft rendered;
    int line = 0;
    const auto add_line = [&](const std::string& text, const FieldPlace& place) {
        rendered.toml += text + "\n";
        rendered.place_of_line[++line] = place;
    };
    const auto add_table = [&](const SectionInfo& section, int index, const FieldTexts& texts) {
        const std::string heading = heading_of(section);
        if (!heading.empty()) add_line(heading, {section.name, {}, index});
        for (const KeyInfo& key : section.keys) {
            const auto text = texts.find(key.key);
            if (text == texts.end()) continue;
            if (const auto value = toml_value(key, text->second))
                add_line(fmt::format("{} = {}", key.key, *value), {section.name, key.key, index});
        }
    };
    for (const SectionInfo& section : recipe_schema()) {
        if (section.kind == SectionKind::list) {
            const auto list = draft.lists.find(section.name);
            if (list == draft.lists.end()) continue;
            for (std::size_t i = 0; i < list->second.size(); ++i)
                add_table(section, static_cast<int>(i), list->second[i]);
            continue;
        }
        const auto texts = draft.sections.find(section.name);
        if (texts != draft.sections.end()) add_table(section, -1, texts->second);
    }
    return rendered;
}

DraftCheck check(const RecipeDraft& draft) {
    DraftCheck result;
    RecipeDraft rest = draft;
    const std::string model = draft.model ? to_toml(*draft.model) : std::string();
    // parse_recipe ends at the first fault: each one found is put right in a copy, and the rest is read
    // again.
    std::size_t fields = 0;
    for (const SectionInfo& section : recipe_schema()) fields += section.keys.size();
    for (std::size_t round = 0; round <= fields; ++round) {
        const RenderedDraft rendered = render(rest);
        try {
            const Recipe recipe = parse_recipe(rendered.toml + model, kDraftSource);
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
            *text = start_of(*find_key(place->section, place->key));
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
    for (const SectionInfo& section : recipe_schema()) {
        const bool list = section.kind == SectionKind::list;
        const int rows = list ? std::max(length(stored, section.name), length(draft, section.name)) : 1;
        for (int row = 0; row < rows; ++row) {
            for (const KeyInfo& key : section.keys) add({section.name, key.key, list ? row : -1});
        }
    }
    return all;
}

}  // namespace waferglow::gui

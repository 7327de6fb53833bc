// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/toml_reader.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/content_kind.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

namespace waferglow {
namespace {

toml::table parse(const std::filesystem::path& path) {
    constexpr std::uint64_t kMostBytes = 1U << 20U;
    // Each dot of a key may nest a table, and toml++ 3.3 recurses over them without bound.
    constexpr std::ptrdiff_t kMostDots = 4000;
    const std::string text = read_settings_text(path, kMostBytes);
    if (std::ranges::count(text, '.') > kMostDots) {
        throw Error(ErrorKind::input, fmt::format("{}: is too large for a file of settings ({} dots at most)",
                                                  path.string(), kMostDots));
    }
    try {
        return toml::parse(text, path.string());
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::input,
                    fmt::format("{} line {}, column {}: {}", path.string(), error.source().begin.line,
                                error.source().begin.column, error.description()));
    }
}

/// The value as the file might write it, for messages.
std::string shown(const toml::node& node) {
    std::ostringstream text;
    node.visit([&text](const auto& value) { text << value; });
    return in_quotes(text.str());
}

}  // namespace

std::string read_settings_text(const std::filesystem::path& path, std::uint64_t most_bytes) {
    constexpr std::size_t kEnough = 1U << 16U;
    if (const std::string kind = what_is_no_text(read_beginning(path, kEnough)); !kind.empty()) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: is no file of settings: it seems to be {}; recordings, "
                                "recipes, tools and mappings are TOML text",
                                path.string(), kind));
    }
    if (InputFile(path).size() > most_bytes) {
        throw Error(ErrorKind::input, fmt::format("{}: is too large for a file of settings ({} MiB at most)",
                                                  path.string(), most_bytes >> 20U));
    }
    return read_text(path, most_bytes);
}

TomlFile::TomlFile(const std::filesystem::path& path) : path_(path), table_(parse(path)) {}

std::string join_complaint(std::string_view subject, std::string_view complaint) {
    constexpr std::array<std::string_view, 7> kGoesOn{"is ",    "= ",  "must ", "needs ",
                                                      "names ", "or ", "and "};
    const bool goes_on = std::ranges::any_of(
        kGoesOn, [&](std::string_view beginning) { return complaint.starts_with(beginning); });
    return fmt::format("{}{} {}", subject, goes_on ? "" : ":", complaint);
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, node] : *table_) keys.emplace_back(key.str());
    return keys;
}

void TomlTable::refuse(std::string_view key, std::string_view complaint) const {
    const toml::node* node = table_->get(key);
    const toml::source_position at = node != nullptr ? node->source().begin : table_->source().begin;
    const std::string line = at ? fmt::format(" line {}", at.line) : "";
    std::string section = name_;
    std::erase_if(section, [](char c) { return c == '[' || c == ']'; });
    const std::string subject = fmt::format("{}{}{}", name_, name_.empty() ? "" : " ", key);
    throw TomlError(fmt::format("{}{}: {}", file_->string(), line, join_complaint(subject, complaint)),
                    {.line = at ? static_cast<int>(at.line) : 0,
                     .section = std::move(section),
                     .key = std::string(key),
                     .text = std::string(complaint)});
}

const toml::node& TomlTable::need(std::string_view key) const {
    if (const toml::node* node = table_->get(key)) return *node;
    const std::string nearest = nearest_name(key, keys());
    refuse(key, nearest.empty() ? "is missing" : fmt::format("is missing; there is {}", in_quotes(nearest)));
}

double TomlTable::number(std::string_view key) const {
    const toml::node& node = need(key);
    if (!node.is_number()) refuse(key, fmt::format("{} is not a number", shown(node)));
    const double value = node.value<double>().value_or(std::nan(""));
    if (!std::isfinite(value)) refuse(key, fmt::format("{} is not a finite number", shown(node)));
    return value;
}

std::optional<double> TomlTable::optional_number(std::string_view key) const {
    if (!table_->contains(key)) return std::nullopt;
    return number(key);
}

std::int64_t TomlTable::integer(std::string_view key, std::int64_t least, std::int64_t most) const {
    const toml::node& node = need(key);
    const auto* value = node.as_integer();
    if (value == nullptr) refuse(key, fmt::format("{} is not a whole number", shown(node)));
    if (value->get() < least || value->get() > most) {
        refuse(key, fmt::format("{} must lie between {} and {}", value->get(), least, most));
    }
    return value->get();
}

std::string TomlTable::text(std::string_view key) const {
    const toml::node& node = need(key);
    const auto* value = node.as_string();
    if (value == nullptr) refuse(key, fmt::format("{} is not a text in quotes", shown(node)));
    return value->get();
}

std::optional<std::string> TomlTable::optional_text(std::string_view key) const {
    if (!table_->contains(key)) return std::nullopt;
    return text(key);
}

std::vector<std::string> TomlTable::texts(std::string_view key) const {
    const toml::array* array = need(key).as_array();
    if (array == nullptr) refuse(key, "must be a list, written [1, 2] or [\"a\", \"b\"]");
    std::vector<std::string> values;
    for (const toml::node& node : *array) {
        if (const auto* text = node.as_string()) {
            values.push_back(text->get());
        } else if (const auto* number = node.as_integer()) {
            values.push_back(std::to_string(number->get()));
        } else {
            refuse(key, fmt::format("{} is neither a text nor a whole number", shown(node)));
        }
    }
    return values;
}

bool TomlTable::is_text(std::string_view key) const {
    const toml::node* node = table_->get(key);
    return node != nullptr && node->is_string();
}

TomlTable TomlTable::table(std::string_view key) const {
    const toml::table* table = need(key).as_table();
    if (table == nullptr) refuse(key, fmt::format("must be a table, written [{}]", key));
    return {*file_, fmt::format("[{}]", key), *table};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) const {
    const toml::array* array = need(key).as_array();
    if (array == nullptr || array->empty())
        refuse(key, fmt::format("must be tables, each written [[{}]]", key));
    std::vector<TomlTable> tables;
    for (const toml::node& node : *array) {
        if (!node.is_table()) refuse(key, fmt::format("must be tables, each written [[{}]]", key));
        tables.emplace_back(*file_, fmt::format("[[{}]] {}", key, tables.size() + 1), *node.as_table());
    }
    return tables;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/key_info.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

double number_of(const TomlTable& table, const KeyInfo& info, const toml::node& node) {
    const char* kind = info.kind == ValueKind::numbers        ? "a list of numbers"
                       : info.presence == Presence::automatic ? "a number or \"auto\""
                                                              : "a number";
    if (!node.is_number()) table.refuse(info.key, fmt::format("must be {}", kind));
    const double value = node.value_or(std::nan(""));
    if (!std::isfinite(value)) table.refuse(info.key, "must be a finite number");
    if (!(value >= info.least && value <= info.most))
        table.refuse(info.key, fmt::format("= {} must be from {}", value, range_text(info)));
    return value;
}

std::int64_t whole_of(const TomlTable& table, const KeyInfo& info, const toml::node& node) {
    const auto* whole = node.as_integer();
    if (whole == nullptr) table.refuse(info.key, "must be a whole number");
    const auto value = static_cast<double>(whole->get());
    if (!(value >= info.least && value <= info.most))
        table.refuse(info.key,
                     fmt::format("= {} must be a whole number from {}", whole->get(), range_text(info)));
    return whole->get();
}

bool is_color(const std::string& text) {
    return text.size() == 7 && text.front() == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

std::string text_of(const TomlTable& table, const KeyInfo& info, const toml::node& node) {
    if (!node.is_string())
        table.refuse(info.key,
                     info.kind == ValueKind::texts ? "must be a list of texts" : "must be a text in quotes");
    std::string text = node.value_or<std::string>("");
    if (text.empty() && info.presence == Presence::required)
        table.refuse(info.key, "must be a text that is not empty");
    if (info.kind == ValueKind::color && !is_color(text))
        table.refuse(info.key, fmt::format("= {} must be a colour like \"#1A7F37\"", in_quotes(text)));
    if (info.kind == ValueKind::texts && !info.choices.empty() &&
        std::ranges::find(info.choices, text) == info.choices.end())
        table.refuse(info.key, fmt::format("= {} is unknown{}; known are {}", in_quotes(text),
                                           did_you_mean(text, info.choices), fmt::join(info.choices, ", ")));
    return text;
}

const toml::array& list_of(const TomlTable& table, const KeyInfo& info, const toml::node& node) {
    if (node.as_array() == nullptr)
        table.refuse(info.key, info.kind == ValueKind::numbers ? "must be a list, written [1, 2]"
                                                               : "must be a list, written [\"a\", \"b\"]");
    return *node.as_array();
}

std::string toml_value(const KeyInfo& info, const KeyValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return toml_text(*text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
        std::vector<std::string> quoted;
        for (const std::string& text : *texts) quoted.push_back(toml_text(text));
        return fmt::format("[{}]", fmt::join(quoted, ", "));
    }
    if (std::holds_alternative<std::vector<double>>(value))
        return fmt::format("[{}]", typed_text(info, value));
    if (std::holds_alternative<std::monostate>(value))
        return info.presence == Presence::automatic ? toml_text(kAuto) : std::string();
    return typed_text(info, value);
}

}  // namespace

std::string range_text(const KeyInfo& info) {
    if (!info.bounded()) return {};
    if (!(info.most < 1e300)) return fmt::format("{} on", info.least);
    return fmt::format("{} to {}", info.least, info.most);
}

std::string typed_text(const KeyInfo& info, const KeyValue& value) {
    struct Typed {
        const KeyInfo& info;
        std::string operator()(std::monostate) const {
            return info.presence == Presence::automatic ? kAuto : "";
        }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(const std::vector<double>& list) const {
            return fmt::format("{}", fmt::join(list, ", "));
        }
        std::string operator()(const std::vector<std::string>& list) const {
            return fmt::format("{}", fmt::join(list, ", "));
        }
        std::string operator()(double number) const { return fmt::format("{}", number); }
        std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    };
    return std::visit(Typed{info}, value);
}

KeyValue read_value(const TomlTable& table, const KeyInfo& info) {
    const toml::node& node = *table.find(info.key);
    if (info.presence == Presence::automatic && node.value_or<std::string>("") == kAuto) return {};
    switch (info.kind) {
        case ValueKind::number:
            return number_of(table, info, node);
        case ValueKind::whole:
            return whole_of(table, info, node);
        case ValueKind::flag:
            if (!node.is_boolean()) table.refuse(info.key, "must be true or false");
            return node.value_or(false);
        case ValueKind::text:
        case ValueKind::choice:
        case ValueKind::color:
            return text_of(table, info, node);
        case ValueKind::numbers: {
            std::vector<double> values;
            for (const toml::node& value : list_of(table, info, node))
                values.push_back(number_of(table, info, value));
            return values;
        }
        case ValueKind::texts: {
            std::vector<std::string> values;
            for (const toml::node& value : list_of(table, info, node))
                values.push_back(text_of(table, info, value));
            return values;
        }
    }
    return {};
}

void refuse_missing(const TomlTable& table, const KeyInfo& info) {
    static_cast<void>(table.need(info.key));
    table.refuse(info.key, "is missing");
}

std::string toml_line(const KeyInfo& info, const KeyValue& value, bool with_help) {
    const std::string text = toml_value(info, value);
    if (text.empty()) return {};
    if (!with_help || info.help[0] == '\0') return fmt::format("{} = {}\n", info.key, text);
    return fmt::format("{} = {}  # {}\n", info.key, text, info.help);
}

// toml++ writes line ends so that it loses the first one when it reads.
std::string toml_text(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') {
            out += fmt::format("\\u{:04x}", c);
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::vector<UnknownKey> unknown_keys(const TomlTable& table, const std::vector<std::string>& known) {
    std::vector<UnknownKey> unknown;
    for (const std::string& key : table.keys()) {
        if (std::ranges::find(known, key) == known.end())
            unknown.push_back({key, "is unknown" + did_you_mean(key, known)});
    }
    return unknown;
}

}  // namespace waferglow

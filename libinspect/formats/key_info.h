// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to know of a key of a settings file: name, kind, unit, range, default, help. Readers,
// writers, forms and documents all ask it, so that no second list of keys can differ.
#pragma once

#include "libinspect/formats/toml_reader.h"

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace waferglow {

enum class ValueKind : std::uint8_t {
    number,
    whole,    ///< a whole number
    text,     ///< not empty where it is required
    flag,     ///< true or false
    choice,   ///< one of `choices`
    color,    ///< "#RRGGBB"
    numbers,  ///< a list, each within the range
    texts     ///< a list; each one of `choices` if there are any
};

enum class Presence : std::uint8_t {
    defaulted,  ///< may be left out: it is then what its default says
    automatic,  ///< likewise, or "auto", which is its default: from the data of the wafer
    optional,   ///< may be left out: its help says what holds then
    required
};

/// A line of a table of keys. Texts are English and live for ever; programs translate them.
struct KeyInfo {
    const char* key = "";
    const char* unit = "";  ///< as keys end: "um", "W/cm2"; also "dies", "sigma"; empty: none
    double least = -std::numeric_limits<double>::infinity();  ///< of numbers; of each where there is a list
    double most = std::numeric_limits<double>::infinity();
    Presence presence = Presence::defaulted;
    const char* title = "";  ///< two or three words for a form
    const char* help = "";   ///< a sentence or two: for forms, documents and comments
    const char* start = "";  ///< what a form begins with where that is not the default; lists with commas
    bool unique = false;     ///< no two rows of a list have the same
    std::vector<std::string> choices{};  ///< all that it may be; may be more than a reader takes
    ValueKind kind = ValueKind::number;  ///< of the member that it fills
    std::string standard{};              ///< the default as typed, taken from the member's own; may be empty

    [[nodiscard]] bool bounded() const { return least > -1e300 || most < 1e300; }
};

/// A value as a file has it. `monostate`: the key is left out, or "auto".
using KeyValue = std::variant<std::monostate, double, std::int64_t, bool, std::string, std::vector<double>,
                              std::vector<std::string>>;

inline constexpr const char* kAuto = "auto";

/// "0 to 1"; empty where there are no bounds.
[[nodiscard]] std::string range_text(const KeyInfo& info);
/// As people type it: without quotes, lists with commas. Of `monostate`: "auto" where that may be, else
/// nothing.
[[nodiscard]] std::string typed_text(const KeyInfo& info, const KeyValue& value);

/// The value of a key that is there. Throws TomlError for another type or a value beyond its range.
[[nodiscard]] KeyValue read_value(const TomlTable& table, const KeyInfo& info);
/// Throws TomlError that says that the key is missing, and which one looks like it.
[[noreturn]] void refuse_missing(const TomlTable& table, const KeyInfo& info);

/// A line "key = value", with the help behind it if wanted; empty where the key is left out.
[[nodiscard]] std::string toml_line(const KeyInfo& info, const KeyValue& value, bool with_help);

/// A text as TOML's basic string.
[[nodiscard]] std::string toml_text(const std::string& text);

/// What to say of each key of `table` that is not among `known`: "'rowz' is unknown (did you mean 'rows'?)".
struct UnknownKey {
    std::string key;
    std::string complaint;  ///< "is unknown (did you mean 'rows'?)"
};
[[nodiscard]] std::vector<UnknownKey> unknown_keys(const TomlTable& table,
                                                   const std::vector<std::string>& known);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of comma-separated tables as text, appended to a growing buffer.
#pragma once

#include "libinspect/formats/table_cell.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace waferglow {

/// Appends `text`, in quotes where RFC 4180 wants them, and where blanks at its ends would get lost without.
inline void append_csv_text(std::string& out, std::string_view text) {
    const bool bare =
        text.find_first_of(",\"\r\n") == std::string_view::npos && trimmed_cell(text).size() == text.size();
    if (bare) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

/// Appends the shortest text that reads back as the same number.
template <class Number>
void append_csv_number(std::string& out, Number value) {
    std::array<char, 32> text;  // enough for any double or 64-bit integer
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    out.append(text.data(), end);
}

}  // namespace waferglow

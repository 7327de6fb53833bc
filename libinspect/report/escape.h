// SPDX-License-Identifier: GPL-3.0-or-later
// Text from files on its way into HTML: a wafer ID is data, never markup.
#pragma once

#include <string>
#include <string_view>

namespace waferglow {

/// `text` as valid UTF-8: bytes that are none and control characters other than line feed and tab become
/// U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// Valid UTF-8 with & < > " ' as entities: safe as content of an element and inside a quoted attribute.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace waferglow

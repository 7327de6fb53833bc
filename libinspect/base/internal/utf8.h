// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8, and what becomes of text that is none. Inside the program every text is UTF-8; readers of files call
// `to_utf8` on what they take in, so that JSON, HDF5 attributes, reports and logs can be written as they are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace waferglow {

/// Bytes of the UTF-8 sequence at the beginning of `text`; 0 where there is none: overlong forms, surrogates
/// and codes beyond U+10FFFF are none (Unicode, table 3-7).
[[nodiscard]] std::size_t utf8_sequence(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

/// `text` where it is valid UTF-8. Otherwise each byte that belongs to no sequence is taken as Windows-1252,
/// which has Latin-1 in it (the degree and micro signs of western testers); what is UTF-8 stays.
[[nodiscard]] std::string to_utf8(std::string text);
[[nodiscard]] std::string to_utf8(std::string_view text);

/// The UTF-8 `text` in Windows-1252; nothing where it has a character that is not in it, or is no UTF-8. For
/// names of files on a disk that holds them as they were written.
[[nodiscard]] std::optional<std::string> to_windows_1252(std::string_view text);

}  // namespace waferglow

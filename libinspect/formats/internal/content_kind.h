// SPDX-License-Identifier: GPL-3.0-or-later
// What a file that is not what was asked for seems to be, seen in its content: people pick the wrong file,
// and a table's reader that complains of columns in a zip archive helps nobody.
#pragma once

#include <string>
#include <string_view>

namespace waferglow {

/// Of a file that begins with `beginning`: "an HDF5 file", "a zip archive (or an Excel or OpenDocument
/// file)", "UTF-16 text (save it as UTF-8)", "binary data (byte 17 is zero)"; empty where it can be text of
/// one byte or UTF-8 a character. Magic numbers: those of the formats' own specifications, as file(1) lists
/// them.
[[nodiscard]] std::string what_is_no_text(std::string_view beginning);

/// The same of a format with a magic number only: text of any encoding and unknown binary data give nothing.
[[nodiscard]] std::string_view known_binary_format(std::string_view beginning);

}  // namespace waferglow

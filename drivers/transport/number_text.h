// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in the answers of instruments: with a point, whatever the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waferglow::drivers {

[[nodiscard]] std::string_view trimmed(std::string_view text);
/// A finite number that fills `text` but for blanks around it; "+1.5" is one.
[[nodiscard]] std::optional<double> to_number(std::string_view text);
/// A whole number that fills `text` likewise, and fits.
[[nodiscard]] std::optional<int> to_integer(std::string_view text);
/// An unsigned number in base 16, with or without 0x before it.
[[nodiscard]] std::optional<std::uint32_t> to_hex(std::string_view text);

}  // namespace waferglow::drivers

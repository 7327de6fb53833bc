// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean ...?": the known name closest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace waferglow {

/// The element of `known` with the least Levenshtein distance to `name` (the first of equals), or an empty
/// string where none is closer than half of `name`'s length plus one.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> known);

/// " (did you mean 'x'?)" for error messages, or an empty string where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> known);

}  // namespace waferglow

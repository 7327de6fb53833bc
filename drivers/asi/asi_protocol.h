// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of ASI controllers, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::drivers {

/// The code of ":N-4", 4; none where the answer is no error.
[[nodiscard]] std::optional<int> asi_error_code(std::string_view answer);
[[nodiscard]] std::string asi_error_text(int code);

/// ":A" and nothing else: a command was taken. The answers to questions have more.
[[nodiscard]] bool asi_is_done(std::string_view answer);

/// ":A Version: USB-9.2n": ":A" and words, as only WHO and VERSION answer.
[[nodiscard]] bool asi_is_words(std::string_view answer);

/// ":A 1000 -200.5" as numbers; empty where it is anything else.
[[nodiscard]] std::vector<double> asi_numbers(std::string_view answer);

/// The value behind "X=" in ":A X=-110.0 Y=5.0" or ":X=-110.0 Y=5.0 A" (firmware versions differ).
[[nodiscard]] std::optional<double> asi_value(std::string_view answer, char axis);

}  // namespace waferglow::drivers

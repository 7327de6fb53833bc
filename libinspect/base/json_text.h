// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as text that is valid UTF-8 whatever the values hold.
#pragma once

#include <string>

namespace waferglow {

/// `json` (a value of nlohmann-json) as text, in one line or indented by `indent` blanks. Readers bring texts
/// to UTF-8 on the way in; bytes that come otherwise, in a path on the command line say, become U+FFFD, where
/// the library's own `dump` would throw.
template <class Json>
[[nodiscard]] std::string json_text(const Json& json, int indent = -1) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Who runs the program, as the system knows them, and what they do, for the log inside a wafer file.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <string>

namespace waferglow::station {

/// The name by which the system knows the user; "uid 1000" where it has none.
[[nodiscard]] std::string local_user();

/// An entry of this moment (UTC, ISO 8601) by `local_user`: for programs without users of their own.
[[nodiscard]] LogEntry local_log_entry(const std::string& action, const std::string& text);

}  // namespace waferglow::station

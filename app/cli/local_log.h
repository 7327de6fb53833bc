// SPDX-License-Identifier: GPL-3.0-or-later
// Who does what, when: entries of a wafer file's log.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <string>

namespace waferglow::cli {

/// An entry of this moment (UTC, ISO 8601) by the user who runs the program.
[[nodiscard]] LogEntry log_entry(const std::string& action, const std::string& text);

}  // namespace waferglow::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// The one clock of everything that is logged, by whichever program.
#pragma once

#include <string>

namespace waferglow::tool {

/// This moment as "2026-11-25T16:40:00Z": ISO 8601, UTC, to the second.
[[nodiscard]] std::string utc_now();

}  // namespace waferglow::tool

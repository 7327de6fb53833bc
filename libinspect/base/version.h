// SPDX-License-Identifier: GPL-3.0-or-later
// The program's version, as reports and files name it.
#pragma once

namespace waferglow {

inline constexpr const char* kVersion = WAFERGLOW_VERSION;

}  // namespace waferglow

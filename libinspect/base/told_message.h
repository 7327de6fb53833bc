// SPDX-License-Identifier: GPL-3.0-or-later
// What people are told of an exception, whoever threw it.
#pragma once

#include <exception>
#include <string>

namespace waferglow {

/// The full message of an Error; for faults of the file system and of memory what the system says; for all
/// else that a library threw, that the program is at fault: the library's words help nobody at the tool. Who
/// looks for the fault sets WAFERGLOW_DEBUG and gets them, too.
[[nodiscard]] std::string told_message(const std::exception& error);

}  // namespace waferglow

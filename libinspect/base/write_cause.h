// SPDX-License-Identifier: GPL-3.0-or-later
// Why a file can't be written, in words.
#pragma once

#include <string>

namespace waferglow {

/// `error` is an errno. A full disk, a quota and a file-size limit are told with what to do; anything else in
/// the words of the system.
[[nodiscard]] std::string write_cause(int error);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The one form of a device fault: where, at which command, what.
#pragma once

#include "libinspect/base/error.h"

#include <string>

namespace waferglow::drivers {

/// "<link>: '<command>': <what>".
[[nodiscard]] Error link_error(const std::string& link, const std::string& command, const std::string& what);

}  // namespace waferglow::drivers

// SPDX-License-Identifier: GPL-3.0-or-later
// Units of length as wafer maps name them.
#pragma once

#include <string_view>

namespace waferglow {

/// Micrometres of one unit called `name` (DefaultUnits of SEMI E142, DUTMS of SINF), in any case; 0 where it
/// is not known.
[[nodiscard]] double length_unit_um(std::string_view name);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Names that may become part of a layer, an HDF5 path or a column.
#pragma once

#include <string_view>

namespace waferglow {

/// Letters, digits and '_', no digit first.
[[nodiscard]] bool is_identifier(std::string_view name);

}  // namespace waferglow

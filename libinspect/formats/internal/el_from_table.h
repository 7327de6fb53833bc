// SPDX-License-Identifier: GPL-3.0-or-later
// A prober's table, read as its mapping file says.
#pragma once

#include "libinspect/formats/el_mapping.h"
#include "libinspect/formats/el_table.h"

#include <filesystem>

namespace waferglow {

/// Throws Error(input) where a column that the mapping names is missing or a value is no number.
[[nodiscard]] ElTable el_from_table(const std::filesystem::path& path, const DieGrid& grid,
                                    const ElMapping& mapping);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Files that say which cells of a wafer's grid are what.
//
// layout.csv: row, col, kind (die, pcm, mark, none) and, if wanted, group (the product of a die); cells not
// named are dies of no group. Or a map as SEMI E142 or SINF: the cells of bins that pass, fail or are skipped
// are dies, those of reference bins test structures, and its empty cells hold nothing.
#pragma once

#include "libinspect/geometry/layout.h"

#include <filesystem>

namespace waferglow {

/// Reads either kind of file, told apart by what it holds. Throws Error(input) that names file, line or bin,
/// and remedy: where it is no such file, or not one of this grid.
[[nodiscard]] WaferLayout read_layout(const std::filesystem::path& path, const DieGrid& grid);

/// Writes layout.csv: cells that are no dies, and all dies with a group. Throws Error(job) where it can't.
void write_layout(const std::filesystem::path& path, const DieGrid& grid, const WaferLayout& layout);

}  // namespace waferglow

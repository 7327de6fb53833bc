// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of wafer outline and die grid, which recordings ([wafer], [grid]) and recipes ([scan],
// [scan.grid]) have in common. What may be left out differs: a recipe's grid can be centred on the wafer.
#pragma once

#include "libinspect/formats/internal/key_table.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/wafer.h"

#include <cstdint>

namespace waferglow {

enum class KeyUse : std::uint8_t { recording, recipe };

/// Lengths beyond this are no wafer's.
inline constexpr double kLargestUm = 1e6;

/// All but the wafer's name. Reading the diameter takes over the flats and the notch of the SEMI M1 size.
[[nodiscard]] KeyTable<Wafer> wafer_keys(KeyUse use);
[[nodiscard]] KeyTable<DieGrid> grid_keys(KeyUse use);

/// Throws TomlError where a die is wider or higher than its pitch.
void check_die_fits_pitch(const TomlTable& table, const DieGrid& grid);

}  // namespace waferglow

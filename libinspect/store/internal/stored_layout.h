// SPDX-License-Identifier: GPL-3.0-or-later
// What a wafer file says of its grid beyond pitch and size: staggers, fields, and what its cells are.
// Internal to this room.
#pragma once

#include "libinspect/geometry/layout.h"
#include "libinspect/store/internal/hdf5_arrays.h"

namespace waferglow::hdf5 {

// wafer/grid: numbers beside those of the grid; nothing for a plain one.
void write_steps(hid_t grid, const GridSteps& steps);
[[nodiscard]] GridSteps read_steps(hid_t grid);

// wafer/layout: kind[row, col] (0 die, 1 pcm, 2 mark, 3 none), group[row, col] (255: none), group_names.
// Nothing for a plain one.
void write_layout(hid_t wafer, const ArrayWriter& arrays, const DieGrid& grid, const WaferLayout& layout);
[[nodiscard]] WaferLayout read_layout(hid_t wafer, const DieGrid& grid);

}  // namespace waferglow::hdf5

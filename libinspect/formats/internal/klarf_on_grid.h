// SPDX-License-Identifier: GPL-3.0-or-later
// Which die of the wafer's grid a die of a KLARF file is. For el_from_klarf.cpp alone.
#pragma once

#include "libinspect/formats/el_table.h"
#include "libinspect/formats/klarf.h"

#include <vector>

namespace waferglow {

/// Fills row and col of `table` for `dies`: XINDEX counts columns, YINDEX rows upwards, and the place of die
/// (0, 0) says where the count begins. Where the file's pitch differs so much from the grid's that this
/// place is not sure within half a die, that one counts which has most dies on the grid; where they have
/// nothing to do with each other, the least row and column become 0. Every doubt is a warning.
void place_klarf_dies(const Klarf& klarf, const KlarfWafer& wafer, const std::vector<KlarfDie>& dies,
                      const DieGrid& grid, ElTable& table);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Dies as testers count them, brought to rows and columns of an EL table.
#pragma once

#include "libinspect/formats/el_table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace waferglow {

/// How the indices of a file count, and where its flat lies as drawn (degrees as in BinMap).
struct IndexFrame {
    bool rows_up = false;
    bool cols_left = false;
    int flat_deg = 180;
};

/// Dies of a file, by its own x and y, in the order of the table's other columns.
struct FileDie {
    std::int32_t x = 0;
    std::int32_t y = 0;
};

/// Fills row and col of `table`. Where the frame is not that of the table, or an index is negative, the least
/// row and column become 0 and a warning says which die that is.
void place_dies(const std::vector<FileDie>& dies, const IndexFrame& frame, ElTable& table);

/// Drops all but the last record of each die, with a warning. `values` of all columns move along.
void keep_last_records(ElTable& table);

/// Counts records outside of the grid, and throws Error(input) where there is no record, no verdict and no
/// value.
void finish_el_table(const std::string& file, const DieGrid& grid, ElTable& table);

}  // namespace waferglow

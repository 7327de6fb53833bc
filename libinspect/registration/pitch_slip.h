// SPDX-License-Identifier: GPL-3.0-or-later
// By how many whole pitches a lattice is off, from which cells glow and which can't hold a die.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// Cells of one tile as labelled by the lattice at hand: columns [first_col, first_col + lit.size()) of a
/// row, which may lie outside of the grid.
struct LitRow {
    std::int32_t row = 0;
    std::int32_t first_col = 0;
    std::vector<unsigned char> lit;  ///< 1 lit, 0 dark
};

/// The cell labelled (row, col) is really the die (row + rows, col + cols).
struct PitchSlip {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    double evidence = 0.0;  ///< log likelihood ratio against no slip
};

/// The most likely slip of up to `most` rows and columns either way; none unless the evidence is
/// overwhelming.
[[nodiscard]] PitchSlip find_slip(std::span<const LitRow> rows, const DiePresence& presence,
                                  std::int32_t most);

/// Whether these cells of a row lie on existing dies under every slip of up to `most`: they can't tell slips
/// apart.
[[nodiscard]] bool always_inside(std::int32_t row, ColumnSpan cols, const DiePresence& presence,
                                 std::int32_t most);

}  // namespace waferglow

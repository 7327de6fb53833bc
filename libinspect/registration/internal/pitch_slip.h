// SPDX-License-Identifier: GPL-3.0-or-later
// By how many whole pitches a lattice is off, from which cells glow and which can't hold a die.
#pragma once

#include "libinspect/geometry/layout.h"

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

/// Which cells can glow.
struct SlipEvidence {
    const DiePresence& dies;
    const DiePresence* cells = nullptr;  ///< all on the wafer, where some of them are no dies
};

/// Which slips come into question.
struct SlipLimits {
    std::int32_t most = 0;  ///< rows and columns either way
    std::int32_t row_step = 1;
    std::int32_t col_step = 1;
};

/// The most likely slip; none unless the evidence is overwhelming. Light where there is no wafer speaks
/// strongly, darkness of dies weakly; cells that are no dies speak where they glow more rarely, or more
/// often, than dies do.
[[nodiscard]] PitchSlip find_slip(std::span<const LitRow> rows, const SlipEvidence& evidence,
                                  const SlipLimits& limits);

/// Whether these cells of a row lie on existing dies under every slip of up to `most`: they can't tell slips
/// apart.
[[nodiscard]] bool always_inside(std::int32_t row, ColumnSpan cols, const DiePresence& presence,
                                 std::int32_t most);

}  // namespace waferglow

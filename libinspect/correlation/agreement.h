// SPDX-License-Identifier: GPL-3.0-or-later
// Joins the bins of a wafer with EL records by (row, col) and counts how they agree.
#pragma once

#include "libinspect/correlation/confusion.h"
#include "libinspect/geometry/die_grid.h"

#include <array>
#include <cstdint>
#include <span>

namespace waferglow {

/// EL records, one element each. `pass` 0 or 1, anything else: not judged. `intensity` may be empty.
struct ElRecords {
    std::span<const std::int32_t> row;
    std::span<const std::int32_t> col;
    std::span<const std::uint8_t> pass;
    std::span<const float> intensity;
};

/// Verdicts by PL: a bin code for every cell of the grid (255: none), and which codes pass.
struct PlVerdicts {
    std::span<const std::uint8_t> bins;
    std::array<bool, 256> passes{};
    std::span<const float> intensity;  ///< PL of each cell, e.g. the strongest channel's `_rel`; may be empty
};

struct Agreement {
    Confusion confusion;          ///< dies judged by both
    std::int64_t el_records = 0;  ///< all records given
    std::int64_t outside = 0;     ///< records whose die is not on the grid
    std::int64_t unmeasured = 0;  ///< records of dies that PL gave no bin
    std::int64_t not_judged = 0;  ///< records without an EL verdict
    double pearson = 0.0;         ///< of PL and EL intensity; NaN where either is missing
    double spearman = 0.0;
};

/// Each record counts in exactly one of confusion, outside, unmeasured, not_judged. Throws Error(usage) where
/// lengths do not fit together.
[[nodiscard]] Agreement measure_agreement(const DieGrid& grid, const PlVerdicts& pl, const ElRecords& el);

}  // namespace waferglow

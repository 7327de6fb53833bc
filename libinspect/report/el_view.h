// SPDX-License-Identifier: GPL-3.0-or-later
// The EL data of a wafer file laid on its dies beside the PL verdicts, with the figures of their agreement.
#pragma once

#include "libinspect/correlation/block_bootstrap.h"
#include "libinspect/correlation/el_join.h"
#include "libinspect/store/wafer_content.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace waferglow {

struct ElView {
    ElJoin join;
    JudgedDies judged;
    std::int32_t block_dies = 0;  ///< edge of the blocks behind `intervals`, in dies; 0: there are none
    RateIntervals intervals;      ///< by block bootstrap
    const StoredColumn* intensity = nullptr;  ///< null where EL has none; points into the file
    double pearson = std::numeric_limits<double>::quiet_NaN();  ///< of PL and EL intensity
    double spearman = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] const Confusion& confusion() const { return judged.confusion; }
    /// Value of an EL column for a die; NaN where it has no record.
    [[nodiscard]] float value(const StoredColumn& column, std::size_t cell) const {
        const std::int32_t record = join.record_of_cell[cell];
        return record < 0 ? kNoData : column.values[static_cast<std::size_t>(record)];
    }
};

/// Column of `table` by name, or null.
[[nodiscard]] const StoredColumn* find_column(const DieTable& table, const char* name);

/// Whether `file` has bins and EL verdicts to compare.
[[nodiscard]] bool has_el_verdicts(const WaferFile& file);

/// Asks for has_el_verdicts. `pl` (null: none) is correlated with EL intensity. The result points into
/// `file`.
[[nodiscard]] ElView view_el(const WaferFile& file, const Layer* pl);

}  // namespace waferglow

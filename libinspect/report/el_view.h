// SPDX-License-Identifier: GPL-3.0-or-later
// The EL data of a wafer file laid on its dies beside the PL verdicts, with the figures of their agreement.
#pragma once

#include "libinspect/correlation/agreement_study.h"
#include "libinspect/store/wafer_content.h"

namespace waferglow {

struct ElView {
    ElJoin join;
    AgreementStudy study;
    const StoredColumn* intensity = nullptr;  ///< null where EL has none; points into the file

    [[nodiscard]] const JudgedDies& judged() const { return study.judged; }
    [[nodiscard]] const Confusion& confusion() const { return study.judged.confusion; }
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

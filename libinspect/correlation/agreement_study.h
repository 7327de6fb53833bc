// SPDX-License-Identifier: GPL-3.0-or-later
// The one way from EL records on a wafer to figures of agreement: judge each die by both sides, leave out the
// dies that a model has learnt from, count, and put intervals around the counts. The command line, the
// desktop and the report all call it.
#pragma once

#include "libinspect/correlation/agreement_figures.h"
#include "libinspect/correlation/el_join.h"

#include <functional>
#include <span>
#include <vector>

namespace waferglow {

/// What is compared. Spans must outlive the call.
struct AgreementQuestion {
    const ElJoin& join;                  ///< where the EL records lie
    std::span<const std::uint8_t> pass;  ///< one element a record: 1 good, 0 bad, anything else no verdict
    BinVerdicts pl;                      ///< verdicts by PL, one element a cell
    const std::vector<bool>& trained;    ///< cells that the model behind `pl` has learnt from; may be empty
    std::span<const float> pl_intensity{};  ///< one element a cell, or empty
    std::span<const float> el_intensity{};  ///< one element a record, or empty
};

/// What came of it.
struct AgreementStudy {
    JudgedDies judged;
    AgreementFigures figures;  ///< of the dies that have an outcome in `judged`
};

/// Throws Error(usage) where lengths do not fit the grid or the join. `check` is called between the parts of
/// the work and may throw. The same bytes on any number of threads.
[[nodiscard]] AgreementStudy study_agreement(const DieGrid& grid, const AgreementQuestion& question,
                                             const std::function<void()>& check = {});

/// The value of each cell's record, e.g. its EL intensity; NaN for cells without a record. Empty where
/// `values` (one element a record) is.
[[nodiscard]] std::vector<float> values_by_cell(const ElJoin& join, std::span<const float> values);

}  // namespace waferglow

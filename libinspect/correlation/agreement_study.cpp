// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/agreement_study.h"

#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow {

std::vector<float> values_by_cell(const ElJoin& join, std::span<const float> values) {
    std::vector<float> cells;
    if (values.empty()) return cells;
    if (static_cast<std::int64_t>(values.size()) != join.records) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} EL values do not fit {} EL records", values.size(), join.records));
    }
    cells.assign(join.record_of_cell.size(), kNoData);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const std::int32_t record = join.record_of_cell[cell];
        if (record != ElJoin::kNoRecord) cells[cell] = values[static_cast<std::size_t>(record)];
    }
    return cells;
}

AgreementStudy study_agreement(const DieGrid& grid, const AgreementQuestion& question,
                               const std::function<void()>& check) {
    const auto pause = [&check] {
        if (check) check();
    };
    AgreementStudy study;
    study.judged = judge_dies(question.join, question.pass, question.pl, question.trained);
    pause();
    const std::vector<float> el = values_by_cell(question.join, question.el_intensity);
    study.figures = agreement_figures(grid, study.judged.outcomes, question.pl_intensity, el);
    pause();
    return study;
}

}  // namespace waferglow

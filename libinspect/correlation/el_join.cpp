// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/el_join.h"

#include "libinspect/base/error.h"
#include "libinspect/defect/bins.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

DieOutcome outcome_of(bool bad_by_el, bool passed_by_pl) {
    if (bad_by_el) return passed_by_pl ? DieOutcome::escape : DieOutcome::hit;
    return passed_by_pl ? DieOutcome::agreed_good : DieOutcome::overkill;
}

void check_records(std::size_t rows, std::size_t cols, std::size_t verdicts) {
    if (rows != cols || (verdicts != 0 && verdicts != rows)) {
        throw Error(
            ErrorKind::usage,
            fmt::format("EL columns differ in length: {} rows, {} cols, {} verdicts", rows, cols, verdicts));
    }
    if (rows > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        throw Error(ErrorKind::usage, fmt::format("{} EL records are more than can be numbered", rows));
    }
}

}  // namespace

ElJoin join_el(const DieMap& map, std::span<const std::int32_t> row, std::span<const std::int32_t> col,
               std::span<const std::uint8_t> pass) {
    check_records(row.size(), col.size(), pass.size());
    ElJoin join;
    join.records = static_cast<std::int64_t>(row.size());
    join.record_of_cell.assign(map.grid().cells(), ElJoin::kNoRecord);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const DieIndex die{row[i], col[i]};
        if (!map.presence().exists(die)) {
            const bool told =
                map.grid().contains(die) && map.layout().kind(map.grid().cell(die)) != CellKind::die;
            (told ? join.on_no_die : join.off_wafer).push_back(static_cast<std::int32_t>(i));
            continue;
        }
        std::int32_t& record = join.record_of_cell[map.grid().cell(die)];
        if (record == ElJoin::kNoRecord) {
            ++join.dies;
        } else {
            const auto before = static_cast<std::size_t>(record);
            if (!pass.empty() && pass[before] <= 1 && pass[i] <= 1 && pass[before] != pass[i])
                ++join.contradicting;
            join.superseded.push_back(record);
        }
        record = static_cast<std::int32_t>(i);
    }
    std::ranges::sort(join.superseded);
    join.missing = map.presence().count() - join.dies;
    return join;
}

JudgedDies judge_dies(const ElJoin& join, std::span<const std::uint8_t> pass, const BinVerdicts& pl,
                      const std::vector<bool>& trained) {
    if (pl.bins.size() != join.record_of_cell.size() ||
        static_cast<std::int64_t>(pass.size()) != join.records) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} bins and {} verdicts do not fit {} cells and {} EL records",
                                pl.bins.size(), pass.size(), join.record_of_cell.size(), join.records));
    }
    if (!trained.empty() && trained.size() != pl.bins.size()) {
        throw Error(ErrorKind::usage, fmt::format("{} marks of learnt dies do not fit {} cells",
                                                  trained.size(), pl.bins.size()));
    }
    JudgedDies judged;
    judged.outcomes.assign(pl.bins.size(), DieOutcome::none);
    for (std::size_t cell = 0; cell < pl.bins.size(); ++cell) {
        const std::int32_t record = join.record_of_cell[cell];
        if (record == ElJoin::kNoRecord) continue;
        const std::uint8_t verdict = pass[static_cast<std::size_t>(record)];
        if (pl.bins[cell] == kNoBinCode) {
            ++judged.unmeasured;
        } else if (verdict > 1) {
            ++judged.not_judged;
        } else if (!trained.empty() && trained[cell]) {
            ++judged.trained;
        } else {
            judged.outcomes[cell] = outcome_of(verdict == 0, pl.passes[pl.bins[cell]]);
            add_outcome(judged.confusion, judged.outcomes[cell]);
        }
    }
    return judged;
}

void add_outcome(Confusion& confusion, DieOutcome outcome) {
    switch (outcome) {
        case DieOutcome::hit:
            ++confusion.tp;
            break;
        case DieOutcome::overkill:
            ++confusion.fp;
            break;
        case DieOutcome::agreed_good:
            ++confusion.tn;
            break;
        case DieOutcome::escape:
            ++confusion.fn;
            break;
        case DieOutcome::none:
            break;
    }
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/el_view.h"

namespace waferglow {

const StoredColumn* find_column(const DieTable& table, const char* name) {
    for (const StoredColumn& column : table.columns) {
        if (column.name == name) return &column;
    }
    return nullptr;
}

bool has_el_verdicts(const WaferFile& file) {
    return file.el.has_value() && !file.bins.empty() && find_column(*file.el, "pass") != nullptr;
}

ElView view_el(const WaferFile& file, const Layer* pl) {
    const DieTable& el = *file.el;
    std::vector<std::uint8_t> pass;
    pass.reserve(el.size());
    for (const float verdict : find_column(el, "pass")->values) {
        pass.push_back(verdict == 0.0F ? 0 : verdict == 1.0F ? 1 : 255);
    }
    ElView view;
    view.join = join_el(file.map, el.row, el.col, pass);
    view.intensity = find_column(el, "el_intensity");
    std::vector<bool> trained;
    if (const StoredColumn* marks = find_column(el, "trained")) {
        for (const float mark : values_by_cell(view.join, marks->values)) trained.push_back(mark == 1.0F);
    }
    AgreementQuestion question{.join = view.join,
                               .pass = pass,
                               .pl = {.bins = file.bins, .passes = passing_codes(file.bin_table)},
                               .trained = trained};
    if (pl != nullptr && view.intensity != nullptr) {
        question.pl_intensity = pl->values;
        question.el_intensity = view.intensity->values;
    }
    view.study = study_agreement(file.map.grid(), question);
    return view;
}

}  // namespace waferglow

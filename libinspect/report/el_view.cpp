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
    // Dies that a model has learnt from say nothing about how good it is.
    if (const StoredColumn* trained = find_column(el, "trained")) {
        for (std::size_t i = 0; i < pass.size(); ++i) {
            if (trained->values[i] == 1.0F) pass[i] = 255;
        }
    }
    BinVerdicts verdicts{.bins = file.bins, .passes = {}};
    for (const StoredBin& bin : file.bin_table) verdicts.passes[bin.code] = bin.pass;
    ElView view;
    view.join = join_el(file.map, el.row, el.col, pass);
    view.judged = judge_dies(view.join, pass, verdicts);
    view.intensity = find_column(el, "el_intensity");
    if (view.confusion().matched() > 0) {
        const BlockCounts blocks = independent_blocks(file.map.grid(), view.judged.outcomes);
        view.block_dies = blocks.block_dies;
        view.intervals = block_bootstrap(blocks);
    }
    if (view.intensity == nullptr || pl == nullptr) return view;
    std::vector<float> x;
    std::vector<float> y;
    for (std::size_t cell = 0; cell < view.join.record_of_cell.size(); ++cell) {
        if (view.join.record_of_cell[cell] < 0) continue;
        x.push_back(pl->values[cell]);
        y.push_back(view.value(*view.intensity, cell));
    }
    view.pearson = pearson_correlation(x, y);
    view.spearman = spearman_correlation(x, y);
    return view;
}

}  // namespace waferglow

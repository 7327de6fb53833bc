// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts that a KLARF text gives, and those that it should.
#pragma once

#include "libinspect/formats/el_source.h"
#include "tests/formats/fab_maps.h"
#include "tests/formats/klarf_text.h"

#include <algorithm>
#include <map>

namespace waferglow::test {

using Verdicts = std::map<std::pair<int, int>, int>;  // by (row, col)

inline Verdicts verdicts(const ElTable& table) {
    Verdicts all;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.pass[i] != kNoPass) all[{table.row[i], table.col[i]}] = table.pass[i];
    }
    return all;
}

inline ElTable read_el_text(const std::string& content, const DieGrid& grid,
                            const std::string& wafer_id = {}) {
    const TempFolder folder;
    return read_el(folder.write("el", content), grid, {.mapping = {}, .wafer_id = wafer_id});
}

/// On a grid of `rows` rows whose lower left die is (0, 0) of the file.
inline Verdicts truth_of(const KlarfText& text, int rows) {
    Verdicts all;
    for (const auto& [x, y] : text.plan) all[{rows - 1 - y, x}] = 1;
    for (const auto& [x, y] : text.bad) all[{rows - 1 - y, x}] = 0;
    return all;
}

}  // namespace waferglow::test

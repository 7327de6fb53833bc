// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/evaluated_file.h"

#include "libinspect/defect/rules.h"

#include <algorithm>
#include <utility>

namespace waferglow {

std::vector<StoredBin> stored_bins(std::span<const BinDefinition> definitions,
                                   const std::array<std::int64_t, 256>& dies) {
    std::vector<StoredBin> table;
    for (const BinDefinition& bin : definitions) {
        const auto part = [&bin](unsigned shift) {
            return static_cast<std::uint8_t>(bin.rgb >> shift & 0xFFU);
        };
        table.push_back({.code = bin.code,
                         .name = bin.name,
                         .rgb = {part(16), part(8), part(0)},
                         .pass = bin.pass,
                         .description = bin.description,
                         .dies = dies[bin.code]});
    }
    return table;
}

void take_over(Evaluation&& evaluation, WaferFile& file) {
    file.recipe_toml = to_toml(evaluation.applied);
    file.bin_table = stored_bins(evaluation.definitions, count_bins(evaluation.bins));
    file.bins = std::move(evaluation.bins);
    file.colours = std::move(evaluation.colours);
    for (FindingList& list : evaluation.findings) put_list(std::move(list), file.findings);
}

}  // namespace waferglow

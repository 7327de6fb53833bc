// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/spectra_summary.h"

#include "libinspect/spectrum/peak_counts.h"

#include <algorithm>

namespace waferglow::cli {

std::span<const float> spectrum_flags(const WaferFile& file) {
    if (!file.spectra) return {};
    const auto& columns = file.spectra->dies.columns;
    const auto found = std::ranges::find(columns, kSpectrumFlagsColumn, &StoredColumn::name);
    return found == columns.end() ? std::span<const float>() : std::span(found->values);
}

void add_spectra(std::span<const float> flags, nlohmann::ordered_json& json) {
    if (flags.empty()) return;
    const PeakCounts counts = count_peaks(flags);
    json["spectra_without_peak"] = {{"count", counts.without_peak()}, {"of", counts.spectra},
                                    {"empty", counts.empty},          {"uncertain", counts.uncertain},
                                    {"misshapen", counts.misshapen},  {"saturated", counts.saturated},
                                    {"invalid", counts.invalid}};
}

}  // namespace waferglow::cli

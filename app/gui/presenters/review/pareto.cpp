// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/pareto.h"

#include "app/gui/presenters/wafer/row_blocks.h"

#include <algorithm>
#include <array>
#include <limits>

namespace waferglow::gui {
namespace {

using Counts = std::array<std::int64_t, 256>;

Counts count_selected(const BinData& bins, const DieMask& mask) {
    constexpr std::size_t kRow = 1 << 14;
    const std::size_t cells = bins.ranks.size();
    return reduce_rows(
        static_cast<std::int32_t>((cells + kRow - 1) / kRow), Counts{},
        [&](std::int32_t row, Counts& counts) {
            const std::size_t begin = static_cast<std::size_t>(row) * kRow;
            const std::size_t end = std::min(begin + kRow, cells);
            for (std::size_t cell = begin; cell < end; ++cell)
                counts[bins.ranks[cell]] += mask.selected[cell];
        },
        [](Counts& total, const Counts& part) {
            for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
        });
}

}  // namespace

std::vector<ParetoBar> bin_pareto(const BinData& bins, const DieMask* mask) {
    std::vector<ParetoBar> bars;
    std::int64_t all = 0;
    std::int64_t failing = 0;
    for (const StoredBin& bin : bins.table) {
        all += bin.dies;
        failing += bin.pass ? 0 : bin.dies;
        if (bin.dies > 0) bars.push_back({bin, 0, 0.0, 0.0});
    }
    std::ranges::stable_sort(bars, [](const ParetoBar& a, const ParetoBar& b) {
        return a.bin.pass != b.bin.pass ? !a.bin.pass : a.bin.dies > b.bin.dies;
    });
    Counts selected{};
    if (mask != nullptr && mask->selected.size() == bins.ranks.size()) {
        const Counts by_rank = count_selected(bins, *mask);
        for (std::size_t rank = 1; rank < by_rank.size(); ++rank) {
            if (by_rank[rank] > 0) selected[bins.code_of_rank[rank]] = by_rank[rank];
        }
    }
    std::int64_t so_far = 0;
    for (ParetoBar& bar : bars) {
        bar.selected = selected[bar.bin.code];
        bar.share = static_cast<double>(bar.bin.dies) / static_cast<double>(all);
        if (bar.bin.pass) continue;
        so_far += bar.bin.dies;
        bar.cumulative = static_cast<double>(so_far) / static_cast<double>(failing);
    }
    return bars;
}

double yield_of(const std::vector<ParetoBar>& bars) {
    std::int64_t all = 0;
    std::int64_t passed = 0;
    for (const ParetoBar& bar : bars) {
        all += bar.selected;
        passed += bar.bin.pass ? bar.selected : 0;
    }
    return all > 0 ? static_cast<double>(passed) / static_cast<double>(all)
                   : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace waferglow::gui

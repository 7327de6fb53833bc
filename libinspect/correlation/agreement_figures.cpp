// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/agreement_figures.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace waferglow {

const std::optional<Interval>& block_interval(const AgreementFigures& figures, Rate rate) {
    return figures.blocks[static_cast<std::size_t>(std::ranges::find(kRates, rate) - kRates.begin())];
}

AgreementFigures agreement_figures(const DieGrid& grid, std::span<const DieOutcome> outcomes,
                                   std::span<const float> pl, std::span<const float> el, std::uint64_t seed) {
    const auto fits = [&](std::span<const float> values) {
        return values.empty() || values.size() == outcomes.size();
    };
    if (outcomes.size() != grid.cells() || !fits(pl) || !fits(el)) {
        throw Error(ErrorKind::usage,
                    fmt::format("agreement: {} outcomes, {} PL and {} EL intensities for {} cells",
                                outcomes.size(), pl.size(), el.size(), grid.cells()));
    }
    AgreementFigures figures;
    for (const DieOutcome outcome : outcomes) add_outcome(figures.confusion, outcome);
    if (figures.confusion.matched() > 0) {
        const BlockCounts blocks = independent_blocks(grid, outcomes);
        figures.block_dies = blocks.block_dies;
        figures.blocks = block_bootstrap(blocks, {.draws = 1999, .seed = seed, .confidence = 0.95});
    }
    if (pl.empty() || el.empty()) return figures;
    std::vector<float> x;
    std::vector<float> y;
    for (std::size_t cell = 0; cell < outcomes.size(); ++cell) {
        if (outcomes[cell] == DieOutcome::none || !std::isfinite(pl[cell]) || !std::isfinite(el[cell]))
            continue;
        x.push_back(pl[cell]);
        y.push_back(el[cell]);
    }
    figures.pairs = static_cast<std::int64_t>(x.size());
    figures.pearson = pearson_correlation(x, y);
    figures.spearman = spearman_correlation(x, y);
    figures.line = relative_deming_regression(x, y);
    return figures;
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// What the losses are made of: bins by their number of dies.
#pragma once

#include "app/gui/presenters/wafer/layer_data.h"

#include <cstdint>
#include <vector>

namespace waferglow::gui {

struct ParetoBar {
    StoredBin bin;              ///< `dies` of the whole wafer
    std::int64_t selected = 0;  ///< dies of the selection
    double share = 0.0;         ///< of all dies with a bin
    double cumulative = 0.0;    ///< share of the failing dies in this and the bars before; 0 of passing bins
};

/// Failing bins that have dies first, from frequent to rare, then passing ones likewise. `mask` may be null.
[[nodiscard]] std::vector<ParetoBar> bin_pareto(const BinData& bins, const DieMask* mask);

/// Yield of the selected dies; NaN where none has a bin.
[[nodiscard]] double yield_of(const std::vector<ParetoBar>& bars);

}  // namespace waferglow::gui

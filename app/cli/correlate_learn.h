// SPDX-License-Identifier: GPL-3.0-or-later
// `correlate --learn`: a model from this wafer's blocks or from other wafers.
#pragma once

#include "app/cli/correlate_el.h"
#include "libinspect/correlation/learn_wafer.h"
#include "libinspect/scan/recipe.h"
#include "libinspect/store/wafer_file.h"

#include <optional>
#include <string>
#include <vector>

namespace waferglow::cli {

struct LearnRequest {
    double train_fraction = 0.5;
    std::int64_t train_dies = 0;    ///< 0: by fraction
    std::vector<std::string> from;  ///< "W2.h5=EL2.csv": other wafers to learn from
    std::string model;              ///< kind to be used; empty: the best
    LearnOptions options;
};

/// Verdicts of each EL record laid on the cells: 1 bad, 0 good, 255 not known.
[[nodiscard]] std::vector<std::uint8_t> bad_by_cell(const ElJoin& join, const ElTable& el);

/// Verdicts by the rules of a wafer file alone, whatever model its bins were made with.
struct RuleVerdicts {
    std::vector<std::uint8_t> bins;
    std::array<bool, 256> passes{};
    Recipe recipe;  ///< of the file, thresholds resolved
    [[nodiscard]] BinVerdicts view() const { return {.bins = bins, .passes = passes}; }
};
[[nodiscard]] RuleVerdicts rule_verdicts(const WaferFile& file, const std::string& path);

/// `file` with all its layers.
[[nodiscard]] WaferLearning learn(const WaferFile& file, const RuleVerdicts& rules, const ElJoin& join,
                                  const ElTable& el, const LearnRequest& request, bool quiet);

}  // namespace waferglow::cli

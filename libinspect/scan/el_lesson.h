// SPDX-License-Identifier: GPL-3.0-or-later
// Learning from EL on a wafer file: what the rules alone say of its dies, EL's verdicts laid on its cells,
// and which dies a model has seen. Both programs learn by these.
#pragma once

#include "libinspect/correlation/el_join.h"
#include "libinspect/correlation/learn_wafer.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/store/wafer_content.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// Verdicts by the rules of a wafer file alone, whatever model its bins were made with.
struct RuleVerdicts {
    std::vector<std::uint8_t> bins;
    std::array<bool, 256> passes{};
    Recipe recipe;  ///< of the file; thresholds resolved where its bins were made with a model
    [[nodiscard]] BinVerdicts view() const { return {.bins = bins, .passes = passes}; }
};
/// `file` with its layers and bins; `path` names it in errors. Throws Error(input) where it has no bins.
[[nodiscard]] RuleVerdicts rule_verdicts(const WaferFile& file, const std::string& path);

/// EL verdicts (1 pass, 0 fail, else none; one a record, may be empty) laid on the cells: 1 bad, 0 good,
/// kNoPass not known.
[[nodiscard]] std::vector<std::uint8_t> bad_by_cell(const ElJoin& join, std::span<const std::uint8_t> pass);

/// How many of a wafer's judged dies teach: `dies` where it is not 0, else a fraction.
struct TrainingShare {
    double fraction = 0.5;
    std::int64_t dies = 0;
};

/// Learns from blocks of `file`, or from `others` alone where there are any. See learn_wafer.
[[nodiscard]] WaferLearning learn_from_el(const WaferFile& file, const RuleVerdicts& rules,
                                          const ElJoin& join, std::span<const std::uint8_t> pass,
                                          std::span<const TaughtWafer> others, const TrainingShare& share,
                                          const LearnOptions& options, const LearnWatch& watch = {});

/// Whether the bins of `file` were made by a model learnt from EL.
[[nodiscard]] bool judged_by_model(const WaferFile& file);

/// For each cell whether the model behind the bins of `file` has learnt from its die; empty where no model
/// judged them. Reads the recipe and the bin table of `file` alone; `path` names it in errors.
[[nodiscard]] std::vector<bool> cells_learnt_from(const WaferFile& file, const std::string& path);

/// 1 for each of `records` EL records whose die was learnt from, else 0; empty where `trained` is.
[[nodiscard]] std::vector<float> trained_records(const ElJoin& join, std::size_t records,
                                                 const std::vector<bool>& trained);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Learning on a wafer: some of its blocks, or other wafers, teach; the dies left over judge.
#pragma once

#include "libinspect/correlation/learn.h"
#include "libinspect/correlation/learning_gain.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// A wafer with layers, the verdicts of its rules and of EL. A view: what it shows must outlive it.
struct TaughtWafer {
    const DieMap* map = nullptr;
    std::span<const Channel> channels;
    BinVerdicts rules;                  ///< without any model
    std::span<const std::uint8_t> bad;  ///< by EL, one a cell: 1 bad, 0 good, else not known
};

struct WaferLearning {
    LearnedResult result;
    std::vector<bool> trained;                  ///< for each cell of the wafer
    std::int64_t trained_dies = 0;              ///< of this wafer, with both verdicts
    std::int64_t unseen_dies = 0;               ///< likewise
    std::vector<float> probabilities;           ///< of failing, for each cell
    std::vector<std::uint8_t> bins;             ///< with the model's verdicts
    std::array<bool, 256> passes{};             ///< which of them pass
    LearningGain gain;                          ///< on unseen dies
    std::vector<FeatureImportance> importance;  ///< likewise
};

/// With `others` the model learns from them alone, is cross-validated by wafer (by blocks where there is but
/// one) and every die of `wafer` is unseen. Without, blocks of `wafer` with at most `train_dies` dies teach.
/// Throws Error(input) where too few dies are left on either side; Error(cancelled).
[[nodiscard]] WaferLearning learn_wafer(const TaughtWafer& wafer, std::span<const TaughtWafer> others,
                                        std::int64_t train_dies, const LearnOptions& options,
                                        const LearnWatch& watch = {});

/// Dies of a wafer with verdicts by rules and EL.
[[nodiscard]] std::vector<std::size_t> judged_cells(const TaughtWafer& wafer);

}  // namespace waferglow

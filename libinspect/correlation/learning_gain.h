// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a learnt model does better than the rules, on dies that it has not seen.
#pragma once

#include "libinspect/correlation/block_bootstrap.h"
#include "libinspect/correlation/learned_model.h"

#include <cstdint>
#include <optional>
#include <span>

namespace waferglow {

/// Cost of the mistakes of both on the same dies, for 1,000 of them.
struct LearningGain {
    std::int64_t dies = 0;
    double rules_cost = 0.0;
    double learned_cost = 0.0;
    std::optional<Interval> saved_ci95;  ///< of rules_cost - learned_cost; none: too few blocks to tell
    [[nodiscard]] double saved() const { return rules_cost - learned_cost; }
    /// The one place that decides: the model is worth having where all of the interval says that it saves.
    [[nodiscard]] bool gains() const { return saved_ci95 && saved_ci95->low > 0.0; }
};

/// `rules` and `learned`: the verdicts of both on the dies to judge by, `none` for all others, one a cell.
/// The interval is Student's, of the scatter of the difference over blocks in which the dies' mistakes are
/// independent; blocks, since neighbours are alike. Throws Error(usage) where lengths differ.
[[nodiscard]] LearningGain learning_gain(const DieGrid& grid, std::span<const DieOutcome> rules,
                                         std::span<const DieOutcome> learned, const ErrorCosts& costs);

}  // namespace waferglow

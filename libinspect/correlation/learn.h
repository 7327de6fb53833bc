// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing and fitting a model from dies that have both PL and EL.
//
// Every kind of model is judged by cross-validation whose folds are whole blocks of neighbours or whole
// wafers: a die's neighbours are like it, and a model tested on them tests its memory. The kind with the
// lowest cost of mistakes is fitted to all examples. Where few mistakes are made, their number is mostly
// chance: of kinds that it can't tell apart, logistic regression is taken, since it starts from the recipe's
// own verdicts, or else the plainest. The recipe is among the candidates, so learning does not have to do
// worse than not learning.
#pragma once

#include "libinspect/correlation/confusion.h"
#include "libinspect/correlation/fit_models.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow {

struct LearnOptions {
    ErrorCosts costs;
    std::uint64_t seed = 1;
    int folds = 5;                                 ///< at most; no more than there are groups
    std::optional<ModelKind> only = std::nullopt;  ///< judges and fits this kind alone, beside the recipe
};

/// How a caller follows a long fit, and ends it.
struct LearnWatch {
    std::stop_token stop{};
    std::function<void(double share)> progress{};  ///< done, 0 to 1; from worker threads, one at a time
};

/// How a kind of model did on folds that it had not seen.
struct CandidateScore {
    ModelKind kind = ModelKind::recipe;
    Confusion confusion;
    double cost = 0.0;        ///< escape and overkill prices of all mistakes together
    double cost_error = 0.0;  ///< standard error of the difference to the cheapest, over groups
};

struct LearnedResult {
    LearnedModel model;
    std::vector<CandidateScore> candidates;  ///< in the order of kModelKinds
    std::int64_t examples = 0;               ///< that were fitted: a sample where there were more than
                                             ///< kMostExamples
    std::int64_t bad = 0;
    int folds = 0;
};
inline constexpr std::size_t kMostExamples = 20'000;

/// `examples` may have gaps; `groups` has the block or wafer of each. Deterministic. Throws Error(input)
/// where there are fewer than kFewestOfEach bad or good dies or fewer than two groups; Error(usage) where
/// lengths differ; Error(cancelled).
[[nodiscard]] LearnedResult learn_model(const std::vector<std::string>& features, const Examples& examples,
                                        std::span<const std::int32_t> groups, const LearnOptions& options,
                                        const LearnWatch& watch = {});
inline constexpr std::int64_t kFewestOfEach = 10;

/// What shuffling a feature among dies does to the verdicts: mistakes' cost and log loss, both per 1,000
/// dies.
struct FeatureImportance {
    std::string feature;
    double cost_per_1000 = 0.0;
    double log_loss_per_1000 = 0.0;
};

/// Permutation importance (Breiman 2001) on `examples`, which should be dies not trained on; at most
/// kMostExamples of them. The most important first. Throws Error(cancelled).
[[nodiscard]] std::vector<FeatureImportance> feature_importance(const LearnedModel& model,
                                                                const Examples& examples, std::uint64_t seed,
                                                                const std::stop_token& stop = {});

/// Those without which verdicts get worse, in their order: what a model rests on. A layer that may as well be
/// shuffled is none of them.
[[nodiscard]] std::vector<FeatureImportance> decisive(std::span<const FeatureImportance> importance);

}  // namespace waferglow

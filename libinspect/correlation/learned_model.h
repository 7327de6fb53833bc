// SPDX-License-Identifier: GPL-3.0-or-later
// A model that predicts from a die's features whether it fails EL. Plain values: stored in a recipe, applied
// anywhere, the same numbers on every machine.
#pragma once

#include "libinspect/correlation/confusion.h"
#include "libinspect/correlation/training_split.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

enum class ModelKind : std::uint8_t { recipe, thresholds, logistic, forest, boosted };
inline constexpr std::array<ModelKind, 5> kModelKinds{
    ModelKind::recipe, ModelKind::thresholds, ModelKind::logistic, ModelKind::forest, ModelKind::boosted};
/// "recipe", "thresholds", ...
[[nodiscard]] const char* name_of(ModelKind kind);
[[nodiscard]] std::optional<ModelKind> model_kind(std::string_view name);

/// One limit of a threshold model: a die beyond any of them is rejected.
struct Limit {
    std::int32_t feature = 0;
    bool above = true;  ///< rejects values above `value`, else below
    double value = 0.0;
    friend bool operator==(const Limit&, const Limit&) = default;
};

/// A node of a tree: to `left` where the feature is at most `split`, else to `right`. `feature` -1: a leaf.
/// `value` of an inner node is that of all the training dies that came by.
struct TreeNode {
    std::int32_t feature = -1;
    float split = 0.0F;
    std::int32_t left = 0;
    std::int32_t right = 0;
    float value = 0.0F;
    friend bool operator==(const TreeNode&, const TreeNode&) = default;
};
using Tree = std::vector<TreeNode>;  ///< children follow their parents; [0] is the root

/// A product of two standardised features (equal ones: a square), or a feature alone (`second` -1).
struct LogisticTerm {
    std::int32_t first = 0;
    std::int32_t second = -1;
    double weight = 0.0;
    friend bool operator==(const LogisticTerm&, const LogisticTerm&) = default;
};

/// What prices the two kinds of mistakes have. A die is rejected where that is cheaper: above a probability
/// of overkill / (overkill + escape).
struct ErrorCosts {
    double escape = 1.0;
    double overkill = 1.0;
    [[nodiscard]] double reject_above() const { return overkill / (overkill + escape); }
    [[nodiscard]] double of(const Confusion& c) const {
        return escape * static_cast<double>(c.fn) + overkill * static_cast<double>(c.fp);
    }
    friend bool operator==(const ErrorCosts&, const ErrorCosts&) = default;
};

/// Of a standardised feature: keeps squares of the extremely dark within reason.
inline constexpr double kMostSigmas = 50.0;

/// The probability whose logit is x.
[[nodiscard]] inline double logistic(double x) {
    return 1.0 / (1.0 + std::exp(-x));
}

struct LearnedModel {
    ModelKind kind = ModelKind::recipe;
    std::vector<std::string> features;  ///< names as of DieFeatures
    std::vector<double> fill;           ///< stands in for a value that is not known; one a feature
    ErrorCosts costs;
    std::vector<Limit> limits;        ///< thresholds
    double floor = 0.0;               ///< logistic: share of dies that fail for reasons PL does not show
    double intercept = 0.0;           ///< logistic
    std::vector<double> mean;         ///< logistic; one a feature
    std::vector<double> scale;        ///< logistic; one a feature
    std::vector<LogisticTerm> terms;  ///< logistic
    std::vector<Tree> trees;          ///< forest: probabilities to be averaged; boosted: logits to be added
    std::vector<TrainingRecord> trained;
    std::int64_t trained_dies = 0;
    std::uint64_t seed = 0;
    friend bool operator==(const LearnedModel&, const LearnedModel&) = default;
};

/// Throws Error(input) where the parts of a model do not fit together (indices, lengths, cycles).
void check_model(const LearnedModel& model);

/// Puts `fill` where `values` are not finite.
void fill_unknown(const LearnedModel& model, std::span<float> values);

/// Probability that a die fails EL; 0 or 1 of models that know no more. `values` without gaps, as of
/// fill_unknown.
[[nodiscard]] double fail_probability(const LearnedModel& model, std::span<const float> values);
[[nodiscard]] bool rejects(const LearnedModel& model, std::span<const float> values);

/// How much each feature moved the verdict of one die, from a typical die's: in logits (logistic, boosted),
/// in probability (forest: along the path, A. Saabas; recipe, thresholds: 1 for what rejected it). Positive
/// speaks for a reject.
[[nodiscard]] std::vector<double> contributions(const LearnedModel& model, std::span<const float> values);

}  // namespace waferglow

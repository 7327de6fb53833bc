// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/learned_model.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kRecipeFeature = "rejected_by_rules";

double standardised(const LearnedModel& model, std::span<const float> values, std::int32_t feature) {
    const auto f = static_cast<std::size_t>(feature);
    return std::clamp((static_cast<double>(values[f]) - model.mean[f]) / model.scale[f], -kMostSigmas,
                      kMostSigmas);
}

double term_value(const LearnedModel& model, const LogisticTerm& term, std::span<const float> values) {
    const double first = standardised(model, values, term.first);
    return term.weight * (term.second < 0 ? first : first * standardised(model, values, term.second));
}

bool beyond(const Limit& limit, std::span<const float> values) {
    const auto value = static_cast<double>(values[static_cast<std::size_t>(limit.feature)]);
    return limit.above ? value > limit.value : value < limit.value;
}

/// Calls `step(node, child)` for each decision of a tree; returns the leaf.
template <class Step>
const TreeNode& descend(const Tree& tree, std::span<const float> values, const Step& step) {
    const TreeNode* node = tree.data();
    while (node->feature >= 0) {
        const bool left = values[static_cast<std::size_t>(node->feature)] <= node->split;
        const TreeNode* child = &tree[static_cast<std::size_t>(left ? node->left : node->right)];
        step(*node, *child);
        node = child;
    }
    return *node;
}

double sum_of_trees(const LearnedModel& model, std::span<const float> values) {
    double sum = 0.0;
    for (const Tree& tree : model.trees)
        sum += static_cast<double>(descend(tree, values, [](const TreeNode&, const TreeNode&) {}).value);
    return sum;
}

std::size_t recipe_feature(const LearnedModel& model) {
    const auto found = std::ranges::find(model.features, kRecipeFeature);
    return static_cast<std::size_t>(found - model.features.begin());
}

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorKind::input, "the learned model does not fit together: " + what + "; learn it anew");
}

void check_tree(const Tree& tree, std::int64_t features) {
    if (tree.empty()) refuse("a tree has no node");
    const auto nodes = static_cast<std::int64_t>(tree.size());
    for (std::int64_t i = 0; i < nodes; ++i) {
        const TreeNode& node = tree[static_cast<std::size_t>(i)];
        if (!std::isfinite(node.value)) refuse("a leaf is no number");
        if (node.feature < 0) continue;
        const bool fits = node.feature < features && node.left > i && node.left < nodes && node.right > i &&
                          node.right < nodes && !std::isnan(node.split);
        if (!fits) refuse(fmt::format("node {} of a tree leads nowhere", i));
    }
}

}  // namespace

const char* name_of(ModelKind kind) {
    switch (kind) {
        case ModelKind::recipe:
            return "recipe";
        case ModelKind::thresholds:
            return "thresholds";
        case ModelKind::logistic:
            return "logistic";
        case ModelKind::forest:
            return "forest";
        case ModelKind::boosted:
            return "boosted";
    }
    return "";
}

std::optional<ModelKind> model_kind(std::string_view name) {
    for (const ModelKind kind : kModelKinds) {
        if (name == name_of(kind)) return kind;
    }
    return std::nullopt;
}

void check_model(const LearnedModel& model) {
    const std::size_t count = model.features.size();
    const auto features = static_cast<std::int64_t>(count);
    if (model.fill.size() != count)
        refuse(fmt::format("{} features, {} fill values", count, model.fill.size()));
    if (!(model.costs.escape > 0.0) || !(model.costs.overkill > 0.0)) refuse("costs must be positive");
    for (const Limit& limit : model.limits) {
        if (limit.feature < 0 || limit.feature >= features) refuse("a limit is on no feature");
    }
    if (model.kind == ModelKind::recipe && recipe_feature(model) == count)
        refuse(fmt::format("it lacks the feature {}", kRecipeFeature));
    if (model.kind == ModelKind::logistic) {
        if (model.mean.size() != count || model.scale.size() != count)
            refuse("means and scales are not one a feature");
        if (!std::ranges::all_of(model.scale, [](double scale) { return scale > 0.0; }))
            refuse("a scale is not positive");
        if (!(model.floor >= 0.0 && model.floor < 1.0)) refuse("the floor is no share");
        for (const LogisticTerm& term : model.terms) {
            if (term.first < 0 || term.first >= features || term.second >= features)
                refuse("a term is on no feature");
        }
    }
    const bool needs_trees = model.kind == ModelKind::forest || model.kind == ModelKind::boosted;
    if (needs_trees && model.trees.empty()) refuse("it has no trees");
    for (const Tree& tree : model.trees) check_tree(tree, features);
}

void fill_unknown(const LearnedModel& model, std::span<float> values) {
    for (std::size_t f = 0; f < values.size(); ++f) {
        if (!std::isfinite(values[f])) values[f] = static_cast<float>(model.fill[f]);
    }
}

double fail_probability(const LearnedModel& model, std::span<const float> values) {
    switch (model.kind) {
        case ModelKind::recipe:
            return values[recipe_feature(model)] > 0.5F ? 1.0 : 0.0;
        case ModelKind::thresholds:
            return std::ranges::any_of(model.limits,
                                       [&](const Limit& limit) { return beyond(limit, values); })
                       ? 1.0
                       : 0.0;
        case ModelKind::logistic: {
            double sum = model.intercept;
            for (const LogisticTerm& term : model.terms) sum += term_value(model, term, values);
            return model.floor + (1.0 - model.floor) * logistic(sum);
        }
        case ModelKind::forest:
            return std::clamp(sum_of_trees(model, values) / static_cast<double>(model.trees.size()), 0.0,
                              1.0);
        case ModelKind::boosted:
            return logistic(model.intercept + sum_of_trees(model, values));
    }
    return 0.0;
}

bool rejects(const LearnedModel& model, std::span<const float> values) {
    return fail_probability(model, values) > model.costs.reject_above();
}

std::vector<double> contributions(const LearnedModel& model, std::span<const float> values) {
    std::vector<double> parts(model.features.size(), 0.0);
    switch (model.kind) {
        case ModelKind::recipe:
            parts[recipe_feature(model)] = fail_probability(model, values);
            break;
        case ModelKind::thresholds:
            for (const Limit& limit : model.limits) {
                if (beyond(limit, values)) parts[static_cast<std::size_t>(limit.feature)] = 1.0;
            }
            break;
        case ModelKind::logistic: {
            // A product belongs to both its features alike. The typical die is that of the fill values.
            std::vector<float> typical(model.fill.begin(), model.fill.end());
            for (const LogisticTerm& term : model.terms) {
                const double change = term_value(model, term, values) - term_value(model, term, typical);
                const bool alone = term.second < 0;
                parts[static_cast<std::size_t>(term.first)] += alone ? change : 0.5 * change;
                if (!alone) parts[static_cast<std::size_t>(term.second)] += 0.5 * change;
            }
            break;
        }
        case ModelKind::forest:
        case ModelKind::boosted: {
            const double share =
                model.kind == ModelKind::forest ? 1.0 / static_cast<double>(model.trees.size()) : 1.0;
            for (const Tree& tree : model.trees) {
                descend(tree, values, [&](const TreeNode& node, const TreeNode& child) {
                    parts[static_cast<std::size_t>(node.feature)] +=
                        share * static_cast<double>(child.value - node.value);
                });
            }
            break;
        }
    }
    return parts;
}

}  // namespace waferglow

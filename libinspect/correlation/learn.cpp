// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/learn.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <set>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Differences below this many standard errors are chance.
constexpr double kTieErrors = 1.5;

/// Which kind is taken of those that chance can't tell apart: the plainest. With two excitation densities
/// logistic regression comes first: it starts from the recipe's verdicts and moves away as far as examples
/// bear it out. One density holds nothing but the intensity that the rules judge already.
constexpr std::array<ModelKind, kModelKinds.size()> kPreferred{
    ModelKind::logistic, ModelKind::recipe, ModelKind::thresholds, ModelKind::forest, ModelKind::boosted};

Examples some_of(const Examples& all, const std::vector<std::size_t>& rows) {
    Examples some;
    some.table.features = all.table.features;
    some.table.values.reserve(rows.size() * all.table.features);
    for (const std::size_t i : rows) {
        const auto row = all.table.row(i);
        some.table.values.insert(some.table.values.end(), row.begin(), row.end());
        some.bad.push_back(all.bad[i]);
    }
    return some;
}

std::vector<std::size_t> sample_rows(std::size_t count, std::uint64_t seed) {
    std::vector<std::size_t> rows(count);
    for (std::size_t i = 0; i < count; ++i) rows[i] = i;
    if (count <= kMostExamples) return rows;
    std::mt19937_64 random(seed);
    for (std::size_t i = 0; i < kMostExamples; ++i) std::swap(rows[i], rows[i + random() % (count - i)]);
    rows.resize(kMostExamples);
    std::ranges::sort(rows);
    return rows;
}

/// The median of each feature among good dies: what a die is like of which a number is not known.
std::vector<double> fill_values(const Examples& examples) {
    std::vector<double> fill(examples.table.features, 0.0);
    std::vector<float> known;
    for (std::size_t f = 0; f < fill.size(); ++f) {
        known.clear();
        for (std::size_t i = 0; i < examples.bad.size(); ++i) {
            const float value = examples.table.row(i)[f];
            if (examples.bad[i] == 0 && std::isfinite(value)) known.push_back(value);
        }
        if (known.empty()) continue;
        fill[f] = static_cast<double>(upper_median(known));
    }
    return fill;
}

void fit(LearnedModel& model, ModelKind kind, const Examples& examples, std::uint64_t seed,
         const std::stop_token& stop) {
    model.kind = kind;
    switch (kind) {
        case ModelKind::recipe:
            return;
        case ModelKind::thresholds:
            return fit_thresholds(model, examples, stop);
        case ModelKind::logistic:
            return fit_logistic(model, examples, stop);
        case ModelKind::forest:
            return fit_forest(model, examples, seed, stop);
        case ModelKind::boosted:
            return fit_boosted(model, examples, seed, stop);
    }
}

/// Counts fits for the one who waits. Used by all workers.
class Fits {
  public:
    Fits(const LearnWatch& watch, double all) : watch_(watch), all_(all) {}
    [[nodiscard]] const std::stop_token& stop() const { return watch_.stop; }
    void done(ModelKind kind) {
        check_stop(watch_.stop);
        const std::lock_guard lock(mutex_);
        done_ += weight(kind);
        if (watch_.progress) watch_.progress(std::min(1.0, done_ / all_));
    }
    /// About the time that a fit of a kind takes.
    static double weight(ModelKind kind) {
        constexpr std::array<double, kModelKinds.size()> kTimes{0.01, 0.3, 1.0, 1.0, 2.0};
        return kTimes[static_cast<std::size_t>(kind)];
    }

  private:
    const LearnWatch& watch_;
    double all_;
    std::mutex mutex_;
    double done_ = 0.0;  // guarded by mutex_
};

/// Counts of one kind of model on every group, each judged by a model that has not seen its fold.
using GroupCounts = std::map<std::int32_t, Confusion>;

GroupCounts cross_validate(const LearnedModel& blank, ModelKind kind, const Examples& examples,
                           std::span<const std::int32_t> groups, const std::vector<int>& fold_of, int folds,
                           std::uint64_t seed, Fits& fits) {
    std::vector<std::uint8_t> rejected(examples.bad.size(), 0);
    // Folds touch different rows; each fit is deterministic by itself.
    parallel_blocks(static_cast<std::size_t>(folds), 1, [&](std::size_t begin, std::size_t) {
        check_stop(fits.stop());
        std::vector<std::size_t> seen;
        for (std::size_t i = 0; i < fold_of.size(); ++i) {
            if (fold_of[i] != static_cast<int>(begin)) seen.push_back(i);
        }
        LearnedModel model = blank;
        fit(model, kind, some_of(examples, seen), seed, fits.stop());
        fits.done(kind);
        for (std::size_t i = 0; i < fold_of.size(); ++i) {
            if (fold_of[i] == static_cast<int>(begin))
                rejected[i] = rejects(model, examples.table.row(i)) ? 1 : 0;
        }
    });
    GroupCounts counts;
    for (std::size_t i = 0; i < fold_of.size(); ++i)
        counts[groups[i]].add(examples.bad[i] == 1, rejected[i] != 0);
    return counts;
}

/// Standard error of the difference of two costs, from its scatter over groups.
double difference_error(const GroupCounts& a, const GroupCounts& b, const ErrorCosts& costs) {
    double sum = 0.0;
    double square = 0.0;
    for (const auto& [group, counts] : a) {
        const double difference = costs.of(counts) - costs.of(b.at(group));
        sum += difference;
        square += difference * difference;
    }
    const auto n = static_cast<double>(a.size());
    return n < 2.0 ? 0.0 : std::sqrt(std::max(0.0, square - sum * sum / n) * n / (n - 1.0));
}

void check(const std::vector<std::string>& features, const Examples& examples,
           std::span<const std::int32_t> groups) {
    const std::size_t count = examples.bad.size();
    if (examples.table.features != features.size() || examples.table.rows() != count ||
        groups.size() != count) {
        throw Error(ErrorKind::usage,
                    fmt::format("learning: {} names for {} features, {} rows, {} verdicts, {} groups",
                                features.size(), examples.table.features, examples.table.rows(), count,
                                groups.size()));
    }
    const std::int64_t bad = std::ranges::count(examples.bad, 1);
    const std::int64_t good = static_cast<std::int64_t>(count) - bad;
    if (bad < kFewestOfEach || good < kFewestOfEach) {
        throw Error(ErrorKind::input,
                    fmt::format("learning: {} bad and {} good dies to learn from, at least {} of each "
                                "are needed; train on more dies",
                                bad, good, kFewestOfEach));
    }
    if (std::set<std::int32_t>(groups.begin(), groups.end()).size() < 2) {
        throw Error(ErrorKind::input,
                    "learning: all dies lie in one block, so nothing is left to check a model on; train on "
                    "more dies");
    }
}

/// Gives each candidate its error and returns the kind to be used.
ModelKind choose(std::vector<CandidateScore>& candidates, const std::vector<GroupCounts>& counts,
                 const LearnedModel& blank) {
    const ErrorCosts& costs = blank.costs;
    const bool one_density = std::ranges::find(blank.features, kWeakToStrong) == blank.features.end();
    const auto cheapest = std::ranges::min_element(candidates, {}, &CandidateScore::cost);
    const GroupCounts& best = counts[static_cast<std::size_t>(cheapest - candidates.begin())];
    for (std::size_t k = 0; k < candidates.size(); ++k)
        candidates[k].cost_error = difference_error(counts[k], best, costs);
    for (const ModelKind kind : one_density ? kModelKinds : kPreferred) {
        const auto score = std::ranges::find(candidates, kind, &CandidateScore::kind);
        if (score != candidates.end() && score->cost <= cheapest->cost + kTieErrors * score->cost_error)
            return kind;
    }
    return cheapest->kind;
}

double log_loss(double p, bool bad) {
    const double kept = std::clamp(p, 1e-6, 1.0 - 1e-6);
    return -std::log(bad ? kept : 1.0 - kept);
}

}  // namespace

void check_stop(const std::stop_token& stop) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "learning was cancelled");
}

LearnedResult learn_model(const std::vector<std::string>& features, const Examples& examples,
                          std::span<const std::int32_t> groups, const LearnOptions& options,
                          const LearnWatch& watch) {
    check(features, examples, groups);
    const std::vector<std::size_t> rows = sample_rows(examples.bad.size(), options.seed);
    Examples used = some_of(examples, rows);
    std::vector<std::int32_t> used_groups;
    used_groups.reserve(rows.size());
    for (const std::size_t i : rows) used_groups.push_back(groups[i]);

    LearnedModel blank;
    blank.features = features;
    blank.fill = fill_values(used);
    blank.costs = options.costs;
    blank.seed = options.seed;
    for (std::size_t i = 0; i < used.bad.size(); ++i) fill_unknown(blank, used.table.row(i));

    LearnedResult result;
    result.examples = static_cast<std::int64_t>(rows.size());
    result.bad = std::ranges::count(used.bad, 1);
    const auto distinct = std::set<std::int32_t>(used_groups.begin(), used_groups.end()).size();
    result.folds = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(options.folds), distinct));
    const std::vector<int> fold_of = deal_folds(used_groups, used.bad, result.folds, options.seed);
    std::vector<ModelKind> kinds;
    double all_fits = 0.0;
    for (const ModelKind kind : kModelKinds) {
        if (options.only && kind != ModelKind::recipe && kind != *options.only) continue;
        kinds.push_back(kind);
        all_fits += (result.folds + 1) * Fits::weight(kind);
    }
    Fits fits(watch, all_fits);
    std::vector<GroupCounts> counts;
    for (const ModelKind kind : kinds) {
        counts.push_back(
            cross_validate(blank, kind, used, used_groups, fold_of, result.folds, options.seed, fits));
        CandidateScore score{.kind = kind, .confusion = {}, .cost = 0.0, .cost_error = 0.0};
        for (const auto& [group, confusion] : counts.back()) score.confusion += confusion;
        score.cost = options.costs.of(score.confusion);
        result.candidates.push_back(score);
    }
    const ModelKind chosen = choose(result.candidates, counts, blank);
    result.model = blank;
    fit(result.model, options.only.value_or(chosen), used, options.seed, watch.stop);
    result.model.trained_dies = static_cast<std::int64_t>(examples.bad.size());
    return result;
}

std::vector<FeatureImportance> feature_importance(const LearnedModel& model, const Examples& examples,
                                                  std::uint64_t seed, const std::stop_token& stop) {
    Examples used = some_of(examples, sample_rows(examples.bad.size(), seed));
    const std::size_t count = used.bad.size();
    for (std::size_t i = 0; i < count; ++i) fill_unknown(model, used.table.row(i));
    struct Loss {
        double cost = 0.0;
        double logs = 0.0;
    };
    const auto judge = [&](std::span<const float> values, bool bad) {
        const double p = fail_probability(model, values);
        const bool reject = p > model.costs.reject_above();
        return Loss{reject == bad ? 0.0 : bad ? model.costs.escape : model.costs.overkill, log_loss(p, bad)};
    };
    Loss base;
    for (std::size_t i = 0; i < count; ++i) {
        const Loss loss = judge(used.table.row(i), used.bad[i] == 1);
        base.cost += loss.cost;
        base.logs += loss.logs;
    }
    std::vector<FeatureImportance> importance(model.features.size());
    parallel_blocks(model.features.size(), 1, [&](std::size_t f, std::size_t) {
        check_stop(stop);
        std::mt19937_64 random(seed + 1000 * f);
        std::vector<float> column(count);
        for (std::size_t i = 0; i < count; ++i) column[i] = used.table.row(i)[f];
        for (std::size_t i = count; i > 1; --i) std::swap(column[i - 1], column[random() % i]);
        Loss mixed;
        std::vector<float> values(model.features.size());
        for (std::size_t i = 0; i < count; ++i) {
            std::ranges::copy(used.table.row(i), values.begin());
            values[f] = column[i];
            const Loss loss = judge(values, used.bad[i] == 1);
            mixed.cost += loss.cost;
            mixed.logs += loss.logs;
        }
        const double scale = count == 0 ? 0.0 : 1000.0 / static_cast<double>(count);
        importance[f] = {model.features[f], scale * (mixed.cost - base.cost),
                         scale * (mixed.logs - base.logs)};
    });
    std::ranges::stable_sort(importance, [](const FeatureImportance& a, const FeatureImportance& b) {
        return a.log_loss_per_1000 > b.log_loss_per_1000;
    });
    return importance;
}

std::vector<FeatureImportance> decisive(std::span<const FeatureImportance> importance) {
    std::vector<FeatureImportance> those;
    std::ranges::copy_if(importance, std::back_inserter(those), [](const FeatureImportance& feature) {
        return feature.log_loss_per_1000 > 0.0 || feature.cost_per_1000 > 0.0;
    });
    return those;
}

}  // namespace waferglow

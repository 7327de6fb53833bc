// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/learning_gain.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <boost/math/distributions/students_t.hpp>

namespace waferglow {
namespace {

constexpr std::size_t kFewestToTell = 8;  // blocks: fewer give an interval that says nothing

}  // namespace

LearningGain learning_gain(const DieGrid& grid, std::span<const DieOutcome> rules,
                           std::span<const DieOutcome> learned, const ErrorCosts& costs) {
    if (rules.size() != learned.size())
        throw Error(ErrorKind::usage, "learning: the verdicts of rules and model are not of the same dies");
    LearningGain gain;
    const BlockCounts before = independent_blocks(grid, rules);
    const BlockCounts after = count_blocks(grid, learned, before.block_dies);
    if (before.place != after.place)
        throw Error(ErrorKind::usage, "learning: rules and model judge different dies");
    double saved = 0.0;
    double squares = 0.0;
    for (std::size_t block = 0; block < before.counts.size(); ++block) {
        const double rules_cost = costs.of(before.counts[block]);
        const double learned_cost = costs.of(after.counts[block]);
        gain.dies += before.counts[block].matched();
        gain.rules_cost += rules_cost;
        gain.learned_cost += learned_cost;
        saved += rules_cost - learned_cost;
        squares += (rules_cost - learned_cost) * (rules_cost - learned_cost);
    }
    if (gain.dies == 0) return gain;
    const double per_1000 = 1000.0 / static_cast<double>(gain.dies);
    gain.rules_cost *= per_1000;
    gain.learned_cost *= per_1000;
    const auto n = static_cast<double>(before.counts.size());
    if (before.counts.size() < kFewestToTell) return gain;
    const double error = std::sqrt(std::max(0.0, squares - saved * saved / n) * n / (n - 1.0));
    const double t = boost::math::quantile(boost::math::students_t(n - 1.0), 0.975);
    gain.saved_ci95 = Interval{per_1000 * (saved - t * error), per_1000 * (saved + t * error)};
    return gain;
}

}  // namespace waferglow

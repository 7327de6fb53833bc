// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/fit_models.h"

#include <algorithm>
#include <numeric>

namespace waferglow {
namespace {

constexpr std::size_t kMostLimits = 12;

struct Cut {
    Limit limit;
    double gain = 0.0;
};

/// The best limit on one feature for the dies not rejected yet. `order`: those dies by rising value.
void try_feature(const Examples& examples, const std::vector<std::size_t>& order, std::int32_t feature,
                 const ErrorCosts& costs, Cut& best) {
    const auto value = [&](std::size_t i) {
        return examples.table.row(i)[static_cast<std::size_t>(feature)];
    };
    const auto worth = [&](std::size_t i) { return examples.bad[i] == 1 ? costs.escape : -costs.overkill; };
    const auto consider = [&](bool above, double gain, float inside, float outside) {
        if (gain > best.gain)
            best = {{feature, above, 0.5 * (static_cast<double>(inside) + static_cast<double>(outside))},
                    gain};
    };
    double gain = 0.0;
    for (std::size_t k = 0; k + 1 < order.size(); ++k) {
        gain += worth(order[k]);
        if (value(order[k]) < value(order[k + 1]))
            consider(false, gain, value(order[k]), value(order[k + 1]));
    }
    gain = 0.0;
    for (std::size_t k = order.size(); k-- > 1;) {
        gain += worth(order[k]);
        if (value(order[k - 1]) < value(order[k])) consider(true, gain, value(order[k]), value(order[k - 1]));
    }
}

}  // namespace

void fit_thresholds(LearnedModel& model, const Examples& examples, const std::stop_token& stop) {
    model.kind = ModelKind::thresholds;
    model.limits.clear();
    std::vector<std::size_t> left(examples.bad.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    // A limit must pay for more than one die, or it only remembers that die.
    const double least_gain = 2.0 * std::max(model.costs.escape, model.costs.overkill);
    while (model.limits.size() < kMostLimits) {
        Cut best;
        best.gain = least_gain - 1e-9;
        for (std::int32_t f = 0; f < static_cast<std::int32_t>(model.features.size()); ++f) {
            check_stop(stop);
            std::vector<std::size_t> order = left;
            std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
                return examples.table.row(a)[static_cast<std::size_t>(f)] <
                       examples.table.row(b)[static_cast<std::size_t>(f)];
            });
            try_feature(examples, order, f, model.costs, best);
        }
        if (best.gain < least_gain) break;
        model.limits.push_back(best.limit);
        std::erase_if(left, [&](std::size_t i) {
            const auto value =
                static_cast<double>(examples.table.row(i)[static_cast<std::size_t>(best.limit.feature)]);
            return best.limit.above ? value > best.limit.value : value < best.limit.value;
        });
    }
}

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/find_thresholds.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::appearance {
namespace {

/// From the median of the deviations of all judged dies; 0 where there are too few.
template <class ValueOf>
double spread_of(std::span<const TileLook> tiles, const ValueOf& value_of) {
    std::vector<float> values;
    for (const TileLook& tile : tiles) {
        for (const DieLook& look : tile.dies) {
            if (look.judged) values.push_back(std::abs(value_of(look)));
        }
    }
    constexpr std::size_t kFewest = 20;
    return values.size() < kFewest ? 0.0 : kMadToSigma * static_cast<double>(upper_median(values));
}

bool asked(Test test, const AppearanceModel& model) {
    return !model.regions.parts.empty() || (test != Test::metal && test != Test::whole_part);
}

}  // namespace

RegionSpreads find_region_spreads(std::span<const TileLook> tiles, std::size_t parts) {
    RegionSpreads spreads;
    spreads.body = spread_of(tiles, [](const DieLook& look) { return look.body; });
    for (std::size_t k = 0; k < parts; ++k) {
        spreads.part.at(k) = spread_of(tiles, [k](const DieLook& look) { return look.part.at(k); });
    }
    return spreads;
}

float score_of(const DieLook& look, Test test, const RegionSpreads& spreads) {
    if (test == Test::whole_body) {
        return spreads.body > 0.0
                   ? static_cast<float>(std::abs(static_cast<double>(look.body)) / spreads.body)
                   : 0.0F;
    }
    if (test == Test::whole_part) {
        double most = 0.0;
        for (std::size_t k = 0; k < kMostParts; ++k) {
            if (spreads.part.at(k) <= 0.0) continue;
            most = std::max(most, std::abs(static_cast<double>(look.part.at(k))) / spreads.part.at(k));
        }
        return static_cast<float>(most);
    }
    return look.strongest.at(static_cast<std::size_t>(test));
}

std::array<TestThreshold, kTests> find_thresholds(const AppearanceModel& model,
                                                  std::span<const TileLook> tiles,
                                                  const RegionSpreads& spreads) {
    std::size_t tests = 0;
    for (std::size_t t = 0; t < kTests; ++t) tests += asked(static_cast<Test>(t), model) ? 1 : 0;
    const double rate = model.settings.false_alarms_per_million * 1e-6 / static_cast<double>(tests);
    std::array<TestThreshold, kTests> thresholds;
    for (std::size_t t = 0; t < kTests; ++t) {
        TestThreshold& to = thresholds.at(t);
        to.threshold = std::numeric_limits<double>::infinity();
        if (!asked(static_cast<Test>(t), model)) continue;
        std::vector<float> scores;
        for (const TileLook& tile : tiles) {
            for (const DieLook& look : tile.dies) {
                if (look.judged) scores.push_back(score_of(look, static_cast<Test>(t), spreads));
            }
        }
        const auto dies = static_cast<double>(scores.size());
        to.tail = fit_tail(std::move(scores));
        to.threshold = to.tail.threshold(rate);
        if (t < kTailGroups)
            to.threshold = std::max(to.threshold, static_cast<double>(model.kept_from.at(t)));
        to.expected_false_alarms = dies * to.tail.beyond(to.threshold);
    }
    return thresholds;
}

}  // namespace waferglow::appearance

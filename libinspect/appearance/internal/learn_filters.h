// SPDX-License-Identifier: GPL-3.0-or-later
// What filters answer on good dies. Internal to this room.
#pragma once

#include "libinspect/appearance/die_fit.h"
#include "libinspect/appearance/filter_bank.h"

#include <array>
#include <span>

namespace waferglow::appearance {

/// A die that looks as most do.
struct FilterSample {
    FitInput input;
    PixelPoint center;
};

/// The spread of each filter's answers in each group (median of the deviations), as factors.
[[nodiscard]] FilterWeights learn_filters(const PhaseSet& phases, std::span<const FilterSample> samples);

/// What good dies answer most strongly, in each group.
struct UsualAnswers {
    /// From where on spots are worth keeping: many more than will be called.
    std::array<float, kTailGroups> kept_from{};
    std::array<float, kTailGroups> median{};  ///< 0: too few dies tell
};
[[nodiscard]] UsualAnswers learn_usual(const PhaseSet& phases, const FilterWeights& weights,
                                       std::span<const FilterSample> samples,
                                       double false_alarms_per_million);

}  // namespace waferglow::appearance

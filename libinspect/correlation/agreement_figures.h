// SPDX-License-Identifier: GPL-3.0-or-later
// All figures of the agreement of PL and EL on some dies of a wafer, with both kinds of intervals.
#pragma once

#include "libinspect/correlation/block_bootstrap.h"
#include "libinspect/correlation/el_join.h"
#include "libinspect/correlation/regression.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace waferglow {

struct AgreementFigures {
    Confusion confusion;
    std::int32_t block_dies = 0;  ///< edge of the blocks behind `blocks`, in dies
    RateIntervals blocks;         ///< by spatial block bootstrap, in the order of kRates
    std::int64_t pairs = 0;       ///< dies with PL and EL intensity
    double pearson = std::numeric_limits<double>::quiet_NaN();  ///< of them
    double spearman = std::numeric_limits<double>::quiet_NaN();
    LineFit line{};  ///< of EL over PL intensity, each over its median
};

/// The interval of one rate by blocks; nothing where blocks can't tell.
[[nodiscard]] const std::optional<Interval>& block_interval(const AgreementFigures& figures, Rate rate);

/// `outcomes`, `pl` and `el` have one element a cell; the intensities may be empty. Dies without an outcome
/// count nowhere. Throws Error(usage) where lengths differ.
[[nodiscard]] AgreementFigures agreement_figures(const DieGrid& grid, std::span<const DieOutcome> outcomes,
                                                 std::span<const float> pl, std::span<const float> el,
                                                 std::uint64_t seed = 1);

}  // namespace waferglow

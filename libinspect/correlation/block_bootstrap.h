// SPDX-License-Identifier: GPL-3.0-or-later
// Confidence intervals that know that neighbours are alike: a wafer's defects come in clusters, so a thousand
// dies say less than a thousand independent trials. The wafer is cut into square blocks, and blocks, not
// dies, are drawn with replacement.
//
// Method: studentised bootstrap of the rate on its logit (or Fisher's z) scale, with the standard error of
// each draw by linearisation over blocks. Sources: P. Hall, Resampling a coverage pattern, Stoch. Proc. Appl.
// 20 (1985) 231 (blocks); B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 12
// (bootstrap-t).
#pragma once

#include "libinspect/correlation/confusion.h"
#include "libinspect/correlation/el_join.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace waferglow {

/// Figures of a confusion matrix that get an interval. `outgoing` is the share fn / (fn + tn), not ppm.
enum class Rate : std::uint8_t { accuracy, overkill, escape, outgoing, balanced_accuracy, mcc, kappa };
inline constexpr std::array<Rate, 7> kRates{Rate::accuracy, Rate::overkill,          Rate::escape,
                                            Rate::outgoing, Rate::balanced_accuracy, Rate::mcc,
                                            Rate::kappa};

/// Counts of each block that holds a judged die, row by row.
struct BlockCounts {
    std::int32_t block_dies = 0;      ///< edge of a block in dies
    std::int32_t block_cols = 0;      ///< blocks in a row of blocks
    std::vector<std::int32_t> place;  ///< row * block_cols + column of each block
    std::vector<Confusion> counts;
};
[[nodiscard]] BlockCounts count_blocks(const DieGrid& grid, std::span<const DieOutcome> outcomes,
                                       std::int32_t block_dies);

/// Blocks just large enough that disagreement in one says nothing about the next: doubled until neighbouring
/// blocks' residuals are uncorrelated (within two standard errors), while at least `kFewestBlocks` remain.
[[nodiscard]] BlockCounts independent_blocks(const DieGrid& grid, std::span<const DieOutcome> outcomes);
inline constexpr std::size_t kFewestBlocks = 60;

struct BootstrapOptions {
    int draws = 1999;
    std::uint64_t seed = 1;
    double confidence = 0.95;
};

/// An interval for each of `kRates`, in that order; nothing where blocks can't tell (a rate without a
/// denominator, of exactly 0 or 1, or fewer than two blocks). Rates that rest on few events (under 20) get
/// Korn and Graubard's interval instead, the blocks telling the design effect. Deterministic for any number
/// of threads.
using RateIntervals = std::array<std::optional<Interval>, kRates.size()>;
[[nodiscard]] RateIntervals block_bootstrap(const BlockCounts& blocks, const BootstrapOptions& options = {});

/// Value of a rate; NaN (mcc: 0) where it is undefined.
[[nodiscard]] double rate_of(const Confusion& confusion, Rate rate);

}  // namespace waferglow

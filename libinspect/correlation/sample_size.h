// SPDX-License-Identifier: GPL-3.0-or-later
// How many dies it takes to claim a rate: exact binomial acceptance sampling.
#pragma once

#include <cstdint>

namespace waferglow {

/// The claim that inspection equipment is sold by: PL and EL agree on 99 % of the dies, at 95 % confidence.
inline constexpr double kClaimedAgreement = 0.99;
inline constexpr double kClaimConfidence = 0.95;

/// The least number of independently drawn dies such that at most `failures` disagreements among them prove a
/// rate of at least `rate` at `confidence`: P(at most `failures` of n | rate) <= 1 - confidence. 299 for 99 %
/// at 95 % without a failure. Throws Error(usage) unless 0 < rate, confidence < 1 and failures >= 0. Where
/// dies are alike in neighbourhoods, draw them far apart, or count blocks.
[[nodiscard]] std::int64_t dies_to_claim(double rate, double confidence, std::int64_t failures);

/// The most disagreements among `dies` that still prove the claim; -1 where none does.
[[nodiscard]] std::int64_t failures_allowed(double rate, double confidence, std::int64_t dies);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The fits of each kind of model to examples.
#pragma once

#include "libinspect/correlation/die_features.h"
#include "libinspect/correlation/learned_model.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace waferglow {

/// Dies with features (no gaps) and what EL says of them: 1 bad, 0 good.
struct Examples {
    FeatureTable table;
    std::vector<std::uint8_t> bad;
};

/// Throws Error(cancelled) where a stop is asked for.
void check_stop(const std::stop_token& stop);

/// Each fills the part of `model` that belongs to its kind; names, fill values and costs are given in it. A
/// stop is honoured between steps of some tenths of a second at the most, with as many examples as are ever
/// fitted.

/// Greedily adds the limit that lowers the cost of all mistakes most, until none does by a die's worth.
void fit_thresholds(LearnedModel& model, const Examples& examples, const std::stop_token& stop = {});

/// Logistic regression with ridge, by iteratively reweighted least squares, on all features, and the squares
/// and products of the logarithms. A share `floor` of dies fails for reasons that PL does not show
/// (open contacts): it is estimated along (EM), or those dies would flatten the boundary. Sources: McCullagh
/// and Nelder, Generalized Linear Models, 2nd ed. (1989) 4.4; J. B. Copas, J. R. Stat. Soc. B 50 (1988) 225
/// (contamination).
void fit_logistic(LearnedModel& model, const Examples& examples, const std::stop_token& stop = {});

/// Random trees on 0 and 1 (their leaves are shares), L. Breiman, Mach. Learn. 45 (2001) 5, grown by OpenCV
/// a few at a time.
void fit_forest(LearnedModel& model, const Examples& examples, std::uint64_t seed,
                const std::stop_token& stop = {});

/// Trees boosted on the logistic loss, J. H. Friedman, Ann. Stat. 29 (2001) 1189; each grown by OpenCV on the
/// gradient, its leaves set by one Newton step.
void fit_boosted(LearnedModel& model, const Examples& examples, std::uint64_t seed,
                 const std::stop_token& stop = {});

}  // namespace waferglow

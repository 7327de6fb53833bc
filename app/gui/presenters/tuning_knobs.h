// SPDX-License-Identifier: GPL-3.0-or-later
// The thresholds of the bins as numbers that a slider can move.
#pragma once

#include "app/gui/presenters/layer_data.h"
#include "libinspect/defect/rules.h"

#include <string>
#include <vector>

namespace waferglow::gui {

/// One threshold. `name` is that of the recipe ("leaky_below"), or that of a bin of the recipe's own with
/// ":below" or ":above".
struct TuningKnob {
    std::string name;
    std::string bin;   ///< the bin that it makes
    std::string unit;  ///< "", "nm"
    double low = 0.0;  ///< range of the slider
    double high = 1.0;
    double value = 0.0;
    friend bool operator==(const TuningKnob&, const TuningKnob&) = default;
};

/// The thresholds that resolved rules have, in the order in which the rules are asked. Ranges hold the value.
[[nodiscard]] std::vector<TuningKnob> tuning_knobs(const BinRules& rules);

/// `rules` with one threshold changed. Throws Error(usage) for a name that they don't have.
[[nodiscard]] BinRules turn_knob(BinRules rules, const std::string& name, double value);

/// What was changed, for the log: "leaky_below 0.62 -> 0.55".
[[nodiscard]] std::string describe_changes(const BinRules& before, const BinRules& after);

}  // namespace waferglow::gui

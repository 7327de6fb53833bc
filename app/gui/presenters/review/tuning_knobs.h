// SPDX-License-Identifier: GPL-3.0-or-later
// The thresholds of the bins as numbers that a slider can move.
#pragma once

#include "app/gui/presenters/wafer/layer_data.h"
#include "libinspect/defect/rules.h"

#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

/// What people may turn.
struct BinTuning {
    BinRules rules;
    /// Probability of failing EL above which the recipe's model rejects a die. Where it is set, the model has
    /// the last word on every die and the rules' thresholds are not turned: it was learnt with them.
    std::optional<double> reject_above{};
    friend bool operator==(const BinTuning&, const BinTuning&) = default;
};

/// The one knob of a model.
inline constexpr const char* kRejectAboveKnob = "model_reject_above";

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

/// The thresholds that resolved rules have, in the order in which the rules are asked; or that of the model.
/// Ranges hold the value.
[[nodiscard]] std::vector<TuningKnob> tuning_knobs(const BinTuning& tuning);

/// `tuning` with one threshold changed. Throws Error(usage) for a name that it doesn't have.
[[nodiscard]] BinTuning turn_knob(BinTuning tuning, const std::string& name, double value);

/// What was changed, for the log: "leaky_below 0.62 -> 0.55".
[[nodiscard]] std::string describe_changes(const BinTuning& before, const BinTuning& after);

}  // namespace waferglow::gui

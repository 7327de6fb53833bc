// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/tuning_knobs.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

// Beyond these a model would reject all dies, or none.
constexpr double kLeastLimit = 0.01;

/// A threshold with the place where rules keep it; null where it is not set.
struct Entry {
    TuningKnob knob;
    double* place;
};

double* place_of(std::optional<double>& value) {
    return value ? &*value : nullptr;
}

std::vector<Entry> entries_of(BinTuning& tuning) {
    std::vector<Entry> entries;
    BinRules& rules = tuning.rules;
    const auto add = [&](std::string name, std::string bin, std::string unit, double low, double high,
                         double* place) {
        if (place == nullptr) return;
        entries.push_back({{std::move(name), std::move(bin), std::move(unit), std::min(low, *place),
                            std::max(high, *place), *place},
                           place});
    };
    if (tuning.reject_above) {
        add(kRejectAboveKnob, "el_fail", "", kLeastLimit, 1.0 - kLeastLimit, &*tuning.reject_above);
        return entries;
    }
    add("dead_below", "dead", "", 0.0, 0.5, &rules.dead_below);
    add("leaky_below", "leaky", "", 0.0, 1.0, place_of(rules.leaky_below));
    add("weak_below", "weak", "", 0.0, 1.0, place_of(rules.weak_below));
    add("covered_above", "covered", "", 0.5, 1.0, &rules.covered_above);
    add("wavelength_tolerance_nm", "wavelength", "nm", 0.0, 20.0, place_of(rules.wavelength_tolerance_nm));
    add("nonuniformity_above", "nonuniform", "", 0.0, 1.0, place_of(rules.nonuniformity_above));
    add("bright_above", "bright", "", 1.0, 2.0, place_of(rules.bright_above));
    for (CustomBin& bin : rules.custom) {
        // Of a layer of any kind: as far again on either side.
        const auto reach = [](double value) { return std::max(std::abs(value), 1.0); };
        if (bin.below)
            add(bin.name + ":below", bin.name, "", *bin.below - reach(*bin.below),
                *bin.below + reach(*bin.below), &*bin.below);
        if (bin.above)
            add(bin.name + ":above", bin.name, "", *bin.above - reach(*bin.above),
                *bin.above + reach(*bin.above), &*bin.above);
    }
    return entries;
}

}  // namespace

std::vector<TuningKnob> tuning_knobs(const BinTuning& tuning) {
    BinTuning copy = tuning;
    std::vector<TuningKnob> knobs;
    for (Entry& entry : entries_of(copy)) knobs.push_back(std::move(entry.knob));
    return knobs;
}

BinTuning turn_knob(BinTuning tuning, const std::string& name, double value) {
    for (const Entry& entry : entries_of(tuning)) {
        if (entry.knob.name != name) continue;
        *entry.place = value;
        if (name == "leaky_below") tuning.rules.forgiven_above.reset();  // as a recipe's own value has it
        return tuning;
    }
    throw Error(ErrorKind::usage, fmt::format("the rules have no threshold '{}'", name));
}

std::string describe_changes(const BinTuning& before, const BinTuning& after) {
    std::string text;
    const std::vector<TuningKnob> was = tuning_knobs(before);
    for (const TuningKnob& knob : tuning_knobs(after)) {
        const auto old = std::ranges::find(was, knob.name, &TuningKnob::name);
        if (old == was.end() || old->value == knob.value) continue;
        text +=
            fmt::format("{}{} {:.4g} -> {:.4g}", text.empty() ? "" : ", ", knob.name, old->value, knob.value);
    }
    return text;
}

}  // namespace waferglow::gui

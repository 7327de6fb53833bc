// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of a report that set PL against EL.
#pragma once

#include "libinspect/correlation/internal/roc.h"
#include "libinspect/report/document.h"
#include "libinspect/report/el_view.h"

#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// The four counts as a table with bars, in the words of the fab.
[[nodiscard]] Figure confusion_figure(const Confusion& confusion, double width_pt);

/// EL intensity against PL; every disagreement and an even sample of the rest.
[[nodiscard]] Figure scatter_figure(const ElView& el, std::span<const float> pl, const std::string& pl_label,
                                    double width_pt, double height_pt);

struct NamedRoc {
    std::string name;
    RocCurve roc;
};
/// Share of the bad dies caught against overkill in decades; the verdict of the bins as a dot.
[[nodiscard]] Figure roc_figure(const std::vector<NamedRoc>& curves, const Confusion& bins, double width_pt,
                                double height_pt);

/// One die that PL and EL judge differently: its surroundings in up to two layers, and its numbers.
struct DieCard {
    DieIndex die;
    std::string headline = {};
    std::vector<const Layer*> layers = {};
    std::vector<std::string> lines = {};
    std::uint32_t rgb = ink::kAlarm;
};
[[nodiscard]] Figure die_card_figure(const DieMap& map, const DieCard& card, double width_pt);

}  // namespace waferglow

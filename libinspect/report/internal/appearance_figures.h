// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of what reflected light told: the golden die with the places of defects, and dies as cards.
#pragma once

#include "libinspect/appearance/appearance_evidence.h"
#include "libinspect/appearance/picture_grey.h"
#include "libinspect/report/document.h"

#include <string>
#include <vector>

namespace waferglow {

/// A place on the die, um from its centre, y up.
struct DefectPlace {
    double x_um = 0.0;
    double y_um = 0.0;
    bool fails = false;
};

/// The golden die, `width_pt` wide, and where defects of all dies lie on it.
[[nodiscard]] Figure golden_die_figure(const appearance::AppearanceEvidence& evidence,
                                       const std::vector<DefectPlace>& places, double width_pt);

/// Defects of each class as bars, from frequent to rare.
struct ClassBar {
    std::string name;
    std::int64_t defects = 0;
    double cumulative = 0.0;  ///< share of all defects in this and those before
};
[[nodiscard]] Figure class_pareto_figure(const std::vector<ClassBar>& bars, double width_pt);

/// A die in all channels side by side, and what is said of it.
struct PictureCard {
    std::size_t picture = 0;
    std::string headline;
    std::vector<std::string> lines{};
    bool fails = false;
};
[[nodiscard]] Figure picture_card_figure(const appearance::DiePictures& pictures,
                                         const std::vector<appearance::GreyScale>& scales,
                                         const PictureCard& card, double width_pt);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// From what was found in reflected light to classes, layers, the list of defects and the merged verdict.
#pragma once

#include "libinspect/scan/judge.h"

namespace waferglow {

/// Names every finding by the rules of the recipe, makes the layers of kAppearanceJudged of each channel and
/// kPlBinLayer, and gives each die the bin of what fails it or, where nothing does, of what was found. Dies
/// without a verdict by PL keep none. Throws Error(input) where the recipe asks for more false alarms than
/// the findings were kept for: weaker ones need the pixels.
void judge_appearance(const Judgement& wafer);

}  // namespace waferglow

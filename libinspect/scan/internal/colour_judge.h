// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of all dies as a judge: what the channels of a wafer have to do with them.
#pragma once

#include "libinspect/scan/judge.h"

namespace waferglow {

/// Makes the layers of kColourJudged of each colour channel whose layers the map has, and says in the
/// evaluation what was found, or why nothing was.
void judge_colours(const Judgement& wafer);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of the filter bank. Internal to this room.
#pragma once

#include "libinspect/appearance/filter_bank.h"

namespace waferglow::appearance {

/// The strongest answer in each group, in units of FilterBuffers::answer_unit().
void strongest_numbers(const PhasePlanes& planes, const DieWindow& window, const FilterWeights& weights,
                       FilterBuffers& buffers, int* strongest);

}  // namespace waferglow::appearance

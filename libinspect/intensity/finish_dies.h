// SPDX-License-Identifier: GPL-3.0-or-later
// From the sums of the pass over the pixels to light, background, noise and non-uniformity. Internal to this
// room.
#pragma once

#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/measure.h"
#include "libinspect/intensity/tile_kernel.h"

namespace waferglow::kernel {

/// Fills `out` but for its counts of pixels; `sums` is used up as working memory.
void finish_dies(const Input& input, const PixelCorrection& correction, const DieSums& sums,
                 TileMeasurements& out);

}  // namespace waferglow::kernel

// SPDX-License-Identifier: GPL-3.0-or-later
// From the sums of the pass over the pixels to light, background, noise and non-uniformity. Internal to this
// room.
//
// Background: the mean over a box of dies (WindowPlan::smooth_*), by pixels. First each cell's mean is held
// within the fences of all cells of the tile, then, with the first box means known, within four sigmas of
// them: a particle that glows in a street moves nothing. Its variance is the mean square of the street pixels
// about the box mean, fenced alike.
//
// Light that dies spill into the streets: the dies around have the mean light L, of which a share s falls on
// a street pixel; the street reads G = b + s L, a window R = F L + A b. Hence b = (G - s R/F) / (1 - s A/F).
// Light from the next dies in a window is taken off to first order with their own measured light.
#pragma once

#include "libinspect/intensity/measure.h"
#include "libinspect/intensity/tile_kernel.h"

namespace waferglow::kernel {

/// Fills all of `out` but its counts of pixels. `gain_unit` as of PixelCorrection.
void finish_dies(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out);

}  // namespace waferglow::kernel

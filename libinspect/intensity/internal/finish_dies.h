// SPDX-License-Identifier: GPL-3.0-or-later
// From the sums of the pass over the pixels to light, background, noise and non-uniformity. Internal to this
// room.
//
// Light from the next dies in a window is taken off with their own measured light, axis by axis to second
// order (light_field-inl.h).
//
// Light that dies spill into the streets is taken off each cell's mean with the light of the dies around it.
// A window reads R = F L + A b, so that R / F is L + (A / F) b; with s the share of each die's light in the
// mean street pixel, the street reads G = b + sum(s L), hence b = (G - sum(s R / F)) / (1 - sum(s A / F)).
//
// Background: the mean over a box of dies (WindowPlan::smooth_*), by pixels. First each cell's mean is held
// within the fences of all cells of the tile, then, with the first box means known, within four sigmas of
// them: a particle that glows in a street moves nothing. Its variance is the mean square of the street pixels
// about what the box mean and the dies around predict, fenced alike. WindowChoice::street_trust says how far
// that mean counts, against a fixed share of the mean reading under the windows of the same box.
#pragma once

#include "libinspect/intensity/internal/tile_kernel.h"
#include "libinspect/intensity/measure.h"

namespace waferglow::kernel {

/// Fills all of `out` but its counts of pixels. `gain_unit` as of PixelCorrection.
void finish_dies(const Input& input, float gain_unit, const DieSums& sums, TileMeasurements& out);

}  // namespace waferglow::kernel

// SPDX-License-Identifier: GPL-3.0-or-later
// Intensity relative to the healthy neighbourhood: what takes wafer-scale gradients and illumination out of a
// map and leaves the single die.
//
// 1. A robust polynomial surface takes off the wafer-scale trend (trend_surface.h).
// 2. Dies within `healthy_sigmas` robust sigmas of the reference are healthy, but never those off by more
//    than half of it, where dark dies begin. The cut is symmetric, so noise does not bias it, and sigma is
//    taken from the dies above the reference, so that defects, which dim, have no say in it.
// 3. The reference of a die is a plane through the healthy dies of the square window around it. Regions off
//    the surface by more than 10 % are no reference for anyone: a large blob of weak dies comes out weak.
//    Windows with fewer than `min_healthy` healthy dies are doubled until they have them. What the windows
//    show that is no more than the scatter of their dies is taken back (hold_back_noise.h).
// 2 and 3 are repeated against the reference found, `rounds` times.
//
// For speed the window moves in steps of a fifth of its width: sums are kept of blocks of that size, and the
// reference is interpolated between their middles. Gradients of 30 % over a map of 60 dies stay exact to
// 0.1 %.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <span>
#include <vector>

namespace waferglow {

struct NormaliseSettings {
    int window_radius_dies = 10;  ///< the window is about 2 r + 1 dies square
    double healthy_sigmas = 3.5;
    int min_healthy = 30;
    int rounds = 2;
    friend bool operator==(const NormaliseSettings&, const NormaliseSettings&) = default;
};

/// Writes `values` over the healthy neighbourhood to `relative` (one number for each cell of the grid; may be
/// the same memory), NaN where `values` is; a healthy die is 1. All NaN where no light rises above the noise.
/// Deterministic for any number of threads. Memory beside that: about a number a block.
void normalise_to_neighbourhood(std::span<const float> values, const DieGrid& grid,
                                const NormaliseSettings& settings, std::span<float> relative);

[[nodiscard]] std::vector<float> normalise_to_neighbourhood(std::span<const float> values,
                                                            const DieGrid& grid,
                                                            const NormaliseSettings& settings = {});

}  // namespace waferglow

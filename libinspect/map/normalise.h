// SPDX-License-Identifier: GPL-3.0-or-later
// Intensity relative to the healthy neighbourhood: what takes wafer-scale gradients and illumination out of a
// map and leaves the single die.
//
// 1. A robust quadratic surface over the wafer takes off the trend, so that one-sided windows at the edge are
// not
//    biased by it. 2. Dies whose ratio to it lies within `healthy_sigmas` robust sigmas are healthy; the cut
//    is symmetric, so noise does not bias it. 3. Each die is divided by the mean of the healthy dies in the
//    square window around it; the healthy ones are then chosen again against that, `rounds` times. Dead
//    clusters have no say in their neighbours' reference. Where a window holds fewer than `min_healthy`
//    healthy dies the next larger one (x 2) is asked, in the end the surface.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <span>
#include <vector>

namespace waferglow {

struct NormaliseSettings {
    int window_radius_dies = 10;  ///< the window is 2 r + 1 dies square
    double healthy_sigmas = 3.5;
    int min_healthy = 30;
    int rounds = 2;
    friend bool operator==(const NormaliseSettings&, const NormaliseSettings&) = default;
};

/// `values` over the healthy neighbourhood, one for each cell of the grid, NaN where `values` is; a healthy
/// die is
/// 1. All NaN where no die is lit. Deterministic for any number of threads. Memory: 3 floats a cell beside
/// the result.
[[nodiscard]] std::vector<float> normalise_to_neighbourhood(std::span<const float> values,
                                                            const DieGrid& grid,
                                                            const NormaliseSettings& settings = {});

}  // namespace waferglow

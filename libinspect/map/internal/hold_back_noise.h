// SPDX-License-Identifier: GPL-3.0-or-later
// Takes out of the local reference what is no more than the scatter of the dies that it is made from: the
// inside of normalise_to_neighbourhood.
#pragma once

#include "libinspect/map/internal/healthy_blocks.h"

#include <vector>

namespace waferglow {

struct NoiseSettings {
    double sigma = 0.0;         ///< relative scatter of healthy dies
    double min_healthy = 30.0;  ///< dies that a neighbourhood has at least
    int degree = 0;             ///< of the trend surface
};

/// Draws the reference towards a polynomial of the trend's degree through the healthy dies, by the share of
/// its structure about that which is their noise: Wiener's filter with one gain for the map. The polynomial
/// takes the means of all healthy dies, which have two thirds of the variance that the trend's medians have.
/// From blocks at even steps, at most some 20,000.
void hold_back_noise(const BlockSums& healthy, const NoiseSettings& settings, std::vector<float>& reference);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Displacement of a tile's dies along one axis: a robust mean, and how it grows over the tile.
#pragma once

#include "libinspect/registration/internal/die_kernel.h"

#include <array>
#include <span>
#include <vector>

namespace waferglow {

/// Buffers of fit_motion and fit_axis. After a call of the former `light` holds each die's light relative to
/// a typical lit die (about 1; 0: dark).
struct MotionScratch {
    std::vector<float> light;
    std::vector<float> r, q, sorted;
    std::vector<float> fit_r, fit_q, fit_x, fit_y, weight;  // of the dies that take part
    std::vector<unsigned char> lit;
};

/// Weighted sums about the mean displacement of one axis, in radians (period) or pixels (edges).
struct AxisFit {
    double mean = 0.0;
    double sigma = 0.0;
    double weight = 0.0;  // sum of weights; 1 / weight is the variance of the mean
    double x = 0.0;       // mean position
    double y = 0.0;
    double xx = 0.0;  // weighted second moments about it
    double xy = 0.0;
    double yy = 0.0;
    double dx = 0.0;  // weighted product of residual and position
    double dy = 0.0;
    std::array<double, 4> quadrant{};
};

/// Of the dies marked in `scratch.lit`: `r` along the common phase, `q` across it, one value a die; a typical
/// lit die has r = `typical`. `even` weighs all dies alike, for where single ones don't stand out of the
/// noise. Tukey biweight M-estimate. The weight is 0 where nothing takes part.
[[nodiscard]] AxisFit fit_axis(const DieCells& cells, std::span<const float> r, std::span<const float> q,
                               double typical, bool even, MotionScratch& scratch);

}  // namespace waferglow

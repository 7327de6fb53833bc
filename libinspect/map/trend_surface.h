// SPDX-License-Identifier: GPL-3.0-or-later
// A robust smooth surface through a layer: the wafer-scale trend of healthy dies.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <array>
#include <span>

namespace waferglow {

/// value(row, col) = c0 + c1 u + c2 v + c3 u^2 + c4 u v + c5 v^2 with u and v running from -1 to 1 over
/// columns and rows, nowhere below a fifth of `level`.
struct TrendSurface {
    std::array<double, 6> c{};
    double level = 0.0;  ///< median of the lit dies; 0: nothing is lit
    double sigma = 0.0;  ///< robust relative scatter of the healthy dies about the surface

    [[nodiscard]] double at(const DieGrid& grid, std::int32_t row, std::int32_t col) const;
};

/// Fits by least squares with repeated cutting at 4 robust sigmas, on at most some 200,000 dies taken at even
/// steps. Lit dies are those above a quarter of the 90th percentile; of the fewer than 60 lit dies only the
/// level is used. Deterministic.
[[nodiscard]] TrendSurface fit_trend_surface(std::span<const float> values, const DieGrid& grid);

}  // namespace waferglow

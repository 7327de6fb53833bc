// SPDX-License-Identifier: GPL-3.0-or-later
// A robust smooth surface through a layer: the wafer-scale trend of healthy dies.
#pragma once

#include "libinspect/geometry/die_grid.h"

#include <array>
#include <cstdint>
#include <span>

namespace waferglow {

/// Polynomial of total degree up to 4 in u and v, which run from -1 to 1 over columns and rows. Everywhere
/// between 0.4 and 2.5 times `level`, so that it goes wild nowhere, far from any lit die either.
struct TrendSurface {
    static constexpr int kDegree = 4;
    /// c[p][q] multiplies u^p v^q, p + q <= kDegree.
    std::array<std::array<double, kDegree + 1>, kDegree + 1> c{};
    int degree = 0;      ///< of the terms that were worth having
    double level = 0.0;  ///< median of the lit dies; 0: nothing is lit
    double sigma = 0.0;  ///< relative scatter of healthy dies about the surface, 1 sigma

    [[nodiscard]] double at(const DieGrid& grid, std::int32_t row, std::int32_t col) const;
    /// The surface along a row, one value a column.
    void along_row(const DieGrid& grid, std::int32_t row, std::span<float> values) const;
};

/// Fits to medians of small squares of dies at even steps (at most some 260,000 dies): a quadratic through
/// the upper quartile of them first (defects dim, so a surface above most patches avoids them), then by
/// Tukey's biweight (Beaton and Tukey, Technometrics 16 (1974) 147) with whole regions more than 10 % off it
/// left out, then once with all terms. Weak dies over a quarter of the wafer, or in a ring of a third of its
/// area, do not bend it. Degree 4 from 300 lit patches on, 2 from 60, 1 from 20, else the level alone.
/// `level` is 0 where no light rises above the noise. Deterministic.
[[nodiscard]] TrendSurface fit_trend_surface(std::span<const float> values, const DieGrid& grid);

}  // namespace waferglow

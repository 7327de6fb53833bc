// SPDX-License-Identifier: GPL-3.0-or-later
// The light of all colours joined, faults and lines left out: what mura is looked for in.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/module_quality/module_quality.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::module {

/// A Gaussian dip or hump of log light: a spot, or a band along a row or a column.
struct GaussShape {
    MuraKind kind = MuraKind::spot;
    double row = 0.0;
    double col = 0.0;
    double sigma_px = 0.0;
    double height = 0.0;  ///< of log light

    [[nodiscard]] double at(std::int32_t r, std::int32_t c) const;
};

/// Polynomial of total degree up to 4 over rows and columns: light that bends over the whole module.
class WideBackground {
  public:
    static constexpr int kMostTerms = 15;
    WideBackground() = default;
    WideBackground(const DieGrid& grid, int degree) : rows_(grid.rows), cols_(grid.cols), degree_(degree) {}

    [[nodiscard]] int degree() const { return degree_; }
    [[nodiscard]] int terms() const { return (degree_ + 1) * (degree_ + 2) / 2; }
    [[nodiscard]] std::array<double, kMostTerms> basis(double row, double col) const;
    [[nodiscard]] double at(double row, double col) const;
    /// Change per row and per column of its linear part.
    [[nodiscard]] std::array<double, 2> slope() const;

    std::array<double, kMostTerms> weights{};

  private:
    double rows_ = 1.0;
    double cols_ = 1.0;
    int degree_ = 0;
};

/// Robust fit to the means of blocks (Tukey's biweight). NaN: no value there.
[[nodiscard]] WideBackground fit_background(std::span<const float> values, const DieGrid& grid);

/// 1 where there is a value.
[[nodiscard]] std::vector<std::uint8_t> there_of(std::span<const float> values);

/// One colour.
struct FieldLayer {
    std::span<const float> log_light;
    std::span<const std::uint8_t> healthy;
};

struct JoinedField {
    std::vector<float> value;  ///< log light of the pixel, mean of its healthy colours, each over its own
                               ///< mean; levels of panels taken off; NaN: no healthy sub-pixel
    double noise = 0.0;        ///< robust spread of single pixels about the smooth light
};

/// `panel_level`: log light of each panel, row-major.
[[nodiscard]] JoinedField join_colours(const std::vector<FieldLayer>& colours, const Module& module,
                                       const std::vector<double>& panel_level);

}  // namespace waferglow::module

// SPDX-License-Identifier: GPL-3.0-or-later
// Rows and columns that differ from their neighbours.
#pragma once

#include "libinspect/module_quality/module_quality.h"

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow::module {

/// A layer of log(relative light) of one colour, looked at along rows or along columns.
struct LineLayer {
    std::span<const float> log_relative;  ///< NaN: not measured
    double spread = 0.0;                  ///< robust
    std::size_t sub_pixel = 0;
};

/// Relative light as its logarithm; darkness as a thousandth.
[[nodiscard]] std::vector<float> log_of_relative(std::span<const float> relative);

/// All lines, of single colours and of all of them, strong and weak.
[[nodiscard]] std::vector<Line> find_lines(const std::vector<LineLayer>& colours, const Module& module,
                                           const QualitySettings& settings);

/// Strong lines: runs of at least `line_min` sub-pixels, nearly all beyond `outlier_sigmas` to one side, and
/// not the rows of a block that is dark as a whole.
[[nodiscard]] std::vector<Line> strong_lines(const LineLayer& layer, const Module& module,
                                             const QualitySettings& settings);
/// Weak ones: means along whole rows, halves, quarters, ... against the median of 11 neighbours. `taken`:
/// strong lines, whose rows are left out.
[[nodiscard]] std::vector<Line> weak_lines(const LineLayer& layer, const Module& module,
                                           const QualitySettings& settings, std::span<const Line> taken);

/// Lines of all colours at the same place become one of all.
[[nodiscard]] std::vector<Line> joined_lines(const std::vector<Line>& lines, std::size_t colours);

/// 1 where a line of that colour lies.
[[nodiscard]] std::vector<std::uint8_t> line_mask(std::span<const Line> lines, std::size_t sub_pixel,
                                                  const DieGrid& grid, bool strong_only);

}  // namespace waferglow::module

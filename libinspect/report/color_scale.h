// SPDX-License-Identifier: GPL-3.0-or-later
// From values to colours that colour-blind eyes tell apart, and round numbers for the scale beside them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// Colour (0xRRGGBB) of a share from 0 to 1 between `anchors` (at least two) at equal distances. Shares
/// outside are clamped.
[[nodiscard]] std::uint32_t color_between(std::span<const std::uint32_t> anchors, double share);

/// Colour (0xRRGGBB) of a share from 0 to 1 on the viridis map (S. van der Walt, N. Smith, CC0), interpolated
/// between 17 of its colours. Shares outside are clamped.
[[nodiscard]] std::uint32_t viridis(double share);

/// Limits of a colour scale: the 0.5 and 99.5 % points of the finite values, widened to a hundredth where all
/// are alike.
struct ScaleLimits {
    double low = 0.0;
    double high = 1.0;
    double median = 0.5;
};
[[nodiscard]] ScaleLimits scale_limits(std::span<const float> values);

/// Round numbers (1, 2 or 5 times a power of ten apart) inside [low, high], about `count` of them.
[[nodiscard]] std::vector<double> round_ticks(double low, double high, int count);

/// How far apart ticks are; a single one shows three significant digits.
[[nodiscard]] double step_of(std::span<const double> ticks);

}  // namespace waferglow

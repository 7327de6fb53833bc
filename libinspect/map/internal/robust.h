// SPDX-License-Identifier: GPL-3.0-or-later
// Robust numbers from samples: what healthy dies look like although many are not.
#pragma once

#include "libinspect/base/order_statistics.h"

#include <cstddef>
#include <vector>

namespace waferglow {

/// The value below which `share` of `values` lies (of a rank between two, the lower one); NaN where there is
/// none. Reorders `values`, which must hold no NaN.
[[nodiscard]] double quantile(std::vector<float>& values, double share);

/// Step with which at most about `most` of `count` cells of rows `row_length` long are visited, all columns
/// alike.
[[nodiscard]] std::size_t sampling_step(std::size_t count, std::size_t most, std::size_t row_length);

/// Spread (1 sigma) of healthy values about `center`, from those above it alone: defects dim, so the upper
/// half of the distribution is that of healthy dies whatever their share. `values` without NaN. 0 where fewer
/// than two lie above.
[[nodiscard]] double upper_spread(const std::vector<float>& values, double center);

}  // namespace waferglow

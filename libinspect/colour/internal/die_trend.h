// SPDX-License-Identifier: GPL-3.0-or-later
// The wafer's smooth trend of wavelengths, and the scatter of dies about it.
#pragma once

#include "libinspect/colour/internal/colour_dies.h"
#include "libinspect/geometry/die_grid.h"

#include <span>
#include <vector>

namespace waferglow::colour {

struct DieTrend {
    std::vector<double> nm;   ///< one a die, told by the others
    double scatter_nm = 0.0;  ///< 1 sd of dies about it, without noise
};

/// A robust surface over the wafer, and on top of it what dies around a die have in common, as far as that is
/// more than noise. `nm` and `variance_nm2` (of noise) belong to `dies`. Deterministic.
[[nodiscard]] DieTrend find_trend(std::span<const ColourDie> dies, std::span<const double> nm,
                                  std::span<const double> variance_nm2, const DieGrid& grid);

}  // namespace waferglow::colour

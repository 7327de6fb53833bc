// SPDX-License-Identifier: GPL-3.0-or-later
// What the dies around one do to the phase of its first harmonic where rows and columns are staggered.
// Internal to this room.
#pragma once

#include "libinspect/geometry/tile_lattice.h"

#include <complex>
#include <vector>

namespace waferglow {

/// How the window of one pitch around a die sees equally bright dies, along each axis, as a factor of length
/// 1 that the first harmonic has in addition.
struct PhaseLean {
    std::complex<double> x{1.0, 0.0};
    std::complex<double> y{1.0, 0.0};
};

/// Dies that see the others around them at the same places have the same number, below kLeanCount: by the
/// parity of row and column, and by the edges of its field that a die lies on.
inline constexpr std::size_t kLeanCount = 64;
[[nodiscard]] std::size_t lean_number(const GridSteps& steps, std::int32_t row, std::int32_t col);

/// By number. Empty unless both rows and columns are staggered: else what leaves the window on one side comes
/// in on the other, but for what blur carries from row to row. `blur_px`: of optics and pixel.
[[nodiscard]] std::vector<PhaseLean> phase_leans(const TileLattice& lattice, double blur_px);

}  // namespace waferglow

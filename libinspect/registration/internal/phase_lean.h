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

/// Parity of a die among those of PhaseLean: 2 in an odd row, + 1 in an odd column.
[[nodiscard]] constexpr std::size_t parity_of(std::int32_t row, std::int32_t col) {
    return (row % 2 != 0 ? 2U : 0U) + (col % 2 != 0 ? 1U : 0U);
}

/// Of the four parities. Empty unless both rows and columns are staggered: else what leaves the window on one
/// side comes in on the other, but for what blur carries from row to row. `blur_px`: of optics and pixel.
[[nodiscard]] std::vector<PhaseLean> phase_leans(const TileLattice& lattice, double blur_px);

}  // namespace waferglow

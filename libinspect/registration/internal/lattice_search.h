// SPDX-License-Identifier: GPL-3.0-or-later
// Rotation and scale of the grid from the first harmonics of many tiles, without a start value.
//
// Cut into cells of an ideal untilted lattice, a tile gives one complex number a cell and axis whose phase is
// the grid's displacement there: linear in row and column, with gradients that are scale and rotation. A
// frequency estimate of linear phases is a periodogram's peak (Rife, Boorstyn: Single-tone parameter
// estimation from discrete-time observations, IEEE Trans. Inf. Theory 20, 1974); both axes and all tiles
// share the two unknowns.
#pragma once

#include "libinspect/registration/internal/die_kernel.h"

#include <span>

namespace waferglow {

/// The moments of one tile's cells on an untilted lattice, row-major. Pitches in pixels.
struct MomentField {
    int rows = 0;
    int cols = 0;
    double pitch_x_px = 0.0;
    double pitch_y_px = 0.0;
    std::vector<float> x_re, x_im, y_re, y_im;
};

/// From cells measured on an untilted lattice by the period method: a full rectangle of rows and columns.
/// Cells brighter than three times the sixth decile are clipped.
[[nodiscard]] MomentField moment_field(const DieCells& cells, double pitch_x_px, double pitch_y_px);

/// Excess scale and rotation: scale * cos(rotation) - 1 and scale * sin(rotation).
struct LatticeTilt {
    double stretch = 0.0;
    double turn = 0.0;
    double peak = 0.0;  ///< sum of squared coherent sums over noise power; about 2 a tile by chance
};

/// The peak for |stretch| up to 0.006 and |turn| up to 0.05, to a small part of the peak's width.
[[nodiscard]] LatticeTilt search_tilt(std::span<const MomentField> fields);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// Camera against stage: how the image moves when the stage does, as an affine matrix.
#pragma once

#include "calibration/die_lattice.h"
#include "libinspect/geometry/frames.h"

#include <span>
#include <vector>

namespace waferglow::calibration {

/// Pixels a micrometre: a point that lies d micrometres further in the stage's frame lies M d pixels further
/// in the image. Image rows run down, so a camera that is neither turned nor mirrored has xx > 0 and yy < 0.
struct PixelsPerUm {
    double xx = 0.0;
    double xy = 0.0;
    double yx = 0.0;
    double yy = 0.0;
};

/// The same in terms of an instrument maker: first mirrored (left and right exchanged), then turned, scaled.
struct StageAffine {
    PixelsPerUm matrix;
    double rotation_rad = 0.0;  ///< of the camera against the stage, counter-clockwise
    double pixel_um = 0.0;      ///< size of a pixel on the wafer: geometric mean of both directions
    double anisotropy = 0.0;    ///< pixel width over height, minus 1
    double shear_rad = 0.0;     ///< angle of the axes from a right one
    bool mirrored = false;
    double rms_um = 0.0;              ///< what remains of the moves or positions
    std::vector<double> residual_um;  ///< of each, as a distance
};

/// Rotation, scale and mirror of a matrix. Throws Error(job) where it is singular.
[[nodiscard]] StageAffine describe_affine(const PixelsPerUm& matrix);

/// A move of the stage and what became of the image: wafer content moves against the view.
struct MoveSeen {
    StagePoint move_um;   ///< of the point under the camera's middle
    PixelPoint shift_px;  ///< of the content, by lattice_shift
};

/// Least squares over at least two moves that are not parallel; throws Error(job) for less.
[[nodiscard]] StageAffine fit_moves(std::span<const MoveSeen> moves);

/// Phase of the lattice seen at one position of the stage.
struct PhaseSeen {
    StagePoint at_um;
    std::array<double, 2> cycles{};  ///< by lattice_phase
};

/// Finer, by a lattice of dies: frequencies in the image and phases at positions far apart. `coarse` tells
/// which of all pitches is the right one; the positions, in order of growing distance from the first, must
/// not be more than about four times as far apart as those before. The lattice need not be square, nor known.
/// Throws Error(job) where the phases do not fit a lattice.
[[nodiscard]] StageAffine fit_lattice(const PixelsPerUm& coarse, const LatticeFrequencies& frequencies,
                                      std::span<const PhaseSeen> positions);

}  // namespace waferglow::calibration

// SPDX-License-Identifier: GPL-3.0-or-later
// From the dies of one tile to the tile's displacement: robust means over dies.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/registration/internal/axis_fit.h"
#include "libinspect/registration/internal/die_kernel.h"

#include <array>

namespace waferglow {

/// How the dies of a tile lie against the lattice used, in pixels: x right, y down.
struct TileMotion {
    bool found = false;  ///< false: no grid could be made out, all else is meaningless
    double dx_px = 0.0;
    double dy_px = 0.0;
    double sigma_x_px = 0.0;
    double sigma_y_px = 0.0;
    [[nodiscard]] double worse_sigma_px() const { return sigma_x_px > sigma_y_px ? sigma_x_px : sigma_y_px; }
    /// Displacement grows by stretch per pixel outwards and by turn counter-clockwise; weights are
    /// 1/variance.
    double stretch = 0.0;
    double stretch_weight = 0.0;
    double turn_rad = 0.0;
    double turn_weight = 0.0;
    double middle_x_px = 0.0;  ///< mean position of the dies that took part, from the image's middle
    double middle_y_px = 0.0;
    std::array<double, 4> misfit_x_px{};  ///< of the quadrants beyond dx and dy, NaN: too few dies
    std::array<double, 4> misfit_y_px{};
    int lit_dies = 0;
    /// True where single dies stand out of the noise, so that lit and dark ones can be told apart.
    bool dies_distinct = false;
};

/// Fits the dies that `kernel` measured in `image` (looked at once more only where dies are few). Outliers
/// brighter than three times a typical die are clipped, dark dies are left out where they can be told, and
/// the rest is a Tukey biweight M-estimate (Huber, Ronchetti: Robust Statistics, 2nd ed., 2009).
[[nodiscard]] TileMotion fit_motion(const DieCells& cells, const DieKernel& kernel, const ImageView& image,
                                    MotionScratch& scratch);

}  // namespace waferglow

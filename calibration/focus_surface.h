// SPDX-License-Identifier: GPL-3.0-or-later
// Focus surface of a wafer: plane and bow through the heights of best focus at a few places.
#pragma once

#include "libinspect/geometry/frames.h"

#include <cmath>
#include <span>
#include <vector>

namespace waferglow::calibration {

struct FocusPoint {
    StagePoint at;  ///< wafer point
    double z_um = 0.0;
};

/// z = z0 + tilt_x x + tilt_y y + bow (x^2 + y^2) / radius^2.
struct FocusSurface {
    double z0_um = 0.0;
    double tilt_x_rad = 0.0;
    double tilt_y_rad = 0.0;
    double bow_um = 0.0;
    double radius_um = 1.0;
    double rms_um = 0.0;              ///< of the residuals, degrees of freedom taken off
    std::vector<double> residual_um;  ///< measured minus surface, point by point

    [[nodiscard]] double operator()(StagePoint p) const {
        return z0_um + tilt_x_rad * p.x + tilt_y_rad * p.y +
               bow_um * (p.x * p.x + p.y * p.y) / (radius_um * radius_um);
    }
};

/// Least squares. Throws Error(job) for fewer than 5 points or points that don't span the surface.
[[nodiscard]] FocusSurface fit_focus(std::span<const FocusPoint> points, double radius_um);

}  // namespace waferglow::calibration

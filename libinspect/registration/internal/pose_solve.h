// SPDX-License-Identifier: GPL-3.0-or-later
// One linear fit for pose corrections: tiles' displacements and their own gradients, stage jitter as a random
// effect.
//
// scale * R(rotation) is linear in a = scale cos(rotation) and b = scale sin(rotation), so a correction to a
// pose is exactly linear: displacement at nominal (x, y) = (a x - b y + dx, b x + a y + dy). A tile's mean
// displacement has variance sigma^2 + jitter^2; its gradient is free of jitter, but all gradients may share a
// small error (optics, camera calibration), which takes part as two unknowns with a prior.
#pragma once

#include "libinspect/geometry/frames.h"

#include <span>
#include <vector>

namespace waferglow {

/// What one tile says of the pose, relative to the pose used.
struct PoseObservation {
    WaferPoint at;       ///< nominal point where the displacement holds
    double dx_um = 0.0;  ///< displacement of the dies there
    double dy_um = 0.0;
    double sigma_um = 0.0;
    double stretch = 0.0;
    double stretch_weight = 0.0;
    double turn_rad = 0.0;
    double turn_weight = 0.0;
};

struct PoseSolution {
    double stretch = 0.0;  ///< a: add to scale * cos(rotation)
    double turn = 0.0;     ///< b: add to scale * sin(rotation)
    double dx_um = 0.0;
    double dy_um = 0.0;
    double jitter_um = 0.0;  ///< 1 sigma an axis
    double stretch_sigma = 0.0;
    double turn_sigma = 0.0;
    double offset_sigma_um = 0.0;

    /// Displacement at a nominal point.
    [[nodiscard]] WaferPoint at(WaferPoint p) const {
        return {stretch * p.x - turn * p.y + dx_um, turn * p.x + stretch * p.y + dy_um};
    }
    [[nodiscard]] GridPose applied_to(const GridPose& pose) const;
};

/// Generalised least squares about the pose `used`; `displacements` tells which observations' displacements
/// take part (their gradients always do; empty: all). The jitter comes from the residuals by moments, with
/// Huber weights against single tiles far off, and is at least `least_jitter_um`. Without any evidence
/// rotation and scale are those of the nominal grid (prior: 20 mrad and 0.3 %).
[[nodiscard]] PoseSolution solve_pose(std::span<const PoseObservation> tiles, const GridPose& used,
                                      const std::vector<bool>& displacements, double least_jitter_um,
                                      double shared_stretch_sigma);

}  // namespace waferglow

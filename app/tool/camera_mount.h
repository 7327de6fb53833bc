// SPDX-License-Identifier: GPL-3.0-or-later
// How a camera is mounted against the stage, as its calibration tells, and frames brought into the stage's
// axes.
//
// Mirror and right angles are taken off the image, pixel by pixel: nothing is interpolated. The small turn
// that is left stays in the image; positions are given along the image's axes instead (CameraInfo::turn_rad).
#pragma once

#include "calibration/stage_affine.h"
#include "libinspect/geometry/image.h"

namespace waferglow::tool {

/// One of the eight ways to lay an image on its side or back. First x and y are exchanged, then flipped.
struct CameraMount {
    bool swap_xy = false;
    bool flip_x = false;
    bool flip_y = false;

    [[nodiscard]] bool upright() const { return !swap_xy && !flip_x && !flip_y; }
    friend bool operator==(const CameraMount&, const CameraMount&) = default;
};

struct MountedCamera {
    CameraMount mount;      ///< brings a frame nearest to x right, y up
    double turn_rad = 0.0;  ///< of the image's axes after that, counter-clockwise against the stage's
};

[[nodiscard]] MountedCamera mounted_camera(const calibration::PixelsPerUm& matrix);

/// What is left of a matrix beside mirror, turn and scale: shear, and a pixel that is wider than high. A scan
/// knows of neither, so places lie off by up to these.
struct MountError {
    double in_image_px = 0.0;  ///< in the corners of an image
    double on_wafer_um = 0.0;  ///< so far from the wafer's centre as `reach_um`
};

[[nodiscard]] MountError mount_error(const calibration::PixelsPerUm& matrix, int width_px, int height_px,
                                     double reach_um);

/// A frame as the camera gives it, brought upright. `scratch` is memory to be used again.
void bring_upright(Image& frame, const CameraMount& mount, Image& scratch);

}  // namespace waferglow::tool

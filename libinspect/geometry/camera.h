// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan needs to know of its camera.
#pragma once

#include <cstdint>
#include <limits>

namespace waferglow {

/// Camera geometry and range. `pixel_um` is the size of one pixel on the wafer.
struct CameraInfo {
    double pixel_um = 1.0;
    int width_px = 0;
    int height_px = 0;
    std::uint16_t saturation_dn =
        std::numeric_limits<std::uint16_t>::max();  ///< this value and above is clipped
    // What calibrations tell; 0 where there are none.
    double gain_e_per_dn = 0.0;  ///< electrons a DN; 0: found from the images
    double read_noise_e = 0.0;   ///< of a pixel in the dark; 0: only what the images show counts
    /// Of the image's axes against the stage's, counter-clockwise. Positions of tiles are given along the
    /// image's axes: a tool turns them back before it moves. Alignment has no need of it.
    double turn_rad = 0.0;
    friend bool operator==(const CameraInfo&, const CameraInfo&) = default;
};

}  // namespace waferglow

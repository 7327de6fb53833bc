// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan needs to know of its camera and of each way of looking.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

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

/// One way of looking: PL at one excitation density, reflected light, a filter band.
struct Channel {
    std::string name;         ///< letters, digits and '_'; the prefix of its layers
    std::string kind = "pl";  ///< "pl" or "reflected"; only PL channels take part in electrical rules
    double excitation_w_cm2 = 0.0;
    double exposure_ms = 0.0;
    friend bool operator==(const Channel&, const Channel&) = default;
};

}  // namespace waferglow

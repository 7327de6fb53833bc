// SPDX-License-Identifier: GPL-3.0-or-later
// Flat field: how sensitive each pixel is, optics included, from frames of an even reference.
#pragma once

#include "calibration/frame_moments.h"

#include <vector>

namespace waferglow::calibration {

struct FlatResult {
    Image mean;                 ///< DN, its dark level still in it
    double level_dn = 0.0;      ///< mean light
    double error_share = 0.0;   ///< noise left in the flat over its light, rms: that of light and of the dark
    double corner_share = 0.0;  ///< light in the corners over that in the middle
    double pixel_spread = 0.0;  ///< from pixel to pixel, noise taken off, over the light: PRNU
    double clipped_share = 0.0;    ///< of the pixels that reach `saturation_dn`
    std::vector<double> radial_x;  ///< distance from the middle over that of a corner
    std::vector<double> radial_y;  ///< light there over that in the middle
};

/// `dark`: the mean of frames without light, exposed alike. Throws Error(job) for less than two frames, other
/// sizes, or no light.
[[nodiscard]] FlatResult measure_flat(const FrameMoments& flat, const FrameMoments& dark,
                                      std::uint16_t saturation_dn);

}  // namespace waferglow::calibration

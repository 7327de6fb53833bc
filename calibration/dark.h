// SPDX-License-Identifier: GPL-3.0-or-later
// Dark frame: the level that a camera shows without light, pixel by pixel, and the pixels that glow by
// themselves.
#pragma once

#include "calibration/frame_moments.h"

#include <cstddef>
#include <vector>

namespace waferglow::calibration {

struct HotPixel {
    int x = 0;
    int y = 0;
    double excess_dn = 0.0;  ///< over the median
};

struct DarkResult {
    Image mean;                      ///< DN, rounded
    double level_dn = 0.0;           ///< median over the pixels
    double temporal_noise_dn = 0.0;  ///< rms of one frame in time
    double fixed_pattern_dn = 0.0;   ///< sd from pixel to pixel, noise taken off, hot pixels left out
    double mean_error_dn = 0.0;      ///< noise that is left in the mean frame, rms
    std::vector<HotPixel> hot;       ///< beyond `hot_above_dn`, in the order of the rows
    double hot_above_dn = 0.0;       ///< over the median
};

/// Of at least two frames, all lights off. A pixel is hot where it is beyond 8 robust sigmas of the others
/// and beyond 20 DN. Throws Error(job) for fewer frames.
[[nodiscard]] DarkResult measure_dark(const FrameMoments& frames);

}  // namespace waferglow::calibration

// SPDX-License-Identifier: GPL-3.0-or-later
// How far the content of one image lies from that of another, in fractions of a pixel.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/image.h"

namespace waferglow::calibration {

struct ImageShift {
    PixelPoint shift;       ///< of `second` against `first`: what lies at p there lies at p + shift here
    double response = 0.0;  ///< of the correlation, 0 to 1: how sure it is
};

/// By phase correlation under a Hann window (OpenCV's phaseCorrelate after Kuglin and Hines 1975), then by
/// the least squares of the grey values (Lucas and Kanade 1981) where both overlap. Throws Error(job) for
/// images of different or tiny size.
[[nodiscard]] ImageShift measure_shift(ImageView first, ImageView second);

}  // namespace waferglow::calibration

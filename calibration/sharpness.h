// SPDX-License-Identifier: GPL-3.0-or-later
// Focus of one place: sharpness of frames at several heights, and the height of the sharpest.
#pragma once

#include "libinspect/geometry/image.h"

#include <span>

namespace waferglow::calibration {

/// Sum of the squared grey steps between neighbours over the squared mean level above `dark_dn`, noise of the
/// frame left in it.
[[nodiscard]] double sharpness(ImageView image, double dark_dn);

struct HeightSharpness {
    double z_um = 0.0;
    double sharpness = 0.0;
};

struct FocusPeak {
    double z_um = 0.0;
    double contrast = 0.0;  ///< sharpness at the peak over that of the blurriest height
    bool inside = false;    ///< the peak lies between the heights measured
};

/// An edge blurred by a Gaussian of width s has a sharpness in proportion to 1/s, and s^2 grows with the
/// square of the distance from focus: so 1/sharpness^2 is a parabola of the height, fitted to the sharper
/// half. At least 5 heights, Error(job) for fewer.
[[nodiscard]] FocusPeak find_focus(std::span<const HeightSharpness> heights);

}  // namespace waferglow::calibration

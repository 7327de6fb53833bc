// SPDX-License-Identifier: GPL-3.0-or-later
// The wide faint halo that scattering in the optics lays around everything bright.
#pragma once

#include <vector>

namespace waferglow::simulated {

/// Blurs a row-major image by about a round Gaussian of this sd: three running means along each axis (their
/// sum of variances is that of the Gaussian as near as whole widths allow). Beyond its edges the image is
/// mirrored. Cost does not depend on the width.
[[nodiscard]] std::vector<float> wide_blur(const std::vector<float>& image, int width_px, int height_px,
                                           double sigma_px);

}  // namespace waferglow::simulated

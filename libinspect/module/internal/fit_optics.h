// SPDX-License-Identifier: GPL-3.0-or-later
// Blur of the optics and noise of the camera, by how well the light of some patches is explained.
#pragma once

#include "libinspect/module/internal/light_fit.h"
#include "libinspect/module/internal/sample_patch.h"

#include <vector>

namespace waferglow::module {

/// Sigma of the Gaussian with which the patches leave least, pixels. `driven`: the one colour that glows in
/// them.
[[nodiscard]] double fit_blur_of(const std::vector<SamplePatch>& patches, const Module& module,
                                 double px_per_um, const std::vector<bool>& driven);

/// Noise by what the fit leaves, with this blur: where the camera does not tell it.
[[nodiscard]] PixelNoise fit_noise(const std::vector<SamplePatch>& patches, const Module& module,
                                   double px_per_um, const std::vector<double>& blur_px,
                                   const std::vector<bool>& driven);

}  // namespace waferglow::module

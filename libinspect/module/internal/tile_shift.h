// SPDX-License-Identifier: GPL-3.0-or-later
// By how much the content of one image lies off where the geometry has it: the emitters moved so that their
// light explains the image best.
#pragma once

#include "libinspect/module/internal/light_fit.h"
#include "libinspect/module/internal/sample_patch.h"

#include <vector>

namespace waferglow::module {

struct TileShift {
    PixelPoint shift_px;
    double sigma_px = 0.0;  ///< standard error, the worse axis
    bool found = false;     ///< otherwise the image tells nothing, and the shift is 0
};

/// `patches` of the image as the geometry has it; their emitters are moved.
[[nodiscard]] TileShift fit_shift(std::vector<SamplePatch> patches, const std::vector<Footprint>& footprints,
                                  const std::vector<bool>& driven, const PixelNoise& noise);

}  // namespace waferglow::module

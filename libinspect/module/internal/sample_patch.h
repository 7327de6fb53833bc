// SPDX-License-Identifier: GPL-3.0-or-later
// Small parts of an image with the emitters in them: enough to tell what is the same all over it, its blur
// and its shift.
#pragma once

#include "libinspect/module/internal/emitters.h"
#include "libinspect/module/internal/image_map.h"
#include "libinspect/module/internal/light_image.h"
#include "libinspect/module/internal/refine_sights.h"

#include <vector>

namespace waferglow::module {

/// A part of an image, in its own coordinates. Light of emitters beyond the grid reaches the image's border,
/// not what lies within [left, right] x [top, bottom].
struct SamplePatch {
    LightImage image;
    EmitterGrid grid;
    int left = 0;
    int right = 0;
    int top = 0;
    int bottom = 0;
};

/// Centres of all sub-pixels of the pixels in `rect`, in pixels of the image minus `origin`.
[[nodiscard]] EmitterGrid emitters_of(const ImageMap& map, const Module& module, const GridRect& rect,
                                      PixelPoint origin = {});
/// Tables for each sub-pixel.
[[nodiscard]] std::vector<Footprint> footprints_of(const Module& module, double px_per_um,
                                                   const std::vector<double>& blur_px);
/// At most `across` x `across` patches, evenly spread over what the image shows of the module.
[[nodiscard]] std::vector<SamplePatch> sample_patches(const LightImage& image, const ImageMap& map,
                                                      const Module& module, const CameraInfo& camera,
                                                      int across);

}  // namespace waferglow::module

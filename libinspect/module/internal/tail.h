// SPDX-License-Identifier: GPL-3.0-or-later
// Light that the optics throw wide around: told by the dark side of the module's edges, and taken off.
#pragma once

#include "libinspect/module/internal/image_map.h"
#include "libinspect/module/internal/light_image.h"
#include "libinspect/module/module_geometry.h"

#include <span>
#include <vector>

namespace waferglow::module {

/// Share of an emitter's light that is in the tail.
[[nodiscard]] double share_of(std::span<const TailTerm> tail);

/// Takes the tail of all light off the image; what is left is 1 - share_of(tail) of it.
void take_off_tail(std::span<const TailTerm> tail, LightImage& image);

/// The tail from the surround of the module in one image; `clear_px`: nearer to the emitters their blur
/// outshines it. Empty where the image shows too little surround.
[[nodiscard]] std::vector<TailTerm> fit_tail(const LightImage& image, const ImageMap& map,
                                             const Module& module, double clear_px);

}  // namespace waferglow::module

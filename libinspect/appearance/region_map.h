// SPDX-License-Identifier: GPL-3.0-or-later
// What each place of the die is: body, metal (each pad by itself), finger, rim, street. Found from the golden
// die, and overridden by the engineer's rectangles.
#pragma once

#include "libinspect/appearance/golden_die.h"
#include "libinspect/appearance/settings.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::appearance {

inline constexpr std::uint8_t kNoPart = 255;
inline constexpr std::size_t kMostParts = 5;  ///< parts of metal that are told apart

/// A piece of metal: a pad or a finger.
struct MetalPart {
    std::string name;  ///< "pad 1" from the left, then from above; "finger 1"; or as the engineer calls it
    bool finger = false;
    double area_px2 = 0.0;
    PixelPoint center{};    ///< from the die's centre
    double width_px = 0.0;  ///< of its bounding rectangle
    double height_px = 0.0;
};

/// On the finer raster of the golden die.
struct RegionMap {
    std::vector<RegionKind> kind;
    std::vector<std::uint8_t> part;  ///< position in `parts`, also beside metal up to a pixel and a half
    std::vector<float> sensitivity;
    std::vector<MetalPart> parts;
    double body_light = 0.0;  ///< medians of the golden die
    double metal_light = 0.0;
    double street_light = 0.0;
    double blur_px = 0.0;  ///< sd of edges, optics and pixel together
    double rim_px = 0.0;   ///< width of the rim on either side of the edge
};

/// Metal is what is clearly brighter than the body (Otsu's threshold over the die). Places thinner than half
/// of the thickest pad are fingers. Beyond kMostParts the smallest parts count with the last one. Dies less
/// than 6 px across are one surface.
[[nodiscard]] RegionMap find_regions(const GoldenDie& golden, double pixel_um,
                                     const std::vector<RegionOverride>& overrides);

}  // namespace waferglow::appearance

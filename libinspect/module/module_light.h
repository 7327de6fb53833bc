// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured of a module: the light of every sub-pixel in every pattern, and where the module lay.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/module.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::module {

/// How far the light of a sub-pixel in a pattern can be trusted.
enum class LightState : std::uint8_t {
    none,  ///< not in any tile that counts
    measured,
    saturated,  ///< too few of its camera pixels are below saturation: at least as bright as told
};

/// The light of one sub-pixel of every pixel in one pattern, row-major [row][col].
struct LightPlane {
    std::vector<float>
        light;  ///< counts above dark, DN of the whole emitter, tile gains taken off; NaN: none
    std::vector<float> sigma;  ///< one sigma of noise, likewise
    std::vector<LightState> state;
};

/// Where the module lay in the images.
struct ModuleRegistration {
    GridPose pose;
    double k1 = 0.0;          ///< radial distortion: r' = r (1 + k1 (r/h)^2), h half of the image's diagonal
    double keystone_x = 0.0;  ///< change of scale over the image's width, and over its height
    double keystone_y = 0.0;
    double rms_px = 0.0;                     ///< of the places of patches against the fit
    double blur_px = 0.0;                    ///< sigma of the optics' Gaussian
    double pixels_per_pitch = 0.0;           ///< camera pixels a pixel of the module
    std::vector<WaferPoint> panel_shift_um;  ///< of each sub-panel, row-major; the mean is 0
};

/// All that the images tell. planes[pattern * sub_pixels + sub_pixel]; every site, undriven ones too.
struct ModuleLight {
    Module module;
    std::vector<LitPattern> patterns;
    std::vector<LightPlane> planes;
    ModuleRegistration registration;
    std::optional<double>
        stitch_rms;  ///< what is left of steps between tiles, relative; none: one tile a pattern
    std::vector<std::string> notes;  ///< frames left out, patterns that could not be placed

    [[nodiscard]] const LightPlane& plane(std::size_t pattern, std::size_t sub_pixel) const {
        return planes[pattern * module.sub_pixels.size() + sub_pixel];
    }
    [[nodiscard]] LightPlane& plane(std::size_t pattern, std::size_t sub_pixel) {
        return planes[pattern * module.sub_pixels.size() + sub_pixel];
    }
};

}  // namespace waferglow::module

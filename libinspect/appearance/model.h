// SPDX-License-Identifier: GPL-3.0-or-later
// What is learnt from a wafer's pilot tiles, and then the same for all of its tiles.
#pragma once

#include "libinspect/appearance/die_fit.h"
#include "libinspect/appearance/filter_bank.h"
#include "libinspect/appearance/golden_die.h"
#include "libinspect/appearance/phase_planes.h"
#include "libinspect/appearance/region_map.h"
#include "libinspect/appearance/settings.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/intensity/correction.h"

#include <array>
#include <memory>

namespace waferglow::appearance {

/// Noise of the light of a pixel, from the camera's calibration. All 0: not known, and the spread of the dies
/// stands for all.
struct CameraNoise {
    double e_per_dn = 0.0;
    double read_e = 0.0;
};

/// Immutable once learnt, thread-safe.
struct AppearanceModel {
    DieWindow window;
    GoldenDie golden;
    RegionMap regions;
    PhaseSet phases;
    FilterWeights weights;
    std::array<float, kTailGroups> kept_from{};        ///< answers from which on spots are kept
    std::array<float, kTailGroups> usual_strongest{};  ///< median over good dies; 0: not known
    AppearanceSettings settings;
    CameraInfo camera;
    CameraNoise noise;
    double level_dn = 0.0;     ///< of the pilots: light 1 of the golden die
    double body_spread = 0.0;  ///< of the golden die's body, of light 1
    int tiles = 0;             ///< it was learnt from
    std::size_t dies = 0;
    std::shared_ptr<const PixelCorrection> correction;
    DeadPixels dead;

    /// Spread of a die's body at an image's place over that of the golden die.
    [[nodiscard]] float noise_at(PixelPoint center, double tile_level_dn) const;
};

}  // namespace waferglow::appearance

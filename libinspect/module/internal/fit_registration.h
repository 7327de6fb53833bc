// SPDX-License-Identifier: GPL-3.0-or-later
// Pose, lens, sub-panels and stage errors from where the lattice was seen: least squares over all images at
// once, with lines and dead blocks held back.
#pragma once

#include "libinspect/module/internal/refine_sights.h"
#include "libinspect/module/module_geometry.h"
#include "libinspect/module/module_job.h"

#include <span>
#include <vector>

namespace waferglow::module {

struct RegistrationFit {
    ModuleRegistration registration;
    std::vector<WaferPoint> stage_shift_um;  ///< of each position of the stage; mean 0
    double rms_px = 0.0;                     ///< of the sights that count, an axis
    double kept = 0.0;                       ///< share of the sights that count
};

struct FitChoice {
    bool lens = true;  ///< k1 and keystone, or those of the start
    bool pose = true;  ///< rotation and scale, likewise
    bool panels = false;
    bool stage = false;  ///< a shift of each position
};

/// Goes on from `start`. `positions`: where the stage reported to be, of each position.
[[nodiscard]] RegistrationFit fit_registration(const ModuleJob& job, std::span<const StagePoint> positions,
                                               std::span<const PlacedSight> sights,
                                               const RegistrationFit& start, const FitChoice& choice);

}  // namespace waferglow::module

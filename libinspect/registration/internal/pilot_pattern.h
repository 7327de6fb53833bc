// SPDX-License-Identifier: GPL-3.0-or-later
// Where the fields and staggers of a grid lie in pilot tiles.
#pragma once

#include "libinspect/registration/internal/pattern_search.h"
#include "libinspect/registration/pose.h"

#include <span>
#include <vector>

namespace waferglow {

/// What pilots say of the pattern's place.
struct PilotPattern {
    std::vector<StagePoint> lags;  ///< displacement of each pilot's dies against the pose used, um
    PatternAgreement agreement;
};

/// Finds it under a pose whose rotation and scale are about right. `together`: all pilots agree on one
/// displacement up to half a pitch; else each goes by what it shows itself.
[[nodiscard]] PilotPattern find_pattern(std::span<const PilotTile> pilots, const RegistrationSetup& setup,
                                        const GridPose& pose, const ShadingSlopes& slopes, bool together);

}  // namespace waferglow

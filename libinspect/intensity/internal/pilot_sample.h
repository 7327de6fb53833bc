// SPDX-License-Identifier: GPL-3.0-or-later
// Dies of the pilot tiles, measured with a first plan. Internal to this room.
#pragma once

#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/windows.h"

#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// A die of a pilot tile that was found to glow.
struct SampledDie {
    std::size_t pilot = 0;
    PixelPoint center;
    double sum = 0.0;         ///< light of the whole die, DN
    double background = 0.0;  ///< DN a pixel
};

/// What pilots tell with a first plan.
struct PilotSample {
    std::vector<SampledDie> lit;       ///< evenly taken, at most some thousand
    double typical_light = 0.0;        ///< median sum of lit dies, DN; 0: nothing glows
    double background_variance = 0.0;  ///< of one street pixel, DN^2
};

[[nodiscard]] PilotSample sample_pilots(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                                        const WindowPlan& plan);

}  // namespace waferglow

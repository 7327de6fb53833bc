// SPDX-License-Identifier: GPL-3.0-or-later
// The camera's gain as the dies' light shows it. Internal to this room.
#pragma once

#include "libinspect/intensity/internal/pilot_sample.h"

#include <span>

namespace waferglow {

/// DN per electron from the variance inside of dies against their mean (photon transfer): the pixels'
/// variance from one die to a pixel beside it holds the photon noise, and structure can only add to it, so a
/// low quantile over many dies is taken. 0 where dies are too dim or too small to tell. `plan` must know the
/// blur.
[[nodiscard]] double dn_per_electron_of(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                                        const PilotSample& sample, const WindowPlan& plan);

}  // namespace waferglow

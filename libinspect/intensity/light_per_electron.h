// SPDX-License-Identifier: GPL-3.0-or-later
// The camera's gain as the dies' light shows it. Internal to this room.
#pragma once

#include "libinspect/intensity/pilot_sample.h"

#include <span>

namespace waferglow {

/// DN per electron of the sampled dies, see estimate_dn_per_electron. `plan` must know the blur.
[[nodiscard]] double dn_per_electron_of(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                                        const PilotSample& sample, const WindowPlan& plan);

}  // namespace waferglow

// SPDX-License-Identifier: GPL-3.0-or-later
// What stage drivers check of a target, and how poses are compared and shown.
#pragma once

#include "drivers/interfaces/stage.h"

#include <string>

namespace waferglow::drivers {

/// Throws Error(usage), naming `device`, axis, value and limits, where `target` lies beyond the limits or
/// names an axis that the stage does not have.
void check_target(const StagePose& target, const StageCapabilities& capabilities, const std::string& device);

/// The larger of the errors of the axes that `target` names, in um; theta counts as um at 50 mm from the
/// middle. NaN where `position` does not tell one of them.
[[nodiscard]] double distance_um(const StagePose& position, const StagePose& target);

/// "x 1.000, y 2.000, z 3.000 um".
[[nodiscard]] std::string pose_text(const StagePose& pose);

}  // namespace waferglow::drivers

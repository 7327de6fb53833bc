// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/windows.h"

namespace waferglow {

WindowPlan choose_windows(std::span<const PilotDies> pilots, const PixelCorrection& /*correction*/,
                          const WindowHints& hints) {
    WindowChoice choice;
    choice.blur_x_px = hints.blur_px;
    choice.blur_y_px = hints.blur_px;
    choice.dn_per_electron = hints.dn_per_electron;
    return plan_windows(pilots.front().lattice, choice);
}

}  // namespace waferglow

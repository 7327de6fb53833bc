// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the calibrations of the tool and plots their residuals.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_calibration_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

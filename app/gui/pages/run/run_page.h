// SPDX-License-Identifier: GPL-3.0-or-later
// Scans wafers: recipe, wafer ID, start, pause, live map.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_run_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

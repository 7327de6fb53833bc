// SPDX-License-Identifier: GPL-3.0-or-later
// What happened since the program started, and what the opened wafer's own log says.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_log_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

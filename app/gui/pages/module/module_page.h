// SPDX-License-Identifier: GPL-3.0-or-later
// Module: what was made of a display module, its picture down to the sub-pixel, and what was found on it.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_module_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

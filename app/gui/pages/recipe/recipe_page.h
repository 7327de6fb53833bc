// SPDX-License-Identifier: GPL-3.0-or-later
// Recipe: every key of the recipe as a form, checked while typing, applied to the opened wafer.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_recipe_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

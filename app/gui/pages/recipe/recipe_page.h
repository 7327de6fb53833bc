// SPDX-License-Identifier: GPL-3.0-or-later
// Edits recipes: limits and help beside each field, checked as people type, compared with the stored version.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_recipe_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

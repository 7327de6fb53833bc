// SPDX-License-Identifier: GPL-3.0-or-later
// Review: the wafer map with everything that is linked to it.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_review_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

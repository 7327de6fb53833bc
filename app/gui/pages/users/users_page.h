// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in and out; users and roles.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_users_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

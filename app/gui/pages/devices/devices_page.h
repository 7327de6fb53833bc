// SPDX-License-Identifier: GPL-3.0-or-later
// The instruments of the tool and their settings.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_devices_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Correlation: PL verdicts against EL, for QA.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_correlation_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

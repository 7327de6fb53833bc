// SPDX-License-Identifier: GPL-3.0-or-later
// How well PL and EL agree: matrix, rates with intervals, scatter, thresholds, map of disagreements.
#pragma once

#include "app/gui/pages/page.h"

namespace waferglow::gui {

[[nodiscard]] Page* make_correlation_page(Desk& desk, QWidget* parent);

}  // namespace waferglow::gui

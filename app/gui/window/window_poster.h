// SPDX-License-Identifier: GPL-3.0-or-later
// Calls from any thread, run later on the window's.
#pragma once

#include "app/gui/presenters/desk/task_runner.h"

namespace waferglow::gui {

/// Runs what is posted on the thread that calls this, which must have Qt's event loop.
[[nodiscard]] Poster window_poster();

}  // namespace waferglow::gui

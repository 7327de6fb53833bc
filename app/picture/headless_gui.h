// SPDX-License-Identifier: GPL-3.0-or-later
// Qt for drawing where there is no display.
#pragma once

namespace waferglow {

/// Text needs Qt's font database, which needs an application object: makes one on the offscreen platform
/// unless there is one. To be called from one thread before anything is drawn.
void ensure_gui();

}  // namespace waferglow

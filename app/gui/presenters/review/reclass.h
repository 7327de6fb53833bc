// SPDX-License-Identifier: GPL-3.0-or-later
// Giving a defect another class by hand: audited first, then kept in the wafer file, whose verdicts follow.
#pragma once

#include "app/gui/presenters/desk/desk.h"
#include "app/gui/presenters/review/defects.h"

#include <string>

namespace waferglow::gui {

/// Whether who sits here may do so.
[[nodiscard]] bool may_reclass(const Desk& desk);

/// Audits who, when, from and to, and changes the file on the desk's file thread; the document is then loaded
/// again. What can't be audited is not done; what fails after that is audited as not done. Either is told in
/// the log. Nothing where the defect is called so already.
void reclass(Desk& desk, const DocumentPtr& document, const DefectRow& defect, const std::string& to);

}  // namespace waferglow::gui

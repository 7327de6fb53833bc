// SPDX-License-Identifier: GPL-3.0-or-later
// Names of bins as people read them.
#pragma once

#include <QString>
#include <string>

namespace waferglow::gui {

/// The program's own bins in the language of the window, as the recipe's page has them; others as they are
/// called in their recipe.
[[nodiscard]] QString bin_title(const std::string& name);

}  // namespace waferglow::gui

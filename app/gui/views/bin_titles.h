// SPDX-License-Identifier: GPL-3.0-or-later
// Names of bins and of classes of defects as people read them, and why a defect is called so.
#pragma once

#include <QString>
#include <string>

namespace waferglow::gui {

/// Of a class of defects, in the language of the window; those of recipes as they are called there.
[[nodiscard]] QString class_title(const std::string& name);

/// The engine's sentence of why a defect is called so, in the language of the window; what is not known of it
/// stays as it is.
[[nodiscard]] QString reason_in_words(const std::string& reason);

/// The program's own bins in the language of the window, as the recipe's page has them; others as they are
/// called in their recipe.
[[nodiscard]] QString bin_title(const std::string& name);

}  // namespace waferglow::gui

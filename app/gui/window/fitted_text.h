// SPDX-License-Identifier: GPL-3.0-or-later
// As many lines of a text as there is room for.
#pragma once

#include <QFont>
#include <QString>

namespace waferglow::gui {

/// `text` cut with an ellipsis where it would take more than `lines` lines of `width` pixels.
[[nodiscard]] QString fit_lines(const QString& text, const QFont& font, int width, int lines);

}  // namespace waferglow::gui

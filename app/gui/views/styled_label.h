// SPDX-License-Identifier: GPL-3.0-or-later
// A label in one of the styles of the theme.
#pragma once

#include <QLabel>

namespace waferglow::gui {

/// `style` as apply_theme has it: "caption", "title", "figure".
inline QLabel* styled_label(const char* style, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(style));
    return label;
}

}  // namespace waferglow::gui

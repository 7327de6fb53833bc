// SPDX-License-Identifier: GPL-3.0-or-later
// Colours and sizes of the desktop, light and dark.
#pragma once

#include <QColor>
#include <QString>

class QApplication;

namespace waferglow::gui {

enum class ThemeKind : std::uint8_t { light, dark };

/// Contrast against `window`, `panel` and `field` (WCAG 2.1): of `text` at least 7, of `faint`, `accent`,
/// `good`, `warning` and `error` at least 4.5, of `outline` at least 3; of `on_accent` against `accent` at
/// least 4.5.
struct Theme {
    ThemeKind kind;
    QColor window;   ///< behind everything
    QColor panel;    ///< cards, bars
    QColor field;    ///< inputs
    QColor line;     ///< between things to look at: cards, rows
    QColor outline;  ///< of what is pressed or typed into; texts of what can't be just then
    QColor text;
    QColor faint;      ///< captions
    QColor accent;     ///< what can be pressed, what is chosen
    QColor on_accent;  ///< text on it
    QColor wafer;      ///< the bare wafer
    QColor good;
    QColor warning;
    QColor error;
};

[[nodiscard]] const Theme& theme_of(ThemeKind kind);
/// That of the application, as last applied; light before.
[[nodiscard]] const Theme& current_theme();
/// Sets palette, style sheet and font. `language` ("en", "ko", "zh_TW") chooses among the CJK fonts.
void apply_theme(QApplication& application, ThemeKind kind, const QString& language);

/// Least height of what a gloved finger presses.
inline constexpr int kTouchPx = 44;
/// On the operator's page.
inline constexpr int kGlovePx = 60;

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyleFactory>

namespace waferglow::gui {
namespace {

const Theme kLight{ThemeKind::light,   {0xEE, 0xF1, 0xF4}, {0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF},
                   {0xCF, 0xD6, 0xDD}, {0x7A, 0x86, 0x91}, {0x1A, 0x20, 0x26}, {0x55, 0x5F, 0x69},
                   {0x0B, 0x5C, 0xAD}, {0xFF, 0xFF, 0xFF}, {0xE3, 0xE7, 0xEB}, {0x1B, 0x7A, 0x3D},
                   {0x9A, 0x5B, 0x00}, {0xB3, 0x26, 0x1E}};
const Theme kDark{ThemeKind::dark,    {0x14, 0x18, 0x1D}, {0x1D, 0x23, 0x2A}, {0x26, 0x2E, 0x37},
                  {0x3A, 0x45, 0x50}, {0x75, 0x82, 0x8F}, {0xF0, 0xF3, 0xF6}, {0xA7, 0xB2, 0xBD},
                  {0x6C, 0xB2, 0xFF}, {0x08, 0x1B, 0x2E}, {0x2A, 0x32, 0x3B}, {0x6F, 0xCF, 0x8E},
                  {0xF2, 0xB3, 0x4C}, {0xFF, 0x8A, 0x80}};

QString style_sheet(const Theme& theme) {
    return QStringLiteral(R"(
QWidget { color: @text; }
QMainWindow, QDialog { background: @window; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QFrame#card, QFrame#toolbar, QFrame#header { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame#rail { background: @panel; border: none; border-right: 1px solid @line; }
QFrame#rail QToolButton { border: none; border-radius: 8px; padding: 8px 2px; color: @faint; background: transparent; }
QFrame#rail QToolButton:checked { background: @accent; color: @onaccent; }
QFrame#rail QToolButton:disabled { color: @outline; }
QFrame#rail QToolButton:hover:!checked { background: @window; color: @text; }
QPushButton, QToolButton { background: @field; border: 1px solid @outline; border-radius: 6px; padding: 6px 12px; min-height: 30px; }
QPushButton:hover, QToolButton:hover { border-color: @accent; }
QPushButton:pressed, QToolButton:pressed { background: @window; }
QPushButton:checked, QToolButton:checked { background: @accent; color: @onaccent; border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @outline; border-color: @line; }
QPushButton#primary, QPushButton[primary="true"] { background: @accent; color: @onaccent; border-color: @accent; font-weight: 600; }
QPushButton#primary:disabled, QPushButton[primary="true"]:disabled { background: @line; color: @faint; border-color: @line; }
QFrame#header QToolButton { padding: 0px 6px 0px 12px; min-height: 42px; }
QToolButton::menu-button { border: none; border-left: 1px solid @outline; width: 28px; }
QToolButton::menu-arrow { image: url(:/arrows/@kind.png); width: 14px; height: 14px; }
QToolButton::menu-indicator { image: url(:/arrows/@kind.png); width: 12px; height: 12px; subcontrol-position: right center; right: 8px; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 5px 11px; }
QPushButton#primary:focus, QPushButton[primary="true"]:focus { border: 2px solid @text; }
QFrame#header QToolButton:focus { padding: 0px 5px 0px 11px; min-height: 40px; }
QFrame#rail QToolButton:focus { border: 2px solid @text; padding: 6px 0px; }
QComboBox:focus, QLineEdit:focus, QDoubleSpinBox:focus, QSpinBox:focus { border: 2px solid @accent; padding: 3px 9px; }
QComboBox, QLineEdit, QDoubleSpinBox, QSpinBox { background: @field; border: 1px solid @outline; border-radius: 6px; padding: 4px 10px; min-height: 34px; selection-background-color: @accent; selection-color: @onaccent; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(:/arrows/@kind.png); width: 14px; height: 14px; }
QComboBox:disabled, QLineEdit:disabled, QDoubleSpinBox:disabled, QSpinBox:disabled { color: @faint; background: @window; border-color: @line; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; selection-background-color: @accent; selection-color: @onaccent; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 34px; }
QPushButton[big="true"], QLineEdit[big="true"], QComboBox[big="true"] { font-size: 19px; font-weight: 600; border-radius: 8px; min-height: 46px; }
QLabel#caption { color: @faint; }
QLabel#title { font-size: 17px; font-weight: 600; }
QLabel#figure { font-size: 34px; font-weight: 600; }
QLabel#good { color: @good; font-weight: 600; }
QLabel#warning { color: @warning; font-weight: 600; }
QLabel#error { color: @error; font-weight: 600; }
QTabWidget::pane { border: 1px solid @line; border-radius: 8px; background: @panel; top: -1px; }
QTabWidget > QStackedWidget > QTableView, QTabWidget > QStackedWidget > QPlainTextEdit { border: none; background: transparent; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @faint; padding: 10px 12px; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; font-weight: 600; }
QTableView, QTreeView, QPlainTextEdit, QTextBrowser, QListView { background: @panel; alternate-background-color: @window; border: 1px solid @line; border-radius: 6px; gridline-color: @line; selection-background-color: @accent; selection-color: @onaccent; }
QTableView, QTreeView, QListView { outline: none; }
QTableView::item, QTreeView::item, QListView::item { padding: 0 6px; border: none; }
QListView::item { border-radius: 6px; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @accent; color: @onaccent; }
QHeaderView { background: transparent; border: none; qproperty-highlightSections: 0; }
QHeaderView::section { background: @window; color: @faint; border: none; border-bottom: 1px solid @line; padding: 8px; }
QHeaderView::section:horizontal:first { border-top-left-radius: 5px; }
QHeaderView::section:horizontal:last { border-top-right-radius: 5px; }
QHeaderView::section:horizontal:only-one { border-top-left-radius: 5px; border-top-right-radius: 5px; }
QTableCornerButton::section { background: @window; border: none; }
QMenuBar { background: @panel; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 8px 12px; background: transparent; }
QMenuBar::item:selected { background: @window; }
QMenu { background: @panel; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 8px 28px; }
QMenu::item:selected { background: @accent; color: @onaccent; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QProgressBar { border: 1px solid @line; border-radius: 6px; background: @window; text-align: center; min-height: 20px; }
QProgressBar::chunk { background: @accent; border-radius: 5px; }
QSlider::groove:horizontal { height: 6px; background: @outline; border-radius: 3px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 3px; }
QSlider::handle:horizontal { width: 20px; height: 20px; margin: -10px 0; border-radius: 13px; background: @accent; border: 3px solid @panel; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 30px; }
QCheckBox:disabled, QRadioButton:disabled { color: @outline; }
QCheckBox::indicator, QTableView::indicator, QListView::indicator { width: 18px; height: 18px; border: 2px solid @outline; border-radius: 4px; background: @field; }
QRadioButton::indicator { width: 16px; height: 16px; border: 2px solid @outline; border-radius: 10px; background: @field; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked { border-color: @accent; background: @accent; image: url(:/arrows/check-@kind.png); }
QRadioButton::indicator:checked { border: 6px solid @accent; width: 8px; height: 8px; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:disabled { border-color: @line; background: @window; }
QCheckBox::indicator:checked:disabled { background: @outline; border-color: @outline; }
QScrollBar:vertical { background: transparent; width: 14px; }
QScrollBar::handle:vertical { background: @outline; border-radius: 4px; margin: 0 3px; min-height: 40px; }
QScrollBar:horizontal { background: transparent; height: 14px; }
QScrollBar::handle:horizontal { background: @outline; border-radius: 4px; margin: 3px 0; min-width: 40px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QSplitter::handle { background: transparent; image: none; }
QSplitter::handle:horizontal { width: 10px; }
QSplitter::handle:vertical { height: 10px; }
QMainWindow::separator { background: transparent; width: 10px; height: 10px; }
QSplitter::handle:hover, QMainWindow::separator:hover { background: @line; }
QStatusBar { background: @panel; border-top: 1px solid @line; }
QFrame#message { border-radius: 6px; }
)")
        .replace(QStringLiteral("@kind"),
                 theme.kind == ThemeKind::dark ? QStringLiteral("dark") : QStringLiteral("light"))
        .replace(QStringLiteral("@window"), theme.window.name())
        .replace(QStringLiteral("@panel"), theme.panel.name())
        .replace(QStringLiteral("@field"), theme.field.name())
        .replace(QStringLiteral("@outline"), theme.outline.name())
        .replace(QStringLiteral("@line"), theme.line.name())
        .replace(QStringLiteral("@text"), theme.text.name())
        .replace(QStringLiteral("@faint"), theme.faint.name())
        .replace(QStringLiteral("@onaccent"), theme.on_accent.name())
        .replace(QStringLiteral("@accent"), theme.accent.name())
        .replace(QStringLiteral("@good"), theme.good.name())
        .replace(QStringLiteral("@warning"), theme.warning.name())
        .replace(QStringLiteral("@error"), theme.error.name());
}

QPalette palette_of(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::Base, theme.field);
    palette.setColor(QPalette::AlternateBase, theme.window);
    palette.setColor(QPalette::Button, theme.field);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.faint);
    palette.setColor(QPalette::ToolTipBase, theme.panel);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.on_accent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::Disabled, QPalette::Text, theme.outline);
    palette.setColor(QPalette::Disabled, QPalette::ButtonText, theme.outline);
    palette.setColor(QPalette::Disabled, QPalette::WindowText, theme.outline);
    return palette;
}

/// The theme in use belongs to the application object, as its property, rather than to a global.
constexpr const char* kProperty = "waferglow_dark";
constexpr const char* kStyled = "waferglow_styled";

}  // namespace

const Theme& theme_of(ThemeKind kind) {
    return kind == ThemeKind::dark ? kDark : kLight;
}

const Theme& current_theme() {
    const bool dark = qApp != nullptr && qApp->property(kProperty).toBool();
    return dark ? kDark : kLight;
}

void apply_theme(QApplication& application, ThemeKind kind, const QString& language) {
    const Theme& theme = theme_of(kind);
    application.setProperty(kProperty, kind == ThemeKind::dark);
    // Each of these makes every widget look at itself anew: only what differs is set.
    const bool first = !application.property(kStyled).toBool();
    if (first) application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setProperty(kStyled, true);
    if (const QPalette palette = palette_of(theme); first || palette != application.palette())
        application.setPalette(palette);
    QFont font;
    const QString cjk = language == QLatin1String("zh_TW") ? QStringLiteral("Noto Sans CJK TC")
                                                           : QStringLiteral("Noto Sans CJK KR");
    font.setFamilies({cjk, QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(15);
    const bool other_font = first || font.families() != application.font().families();
    const QString sheet = style_sheet(theme);
    if (sheet != application.styleSheet()) application.setStyleSheet(sheet);
    if (!other_font) return;
    // After the sheet, the first of which resets fonts; and the sheet again, since widgets with a rule of
    // their own took their font when it was set.
    application.setFont(font);
    application.setStyleSheet(sheet);
}

}  // namespace waferglow::gui

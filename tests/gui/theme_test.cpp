// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast of the two themes as WCAG 2.1 counts it: 4.5 for texts, 3 for what outlines a control.
#include "app/gui/views/theme.h"

#include "tests/gui/window_for_tests.h"

#include <QCheckBox>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

/// WCAG 2.1, "relative luminance".
double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double of_a = luminance(a);
    const double of_b = luminance(b);
    return (std::max(of_a, of_b) + 0.05) / (std::min(of_a, of_b) + 0.05);
}

/// The strongest contrast to the background along the middle row of a widget's left part.
double outline_contrast(QWidget& widget, const QColor& behind) {
    const QImage image = widget.grab().toImage();
    double best = 1.0;
    for (int x = 0; x < std::min(12, image.width()); ++x)
        best = std::max(best, contrast(image.pixelColor(x, image.height() / 2), behind));
    return best;
}

}  // namespace

TEST_CASE("colours of both themes keep the contrast that they promise", "[gui][theme]") {
    for (const ThemeKind kind : {ThemeKind::light, ThemeKind::dark}) {
        const Theme& theme = theme_of(kind);
        INFO((kind == ThemeKind::dark ? "dark" : "light"));
        for (const QColor& behind : {theme.window, theme.panel, theme.field}) {
            INFO(behind.name().toStdString());
            CHECK(contrast(theme.text, behind) >= 7.0);
            for (const QColor& words : {theme.faint, theme.accent, theme.good, theme.warning, theme.error})
                CHECK(contrast(words, behind) >= 4.5);
            CHECK(contrast(theme.outline, behind) >= 3.0);
        }
        CHECK(contrast(theme.on_accent, theme.accent) >= 4.5);
    }
}

TEST_CASE("controls are drawn with an outline that can be seen", "[gui][theme]") {
    QApplication& app = application();
    for (const ThemeKind kind : {ThemeKind::light, ThemeKind::dark}) {
        apply_theme(app, kind, QStringLiteral("en"));
        const Theme& theme = theme_of(kind);
        QWidget parent;
        parent.setObjectName(QStringLiteral("card"));
        auto* layout = new QVBoxLayout(&parent);
        auto* check = new QCheckBox(QStringLiteral("only"), &parent);
        auto* radio = new QRadioButton(QStringLiteral("one"), &parent);
        auto* edit = new QLineEdit(&parent);
        auto* button = new QPushButton(QStringLiteral("Do"), &parent);
        auto* first = new QPushButton(&parent);  // takes the focus, whose frame is another
        for (QWidget* widget : std::initializer_list<QWidget*>{first, check, radio, edit, button})
            layout->addWidget(widget);
        parent.show();
        first->setFocus();
        for (QWidget* widget : std::initializer_list<QWidget*>{check, radio, edit, button}) {
            INFO(widget->metaObject()->className());
            CHECK(outline_contrast(*widget, theme.panel) >= 3.0);
        }
        check->setChecked(true);
        CHECK(outline_contrast(*check, theme.panel) >= 3.0);
    }
}

TEST_CASE("every widget has the font of the language from the first moment", "[gui][theme]") {
    QApplication& app = application();
    // As at the start of the program.
    app.setProperty("waferglow_styled", false);
    app.setStyleSheet(QString());
    app.setFont(QFont(QStringLiteral("DejaVu Sans")));
    TestWindow test;
    const auto strangers = [&] {
        QStringList found;
        for (const QWidget* widget : test.window.findChildren<QWidget*>())
            if (widget->isVisible() && widget->font().families() != app.font().families())
                found << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                             widget->font().families().join(QLatin1Char(','));
        found.removeDuplicates();
        return found.join(QLatin1Char('\n')).toStdString();
    };
    for (const char* language : {"en", "zh_TW", "en"}) {
        test.window.set_language(QString::fromLatin1(language));
        CHECK(app.font().families().front().startsWith(QStringLiteral("Noto Sans CJK")));
        CHECK(strangers() == "");
    }
}

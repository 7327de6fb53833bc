// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window/fitted_text.h"

#include <QFontMetrics>
#include <QTextLayout>
#include <QTextOption>

namespace waferglow::gui {

QString fit_lines(const QString& text, const QFont& font, int width, int lines) {
    if (lines < 1 || width < 1) return {};
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QString fitted;
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(width);
        const QString rest = text.mid(line.textStart());
        if (i + 1 == lines && line.textLength() < rest.size()) {
            fitted += QFontMetrics(font).elidedText(rest, Qt::ElideRight, width);
        } else {
            fitted += rest.left(line.textLength());
            if (line.textLength() < rest.size()) fitted += QLatin1Char('\n');
        }
    }
    layout.endLayout();
    return fitted;
}

}  // namespace waferglow::gui

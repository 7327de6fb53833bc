// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/plot_style.h"

#include "app/gui/views/theme.h"

#include <QApplication>

#include <qcustomplot.h>

namespace waferglow::gui {

void style_plot(QCustomPlot& plot) {
    const Theme& theme = current_theme();
    QFont font = QApplication::font();
    font.setPixelSize(13);
    plot.setBackground(theme.panel);
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes()) {
            axis->setBasePen(QPen(theme.faint));
            axis->setTickPen(QPen(theme.faint));
            axis->setSubTickPen(QPen(theme.line));
            axis->setTickLabelColor(theme.text);
            axis->setLabelColor(theme.text);
            axis->setTickLabelFont(font);
            axis->setLabelFont(font);
            axis->grid()->setPen(QPen(theme.line, 0, Qt::DotLine));
            axis->grid()->setZeroLinePen(QPen(theme.line));
        }
    }
    plot.legend->setBrush(theme.panel);
    plot.legend->setBorderPen(QPen(theme.line));
    plot.legend->setTextColor(theme.text);
    plot.legend->setFont(font);
}

QColor escape_color() {
    return current_theme().kind == ThemeKind::dark ? QColor(0xFF, 0x6F, 0xA0) : QColor(0xC2, 0x1F, 0x5B);
}

QColor overkill_color() {
    return QColor(0xE6, 0x9F, 0x00);
}

}  // namespace waferglow::gui

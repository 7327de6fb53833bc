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

}  // namespace waferglow::gui

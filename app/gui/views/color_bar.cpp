// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/color_bar.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "libinspect/report/color_scale.h"

#include <QPainter>

namespace waferglow::gui {

ColorBar::ColorBar(QWidget* parent) : QWidget(parent) {
    setFixedWidth(sizeHint().width());
}

void ColorBar::set_scale(const ValueStyle& style, const QString& unit) {
    style_ = style;
    unit_ = unit;
    shows_legend_ = false;
    update();
}

void ColorBar::set_legend(std::vector<LegendEntry> entries) {
    legend_ = std::move(entries);
    shows_legend_ = true;
    update();
}

void ColorBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QFont small = font();
    small.setPixelSize(13);
    painter.setFont(small);
    shows_legend_ ? paint_legend(painter) : paint_scale(painter);
}

void ColorBar::paint_legend(QPainter& painter) const {
    constexpr int kLine = 26;
    constexpr int kSwatch = 16;
    const Theme& theme = current_theme();
    int y = 4;
    for (const LegendEntry& entry : legend_) {
        const QRectF swatch(2, y + 0.5 * (kLine - kSwatch), kSwatch, kSwatch);
        painter.fillRect(swatch, QColor::fromRgb(entry.argb));
        painter.setPen(theme.faint);
        painter.drawRect(swatch);
        painter.setPen(theme.text);
        const int left = kSwatch + 8;
        painter.drawText(QRect(left, y, width() - left, kLine), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(entry.name, Qt::ElideRight, width() - left));
        y += kLine;
    }
}

void ColorBar::paint_scale(QPainter& painter) const {
    const Theme& theme = current_theme();
    const QRectF bar(6, 28, 18, height() - 28 - 30);
    for (int y = 0; y < static_cast<int>(bar.height()); ++y) {
        const double share = 1.0 - (y + 0.5) / bar.height();
        painter.fillRect(QRectF(bar.left(), bar.top() + y, bar.width(), 1.0),
                         QColor::fromRgb(style_.colors[static_cast<std::size_t>(share * 255.0)]));
    }
    painter.setPen(theme.faint);
    painter.drawRect(bar);
    painter.drawText(QRectF(0, 4, width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral(" ") + unit_);
    for (const double tick : round_ticks(style_.low, style_.high, std::max(2, height() / 90))) {
        const double y = bar.bottom() - (tick - style_.low) / (style_.high - style_.low) * bar.height();
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 4, y));
        painter.drawText(QRectF(bar.right() + 7, y - 9, width() - bar.right() - 7, 18),
                         Qt::AlignLeft | Qt::AlignVCenter, plain_number(tick, 5));
    }
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/lamp_list.h"

#include "app/gui/views/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace waferglow::gui {
namespace {

constexpr int kLampRowPx = 27;

QColor color_of(station::LampState state) {
    const Theme& theme = current_theme();
    switch (state) {
        case station::LampState::unknown:
            return theme.outline;
        case station::LampState::good:
            return theme.good;
        case station::LampState::slow:
            return theme.warning;
        case station::LampState::fault:
            return theme.error;
    }
    return theme.outline;
}

}  // namespace

LampList::LampList(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LampList::set_lamps(const std::vector<station::Lamp>& lamps) {
    const bool other = lamps.size() != lamps_.size();
    lamps_ = lamps;
    QString told;
    for (const station::Lamp& lamp : lamps_)
        told += name_of(lamp) + QStringLiteral(": ") + state_name(lamp.state) + QStringLiteral("\n");
    setAccessibleDescription(told);
    if (other) updateGeometry();
    update();
}

QSize LampList::sizeHint() const {
    return {240, kLampRowPx * std::max(1, static_cast<int>(lamps_.size()))};
}

QString LampList::name_of(const station::Lamp& lamp) const {
    // Of these a tool has one each; lights have names of their own.
    if (lamp.kind == "stage") return tr("Stage");
    if (lamp.kind == "camera") return tr("Camera");
    if (lamp.kind == "spectrometer") return tr("Spectrometer");
    if (lamp.kind == "filter_wheel") return tr("Filter wheel");
    return QString::fromStdString(lamp.name);
}

QString LampList::state_name(station::LampState state) const {
    switch (state) {
        case station::LampState::unknown:
            return tr("not asked");
        case station::LampState::good:
            return tr("ready");
        case station::LampState::slow:
            return tr("slow");
        case station::LampState::fault:
            return tr("fault");
    }
    return {};
}

void LampList::paintEvent(QPaintEvent*) {
    const Theme& theme = current_theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int row = 0; row < static_cast<int>(lamps_.size()); ++row) {
        const station::Lamp& lamp = lamps_[static_cast<std::size_t>(row)];
        const QPointF middle(14, kLampRowPx * row + kLampRowPx / 2.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color_of(lamp.state));
        painter.drawEllipse(middle, 9, 9);
        painter.setPen(QPen(theme.panel, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (lamp.state == station::LampState::good) {
            const QPointF tick[] = {middle + QPointF(-4, 0.5), middle + QPointF(-1, 3.5),
                                    middle + QPointF(4.5, -3)};
            painter.drawPolyline(tick, 3);
        } else if (lamp.state == station::LampState::fault || lamp.state == station::LampState::slow) {
            painter.drawLine(middle + QPointF(0, -4.5), middle + QPointF(0, 1));
            painter.drawPoint(middle + QPointF(0, 4.5));
        }
        const QString state = state_name(lamp.state);
        const QRect line(34, kLampRowPx * row, width() - 38, kLampRowPx);
        painter.setPen(theme.faint);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, state);
        painter.setPen(theme.text);
        const int room = line.width() - fontMetrics().horizontalAdvance(state) - 10;
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(name_of(lamp), Qt::ElideRight, room));
    }
}

bool LampList::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto row = static_cast<std::size_t>(help->pos().y() / kLampRowPx);
        if (row < lamps_.size())
            QToolTip::showText(help->globalPos(), QString::fromStdString(lamps_[row].text), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window/page_frame.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>
#include <algorithm>

namespace waferglow::gui {
namespace {

QSize least_of(const QWidget& page, int width) {
    QSize least = page.minimumSizeHint();
    const QLayout* layout = page.layout();
    if (layout != nullptr && layout->hasHeightForWidth())
        least.setHeight(layout->minimumHeightForWidth(std::max(width, least.width())));
    return least;
}

}  // namespace

PageFrame::PageFrame(QWidget* page, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(page);
}

QSize PageFrame::needed() const {
    return least_of(*widget(), viewport()->width());
}

void PageFrame::fit() {
    QSize room = maximumViewportSize();
    QSize least = least_of(*widget(), room.width());
    // A bar on one side takes room from the other.
    if (least.height() > room.height()) room.rwidth() -= verticalScrollBar()->sizeHint().width();
    if (least.width() > room.width()) room.rheight() -= horizontalScrollBar()->sizeHint().height();
    least = least_of(*widget(), room.width());
    widget()->resize(room.expandedTo(least));
}

void PageFrame::resizeEvent(QResizeEvent* event) {
    fit();
    QScrollArea::resizeEvent(event);
}

bool PageFrame::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) fit();
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace waferglow::gui

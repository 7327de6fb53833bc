// SPDX-License-Identifier: GPL-3.0-or-later
// A form that scrolls where there is no room for it, so that it does not make the window grow.
#pragma once

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace waferglow::gui {

/// Never narrower than the form; of any height.
class ScrolledForm : public QScrollArea {
  public:
    ScrolledForm(QWidget* form, QWidget* parent) : QScrollArea(parent) {
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWidget(form);
    }
    [[nodiscard]] QSize minimumSizeHint() const override {
        constexpr int kLeastPx = 90;
        return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), kLeastPx};
    }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::LayoutRequest) updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

}  // namespace waferglow::gui

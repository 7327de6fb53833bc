// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/review_panel.h"

namespace waferglow::gui {

ReviewPanel::ReviewPanel(ReviewModel& model, QWidget* parent) : QFrame(parent), model_(model) {
    setObjectName(QStringLiteral("card"));
    model.on_change([this](ReviewChange change) {
        if (concerns(change)) refresh_when_seen();
    });
}

void ReviewPanel::refresh_when_seen() {
    stale_ = !isVisible();
    if (!stale_) refresh();
}

void ReviewPanel::compute(std::function<Delivery()> work) {
    model_.desk().work().submit({.key = name(),
                                 .name = {},
                                 .work = [work = std::move(work)](const TaskContext&) { return work(); },
                                 .failed = model_.desk().tell_trouble("review")});
}

void ReviewPanel::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    if (!stale_) return;
    stale_ = false;
    refresh();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/layout_keeper.h"

#include <QMainWindow>
#include <QSettings>
#include <QSplitter>

namespace waferglow::gui {
namespace {

QByteArray state_of(const QWidget* widget) {
    if (const auto* splitter = qobject_cast<const QSplitter*>(widget)) return splitter->saveState();
    if (const auto* docks = qobject_cast<const QMainWindow*>(widget)) return docks->saveState();
    return {};
}

void set_state(QWidget* widget, const QByteArray& state, bool chosen) {
    bool done = false;
    if (auto* splitter = qobject_cast<QSplitter*>(widget)) done = splitter->restoreState(state);
    if (auto* docks = qobject_cast<QMainWindow*>(widget)) done = docks->restoreState(state);
    // A state of another version of the program is of no use: the part keeps what it has.
    if (done) widget->setProperty(kLayoutChosen, chosen);
}

}  // namespace

LayoutKeeper::LayoutKeeper(const QWidget& window) {
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->objectName().startsWith(QLatin1String(kLayoutPrefix))) continue;
        parts_.push_back({widget->objectName(), widget, state_of(widget)});
    }
}

void LayoutKeeper::save(QSettings& settings) const {
    for (const Part& part : parts_)
        if (part.widget != nullptr) settings.setValue(part.name, state_of(part.widget));
}

void LayoutKeeper::restore(const QSettings& settings) {
    for (const Part& part : parts_) {
        const QByteArray state = settings.value(part.name).toByteArray();
        if (part.widget != nullptr && !state.isEmpty()) set_state(part.widget, state, true);
    }
}

void LayoutKeeper::reset() {
    for (const Part& part : parts_)
        if (part.widget != nullptr) set_state(part.widget, part.at_first, false);
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window asks of a page. To add one: a folder here with a class derived from Page and a
// function that makes it, and a line in main_window.cpp.
#pragma once

#include "app/gui/presenters/desk/desk.h"

#include <QKeySequence>
#include <QString>
#include <QWidget>
#include <string>
#include <vector>

namespace waferglow::gui {

/// A text of the core as Qt's.
[[nodiscard]] inline QString text_of(const std::string& text) {
    return QString::fromStdString(text);
}

/// A key and what it does, for the visible list.
struct Shortcut {
    QString keys;
    QString meaning;
};

class Page : public QWidget {
    Q_OBJECT
  public:
    Page(Desk& desk, QWidget* parent) : QWidget(parent), desk_(desk) {}

    /// Sets every text anew, in the language of the moment.
    virtual void retranslate() = 0;
    /// Colours that don't come from the style sheet, after a change of the theme.
    virtual void restyle() {}
    /// Asked before the window closes; a page that answers with a text keeps the window open until people
    /// agree.
    [[nodiscard]] virtual QString reason_to_stay() const { return {}; }
    /// Brings the page to rest; called once people agreed to close.
    virtual void stop() {}
    /// False while it is still coming to rest: the window closes afterwards.
    [[nodiscard]] virtual bool at_rest() const { return true; }
    /// True: the page shows the opened display module, and there is nothing to show without one; else it
    /// shows the opened wafer.
    [[nodiscard]] virtual bool about_module() const { return false; }
    /// What can be copied to the clipboard or printed; null: the page as it is.
    [[nodiscard]] virtual QWidget* main_view() { return this; }
    [[nodiscard]] virtual std::vector<Shortcut> shortcuts() const { return {}; }

    /// Shows something worth a picture for the documents; `el_file` may be empty.
    virtual void pose(const QString& el_file) { static_cast<void>(el_file); }

  signals:
    /// The page has something to show: it is to come to the front.
    void wanted();

  protected:
    Desk& desk() { return desk_; }
    [[nodiscard]] const Desk& desk() const { return desk_; }

  private:
    Desk& desk_;
};

}  // namespace waferglow::gui

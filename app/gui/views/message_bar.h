// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence above the page, in the place of a dialog; stays until read (errors) or some seconds (news).
#pragma once

#include "app/gui/presenters/log_book.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;
class QToolButton;

namespace waferglow::gui {

class MessageBar : public QFrame {
    Q_OBJECT
  public:
    explicit MessageBar(QWidget* parent);
    void show_message(Severity severity, const QString& text);
    /// A question with one button; `agreed` is called when it is pressed.
    void ask(const QString& text, const QString& button, std::function<void()> agreed);
    [[nodiscard]] QString text() const;
    void restyle();

  private:
    Severity severity_ = Severity::info;
    QLabel* label_;
    QPushButton* action_;
    QToolButton* close_;
    QTimer* timer_;
    std::function<void()> agreed_;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A message above the page, in the place of a dialog; stays until read (errors) or some seconds (news), and
// goes when what it tells of has been put right. Never higher than three lines: the log has the whole.
#pragma once

#include "app/station/log_book.h"

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
    void show_message(station::Severity severity, const QString& text);
    /// In the language of the window first, where its kind is known.
    void show_line(const station::LogLine& line);
    /// Hides a message about a task that has succeeded since.
    void settle(const std::string& task);
    /// A question with one button; `agreed` is called when it is pressed.
    void ask(const QString& text, const QString& button, std::function<void()> agreed);
    /// All that it says, cut nowhere; empty where it is hidden.
    [[nodiscard]] QString text() const;
    void restyle();
    void retranslate();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void show_texts(station::Severity severity, const QString& lead, const QString& detail);
    void fit();

    station::Severity severity_ = station::Severity::info;
    station::LogLine line_;  ///< what is shown, if it came from the log
    QString lead_;
    QString detail_;
    QLabel* lead_label_;
    QLabel* detail_label_;
    QPushButton* action_;
    QToolButton* close_;
    QTimer* timer_;
    std::function<void()> agreed_;
};

}  // namespace waferglow::gui

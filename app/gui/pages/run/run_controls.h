// SPDX-License-Identifier: GPL-3.0-or-later
// The left of the run page: wafer, recipe, what is in the way, and the buttons.
#pragma once

#include "app/gui/presenters/run/run_presenter.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace waferglow::gui {

class RunControls : public QFrame {
    Q_OBJECT
  public:
    RunControls(RunPresenter& presenter, QWidget* parent);
    void retranslate();
    /// Shows what the presenter has.
    void show_all();

  private:
    void build();
    QWidget* build_told();
    void connect_all();
    void fill_recipes();
    void show_buttons();
    void show_alarms();

    RunPresenter& presenter_;
    QTimer* typing_;
    QLabel *id_title_, *recipe_title_, *plan_, *alarm_;
    QLineEdit* id_;
    QComboBox* recipes_;
    QPushButton *start_, *continue_, *again_, *review_, *next_, *pause_, *abort_;
};

}  // namespace waferglow::gui

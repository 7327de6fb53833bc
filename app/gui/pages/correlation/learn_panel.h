// SPDX-License-Identifier: GPL-3.0-or-later
// Learns from EL how PL should judge: prices in, figures on dies not learnt from out.
#pragma once

#include "app/gui/presenters/correlation/el_learning.h"

#include <QWidget>
#include <functional>
#include <optional>

class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace waferglow::gui {

class LearnPanel : public QWidget {
    Q_OBJECT
  public:
    explicit LearnPanel(QWidget* parent);
    /// `ready`: there is a comparison to learn from; `may_apply`: the user may change recipes.
    void show_learning(const LearningPtr& learning, bool ready, bool may_apply);
    /// Of learning that goes on; below 0: not known; none: nothing is being learnt.
    void show_progress(std::optional<double> share);
    void retranslate();

    std::function<void(const ErrorCosts&)> on_learn;
    std::function<void()> on_cancel;
    std::function<void()> on_apply;

  private:
    void refresh();
    [[nodiscard]] QString gain_text(const LearningGain& gain) const;

    LearningPtr learning_;
    bool ready_ = false;
    bool may_apply_ = false;
    std::optional<double> share_;
    QLabel* title_;
    QLabel* meaning_;
    QLabel* escape_label_;
    QLabel* overkill_label_;
    QDoubleSpinBox* escape_;
    QDoubleSpinBox* overkill_;
    QPushButton* learn_;
    QPushButton* cancel_;
    QProgressBar* progress_;
    QLabel* summary_;
    QTableWidget* table_;
    QLabel* importance_;
    QPushButton* apply_;
};

}  // namespace waferglow::gui

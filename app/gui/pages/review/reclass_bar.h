// SPDX-License-Identifier: GPL-3.0-or-later
// The class of the defect that is chosen, and the button that gives it another one.
#pragma once

#include "app/gui/presenters/review/defects.h"
#include "app/gui/presenters/review/review_model.h"

#include <QWidget>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;

namespace waferglow::gui {

class ReclassBar : public QWidget {
    Q_OBJECT
  public:
    ReclassBar(ReviewModel& model, QWidget* parent);
    void retranslate();
    /// The wafer's classes to choose from. Once a document: it parses a recipe.
    void show_document();
    void show_defect(std::optional<DefectRow> defect);
    [[nodiscard]] QComboBox& classes() { return *classes_; }
    [[nodiscard]] QPushButton& button() { return *button_; }

  private:
    void show_state();

    ReviewModel& model_;
    std::optional<DefectRow> defect_;
    QLabel* reason_;  // why it is called as it is
    QLabel* label_;
    QComboBox* classes_;
    QPushButton* button_;
};

}  // namespace waferglow::gui

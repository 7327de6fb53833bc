// SPDX-License-Identifier: GPL-3.0-or-later
// The selection: dies by the range of a layer or by their bin, how choices join, what is selected.
#pragma once

#include "app/gui/pages/review/review_panel.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace waferglow::gui {

class SelectionPanel : public ReviewPanel {
    Q_OBJECT
  public:
    SelectionPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Select"); }
    [[nodiscard]] const char* name() const override { return "select"; }
    void retranslate() override;
    /// Puts the selected dies and their numbers into the clipboard.
    void copy_table();

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change != ReviewChange::die && change != ReviewChange::layer;
    }
    void refresh() override;

  private:
    void fill_choices();
    void propose_range();
    void select_by_range();
    void select_by_bin();
    void show_count();

    QLabel* count_;
    QLabel* detail_;
    QLabel* join_label_;
    QComboBox* join_;
    QLabel* layer_label_;
    QComboBox* layer_;
    QDoubleSpinBox* low_;
    QDoubleSpinBox* high_;
    QPushButton* by_range_;
    QLabel* bin_label_;
    QComboBox* bin_;
    QPushButton* by_bin_;
    QPushButton* clear_;
    QPushButton* copy_;
    DocumentPtr filled_for_;
};

}  // namespace waferglow::gui

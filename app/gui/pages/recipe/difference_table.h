// SPDX-License-Identifier: GPL-3.0-or-later
// The draft beside the recipe that the opened wafer was judged by.
#pragma once

#include "app/gui/presenters/recipe/recipe_draft.h"

#include <QWidget>
#include <vector>

class QCheckBox;
class QLabel;
class QTableWidget;

namespace waferglow::gui {

class DifferenceTable : public QWidget {
    Q_OBJECT
  public:
    explicit DifferenceTable(QWidget* parent);
    /// `has_wafer` false: there is nothing to compare with.
    void show_differences(std::vector<RecipeDifference> all, bool has_wafer);
    void retranslate();
    void restyle();

  private:
    void refresh();

    std::vector<RecipeDifference> all_;
    bool has_wafer_ = false;
    QLabel* summary_;
    QCheckBox* only_;
    QTableWidget* table_;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Agreement part by part: zones of the wafer, bins, clusters.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;
class QTableWidget;

namespace waferglow::gui {

class GroupsPanel : public QWidget {
    Q_OBJECT
  public:
    explicit GroupsPanel(QWidget* parent);
    void show_result(const ComparisonPtr& result);
    void retranslate();

  private:
    [[nodiscard]] QString group_name(const std::string& name) const;
    void refresh();

    ComparisonPtr result_;
    QPushButton* kinds_[3];
    QLabel* meaning_;
    QTableWidget* table_;
    int kind_ = 0;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Where defects lie within the die, those of all dies over one picture of a good one; and of which classes
// they are.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/review/defects.h"

#include <functional>
#include <string>
#include <vector>

class QLabel;
class QTableWidget;

namespace waferglow::gui {

class GoldenView;

class StackPanel : public ReviewPanel {
    Q_OBJECT
  public:
    StackPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Positions"); }
    [[nodiscard]] const char* name() const override { return "positions"; }
    void retranslate() override;
    void restyle() override;
    [[nodiscard]] GoldenView& golden() { return *golden_; }
    [[nodiscard]] QTableWidget& classes() { return *classes_; }

    std::function<void(const DefectRow&)> on_chosen;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document;
    }
    void refresh() override;

  private:
    void list_classes();
    void show_points();
    void show_summary();
    [[nodiscard]] QColor color_of_class(const std::string& name) const;

    QLabel* summary_;
    GoldenView* golden_;
    QTableWidget* classes_;  // the first row is all of them
    std::vector<DefectRow> rows_;
    std::vector<DefectCount> counts_;
    std::vector<std::size_t> shown_;  // of each point: position in rows_
};

}  // namespace waferglow::gui

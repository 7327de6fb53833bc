// SPDX-License-Identifier: GPL-3.0-or-later
// What was found on the wafer beside its dies, one kind at a time, the largest first; a click shows one on
// the map.
#pragma once

#include "app/gui/pages/review/review_panel.h"

#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QTableWidget;

namespace waferglow::gui {

class FindingPanel : public ReviewPanel {
    Q_OBJECT
  public:
    FindingPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Findings"); }
    [[nodiscard]] const char* name() const override { return "findings"; }
    void retranslate() override;
    [[nodiscard]] QTableWidget& table() { return *table_; }
    [[nodiscard]] QComboBox& kind() { return *kind_; }

    std::function<void(const Finding&)> on_chosen;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document;
    }
    void refresh() override;

  private:
    void list_kinds();
    void list_findings();

    QComboBox* kind_;
    QLabel* summary_;
    QTableWidget* table_;
    std::vector<Finding> shown_;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What was found on the wafer beside its dies, one kind at a time, the largest first; a click shows one on
// the map.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/review/defects.h"

#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QTableWidget;

namespace waferglow::gui {

class ReclassBar;

class FindingPanel : public ReviewPanel {
    Q_OBJECT
  public:
    FindingPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Findings"); }
    [[nodiscard]] const char* name() const override { return "findings"; }
    void retranslate() override;
    [[nodiscard]] QTableWidget& table() { return *table_; }
    [[nodiscard]] QComboBox& kind() { return *kind_; }

    [[nodiscard]] ReclassBar& reclass_bar() { return *reclass_; }
    /// Shows the kind and the line of a defect, without telling of it.
    void choose(const DefectRow& defect);

    std::function<void(const Finding&)> on_chosen;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document;
    }
    void refresh() override;

  private:
    void list_kinds();
    void list_findings();
    void list_clusters(const FindingList* list);
    void list_defects();
    void select_wanted();
    void show_count(std::size_t all);
    void name_columns();
    [[nodiscard]] bool shows_defects() const;

    ReclassBar* reclass_;
    QComboBox* kind_;
    QLabel* summary_;
    QTableWidget* table_;
    std::vector<Finding> shown_;
    std::vector<DefectRow> defects_;   // of `shown_`, where these are defects
    std::optional<DefectRow> wanted_;  // the one that was last chosen
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Connected groups of failing dies, the largest first; a click shows one on the map.
#pragma once

#include "app/gui/pages/review/review_panel.h"

#include <functional>
#include <vector>

class QLabel;
class QTableWidget;

namespace waferglow::gui {

class ClusterPanel : public ReviewPanel {
    Q_OBJECT
  public:
    ClusterPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Clusters"); }
    [[nodiscard]] const char* name() const override { return "clusters"; }
    void retranslate() override;
    [[nodiscard]] QTableWidget& table() { return *table_; }

    std::function<void(const StoredCluster&)> on_chosen;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document;
    }
    void refresh() override;

  private:
    QLabel* summary_;
    QTableWidget* table_;
    std::vector<StoredCluster> shown_;
};

}  // namespace waferglow::gui

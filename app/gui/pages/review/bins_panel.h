// SPDX-License-Identifier: GPL-3.0-or-later
// The bins: how many dies each has, which of them the map shows, what the losses are made of.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/review/pareto.h"

#include <functional>
#include <vector>

class QCPBars;
class QCPGraph;
class QCustomPlot;
class QTableWidget;

namespace waferglow::gui {

class BinsPanel : public ReviewPanel {
    Q_OBJECT
  public:
    BinsPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Bins"); }
    [[nodiscard]] const char* name() const override { return "bins"; }
    void retranslate() override;
    void restyle() override;
    [[nodiscard]] QTableWidget& table() { return *table_; }

    std::function<void(std::uint8_t code, bool shown)> on_shown;  ///< a bin is to be drawn or not

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override;
    void refresh() override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void show_bars();
    void fill_table();
    void fill_plot();
    void fit_plot();

    QCustomPlot* plot_;
    QCPGraph* cumulative_;
    std::vector<QCPBars*> bars_;
    QTableWidget* table_;
    std::vector<ParetoBar> pareto_;
    bool filling_ = false;
};

}  // namespace waferglow::gui

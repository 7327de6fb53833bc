// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of the layer on the map are spread; dragging over them selects dies.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/wafer/distributions.h"

class QCheckBox;
class QCPBars;
class QCustomPlot;
class QLabel;

namespace waferglow::gui {

class HistogramPanel : public ReviewPanel {
    Q_OBJECT
  public:
    HistogramPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Histogram"); }
    [[nodiscard]] const char* name() const override { return "histogram"; }
    void retranslate() override;
    void restyle() override;
    /// Selects the dies whose values lie between two values of the axis.
    void select(double low, double high);

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override;
    void refresh() override;

  private:
    void show_histogram(const LayerPtr& layer, const Histogram& histogram);
    void scale_counts();

    QLabel* summary_;
    QCheckBox* logarithmic_;
    QCustomPlot* plot_;
    QCPBars* all_;
    QCPBars* selected_;
};

}  // namespace waferglow::gui

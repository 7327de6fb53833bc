// SPDX-License-Identifier: GPL-3.0-or-later
// Dies by the values of two layers, as a density; dragging a rectangle selects dies.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/wafer/distributions.h"

class QComboBox;
class QCPColorMap;
class QCustomPlot;
class QLabel;

namespace waferglow::gui {

class DensityPanel : public ReviewPanel {
    Q_OBJECT
  public:
    DensityPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Scatter"); }
    [[nodiscard]] const char* name() const override { return "scatter"; }
    void retranslate() override;
    void restyle() override;
    void select(double low_x, double high_x, double low_y, double high_y);

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override;
    void refresh() override;

  private:
    void fill_layers();
    void choose_defaults();
    void take_layers();
    void show_density(const Density& density);

    QComboBox* x_name_;
    QComboBox* y_name_;
    QLabel* summary_;
    QCustomPlot* plot_;
    QCPColorMap* map_;
    LayerPtr x_, y_;
    DocumentPtr filled_for_;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What another threshold on the PL intensity would do: escape and overkill along the threshold, and against
// each other. The threshold is dragged in the plot or moved by the slider.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"

#include <QWidget>
#include <functional>

class QCPItemStraightLine;
class QCPCurve;
class QCPGraph;
class QCustomPlot;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;

namespace waferglow::gui {

class ThresholdPanel : public QWidget {
    Q_OBJECT
  public:
    explicit ThresholdPanel(QWidget* parent);
    void show_result(const ComparisonPtr& result, double threshold);
    void retranslate();
    void restyle();
    [[nodiscard]] QSlider& slider() { return *slider_; }

    std::function<void(double)> on_threshold;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void draw_curves();
    void draw_threshold();
    [[nodiscard]] double from_slider(int position) const;
    [[nodiscard]] int to_slider(double threshold) const;

    ComparisonPtr result_;
    double threshold_ = 0.0;
    QLabel* summary_;
    QCustomPlot* curves_;
    QCustomPlot* roc_;
    QCPGraph* escape_;
    QCPGraph* overkill_;
    QCPCurve* roc_curve_;
    QCPGraph* roc_bins_;
    QCPGraph* roc_point_;
    QCPItemStraightLine* line_;
    QLabel* slider_label_;
    QSlider* slider_;
    QDoubleSpinBox* spin_;
    QPushButton* best_;
    bool dragging_ = false;
    bool filling_ = false;
};

}  // namespace waferglow::gui

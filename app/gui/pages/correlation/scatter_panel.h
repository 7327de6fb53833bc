// SPDX-License-Identifier: GPL-3.0-or-later
// EL intensity against PL intensity as a density, with the disagreements as points.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"

#include <QLabel>
#include <QWidget>

class QCPColorMap;
class QCPGraph;
class QCustomPlot;

namespace waferglow::gui {

class ScatterPanel : public QWidget {
    Q_OBJECT
  public:
    explicit ScatterPanel(QWidget* parent);
    void show_result(const ComparisonPtr& result);
    void retranslate();
    void restyle();

  private:
    void refresh();

    ComparisonPtr result_;
    QLabel* summary_;
    QCustomPlot* plot_;
    QCPColorMap* density_;
    QCPGraph* all_;
    QCPGraph* overkill_;
    QCPGraph* escapes_;
};

}  // namespace waferglow::gui

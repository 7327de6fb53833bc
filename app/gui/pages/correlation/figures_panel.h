// SPDX-License-Identifier: GPL-3.0-or-later
// The confusion matrix and every figure drawn from it, each with its interval and its denominator in words.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"

#include <QFrame>
#include <QLabel>
#include <vector>

namespace waferglow::gui {

class ConfusionTable;

class FiguresPanel : public QFrame {
    Q_OBJECT
  public:
    explicit FiguresPanel(QWidget* parent);
    /// Null: dashes.
    void show_result(const ComparisonPtr& result);
    void retranslate();
    void restyle();

  private:
    struct Line {
        QLabel* name;
        QLabel* value;
        QLabel* meaning;
    };
    [[nodiscard]] QString meaning_of(const RateFigure& figure) const;
    void refresh();

    ComparisonPtr result_;
    QLabel* title_;
    ConfusionTable* table_;
    std::vector<Line> lines_;  // as kRates
    QLabel* note_;
};

}  // namespace waferglow::gui

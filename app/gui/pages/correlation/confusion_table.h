// SPDX-License-Identifier: GPL-3.0-or-later
// The four counts of PL against EL, in the words of the fab.
#pragma once

#include "libinspect/correlation/confusion.h"

#include <QLabel>
#include <QWidget>
#include <array>

namespace waferglow::gui {

class ConfusionTable : public QWidget {
    Q_OBJECT
  public:
    explicit ConfusionTable(QWidget* parent);
    void show_counts(const Confusion& confusion);
    void clear();
    void retranslate();
    void restyle();

  private:
    struct Cell {
        QFrame* frame;
        QLabel* count;
        QLabel* meaning;
    };
    QLabel* column_titles_[2];
    QLabel* row_titles_[2];
    std::array<Cell, 4> cells_;  // tp, fp, fn, tn
};

}  // namespace waferglow::gui

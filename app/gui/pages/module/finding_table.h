// SPDX-License-Identifier: GPL-3.0-or-later
// A list of what was found on a module: sorted by a click on a column, a row leads to its place.
#pragma once

#include <QStringList>
#include <QWidget>
#include <cstddef>
#include <functional>
#include <vector>

class QLabel;
class QTableWidget;

namespace waferglow::gui {

struct FindingCell {
    QString text;
    double key = 0.0;  ///< what the column is sorted by
    bool number = true;
};
using FindingCells = std::vector<FindingCell>;

class FindingTable : public QWidget {
    Q_OBJECT
  public:
    explicit FindingTable(QWidget* parent);

    /// Replaces the rows; each has a cell for each title. `summary`: a line above them.
    void fill(const QStringList& titles, const std::vector<FindingCells>& rows, const QString& summary);
    [[nodiscard]] QTableWidget& table() { return *table_; }
    [[nodiscard]] QString summary() const;

    std::function<void(std::size_t)> on_chosen;  ///< position among the rows as they were filled in

  private:
    void choose(int row);

    QLabel* summary_;
    QTableWidget* table_;
    bool filling_ = false;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Column titles that stand over their cells: numbers to the right, words to the left.
#pragma once

#include <QTableWidget>

namespace waferglow::gui {

/// Sets the titles of a table. Columns from `first_number` to `last_number` hold numbers.
inline void set_heads(QTableWidget& table, const QStringList& titles, int first_number, int last_number) {
    table.setHorizontalHeaderLabels(titles);
    for (int column = 0; column < table.columnCount(); ++column) {
        const bool number = column >= first_number && column <= last_number;
        table.horizontalHeaderItem(column)->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) |
                                                             Qt::AlignVCenter);
    }
}

}  // namespace waferglow::gui

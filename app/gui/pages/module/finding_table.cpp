// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/finding_table.h"

#include "app/gui/views/styled_label.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

constexpr int kSortRole = Qt::UserRole;
constexpr int kPositionRole = Qt::UserRole + 1;  // in the first column

/// Sorted by its number, not by its text.
class KeyedItem : public QTableWidgetItem {
  public:
    using QTableWidgetItem::QTableWidgetItem;
    bool operator<(const QTableWidgetItem& other) const override {
        return data(kSortRole).toDouble() < other.data(kSortRole).toDouble();
    }
};

}  // namespace

FindingTable::FindingTable(QWidget* parent)
    : QWidget(parent), summary_(styled_label("caption", this)), table_(new QTableWidget(0, 1, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(32);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setMinimumHeight(60);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) { choose(row); });
    connect(table_, &QTableWidget::cellClicked, this, [this](int row) { choose(row); });
}

QString FindingTable::summary() const {
    return summary_->text();
}

void FindingTable::choose(int row) {
    if (filling_ || row < 0 || !on_chosen) return;
    on_chosen(table_->item(row, 0)->data(kPositionRole).toULongLong());
}

void FindingTable::fill(const QStringList& titles, const std::vector<FindingCells>& rows,
                        const QString& summary) {
    filling_ = true;
    summary_->setText(summary);
    table_->setSortingEnabled(false);
    table_->clear();
    table_->setColumnCount(static_cast<int>(titles.size()));
    table_->setHorizontalHeaderLabels(titles);
    table_->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const FindingCells& cells = rows[static_cast<std::size_t>(row)];
        for (int column = 0; column < table_->columnCount(); ++column) {
            const FindingCell& cell = cells[static_cast<std::size_t>(column)];
            auto* item = new KeyedItem(cell.text);
            item->setData(kSortRole, cell.key);
            item->setTextAlignment((cell.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            table_->setItem(row, column, item);
        }
        table_->item(row, 0)->setData(kPositionRole, row);
    }
    for (int column = 0; column < table_->columnCount(); ++column) {
        const bool number = rows.empty() || rows.front()[static_cast<std::size_t>(column)].number;
        table_->horizontalHeaderItem(column)->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) |
                                                               Qt::AlignVCenter);
    }
    // As listed, until people sort.
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    filling_ = false;
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/cluster_panel.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

enum Column { kBin, kDies, kRows, kCols, kPlace, kColumns };
/// Nobody reads further down.
constexpr std::size_t kMost = 1000;

}  // namespace

ClusterPanel::ClusterPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent), summary_(new QLabel(this)), table_(new QTableWidget(0, kColumns, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    summary_->setObjectName(QStringLiteral("caption"));
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(34);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (row >= 0 && on_chosen) on_chosen(shown_[static_cast<std::size_t>(row)]);
    });
    retranslate();
}

void ClusterPanel::refresh() {
    const QSignalBlocker quiet(table_);
    shown_.clear();
    const DocumentPtr& document = model().document();
    if (document != nullptr) shown_ = document->clusters;
    const std::size_t all = shown_.size();
    std::ranges::stable_sort(shown_,
                             [](const StoredCluster& a, const StoredCluster& b) { return a.dies > b.dies; });
    if (shown_.size() > kMost) shown_.resize(kMost);
    if (document == nullptr) {
        summary_->clear();
    } else if (all == 0) {
        summary_->setText(tr("No failing dies lie together."));
    } else {
        summary_->setText(
            all > kMost
                ? tr("%1 clusters, the %2 largest of them listed. A click shows one.")
                      .arg(with_thousands(static_cast<std::int64_t>(all)))
                      .arg(kMost)
                : tr("%1 clusters. A click shows one.").arg(with_thousands(static_cast<std::int64_t>(all))));
    }
    table_->setRowCount(static_cast<int>(shown_.size()));
    table_->setCurrentCell(-1, -1);
    for (int row = 0; row < table_->rowCount(); ++row) {
        const StoredCluster& cluster = shown_[static_cast<std::size_t>(row)];
        const StoredBin* bin = model().bins() == nullptr ? nullptr : model().bins()->find(cluster.bin);
        const auto put = [&](Column column, const QString& text) {
            table_->setItem(row, column, new QTableWidgetItem(text));
        };
        const auto range = [](std::int32_t first, std::int32_t last) {
            return first == last ? QString::number(first) : QStringLiteral("%1\u2013%2").arg(first).arg(last);
        };
        put(kBin, bin == nullptr ? QString::number(cluster.bin) : bin_title(bin->name));
        put(kDies, with_thousands(cluster.dies));
        put(kRows, range(cluster.row_min, cluster.row_max));
        put(kCols, range(cluster.col_min, cluster.col_max));
        put(kPlace, QStringLiteral("%1, %2")
                        .arg(cluster.x_um / 1000.0, 0, 'f', 2)
                        .arg(cluster.y_um / 1000.0, 0, 'f', 2));
    }
}

void ClusterPanel::retranslate() {
    table_->setHorizontalHeaderLabels({tr("Bin"), tr("Dies"), tr("Rows"), tr("Columns"), tr("x, y (mm)")});
    table_->setAccessibleName(title());
    refresh_when_seen();
}

}  // namespace waferglow::gui

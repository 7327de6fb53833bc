// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/stack_panel.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/views/golden_view.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <set>
#include <utility>

namespace waferglow::gui {
namespace {

enum ClassColumn { kStackClass, kStackDefects, kStackFailing, kStackColumns };

/// A bar behind the number, as long as its share of the most frequent class.
class ShareBar : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const double share = index.data(Qt::UserRole).toDouble();
        if (share > 0.0) {
            QRectF bar = option.rect;
            bar.adjust(2, 4, -2, -4);
            bar.setWidth(std::max(2.0, share * bar.width()));
            QColor color = current_theme().accent;
            color.setAlpha(80);
            painter->fillRect(bar, color);
        }
        QStyledItemDelegate::paint(painter, option, index);
    }
};

}  // namespace

StackPanel::StackPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      summary_(new QLabel(this)),
      golden_(new GoldenView(this)),
      classes_(new QTableWidget(0, kStackColumns, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    summary_->setObjectName(QStringLiteral("caption"));
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->setObjectName(QStringLiteral("layout.positions"));
    parts->setChildrenCollapsible(false);
    parts->addWidget(golden_);
    parts->addWidget(classes_);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    parts->setSizes({220, 200});
    layout->addWidget(parts, 1);
    golden_->show_regions(false);
    golden_->on_point = [this](std::size_t point) {
        if (on_chosen) on_chosen(rows_[shown_[point]]);
    };
    classes_->verticalHeader()->hide();
    classes_->verticalHeader()->setDefaultSectionSize(28);
    classes_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    classes_->setSelectionBehavior(QAbstractItemView::SelectRows);
    classes_->setSelectionMode(QAbstractItemView::SingleSelection);
    classes_->setShowGrid(false);
    classes_->setMinimumSize(150, 60);
    classes_->setItemDelegateForColumn(kStackDefects, new ShareBar(classes_));
    classes_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    classes_->horizontalHeader()->setStretchLastSection(true);
    classes_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(classes_, &QTableWidget::currentCellChanged, this, [this] { show_points(); });
    retranslate();
}

void StackPanel::refresh() {
    const DocumentPtr& document = model().document();
    rows_ = document == nullptr ? std::vector<DefectRow>{} : defect_rows(*document);
    counts_ = count_defects(rows_);
    GoldenPtr scene;
    if (document != nullptr && !document->golden.empty()) scene = document->golden.front();
    golden_->show_scene(scene, document == nullptr
                                   ? QString()
                                   : tr("No picture of a good die: this wafer was not inspected "
                                        "in reflected light."));
    list_classes();
    show_points();
    show_summary();
}

void StackPanel::list_classes() {
    const QSignalBlocker quiet(classes_);
    classes_->setRowCount(counts_.empty() ? 0 : static_cast<int>(counts_.size()) + 1);
    const auto put = [&](int row, ClassColumn column, const QString& text, double share) {
        auto* item = new QTableWidgetItem(text);
        item->setData(Qt::UserRole, share);
        classes_->setItem(row, column, item);
    };
    std::int64_t defects = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const DefectCount& count = counts_[i];
        const int row = static_cast<int>(i) + 1;
        put(row, kStackClass, class_title(count.class_name), 0.0);
        QPixmap dot(12, 12);
        dot.fill(color_of_class(count.class_name));
        classes_->item(row, kStackClass)->setIcon(dot);
        classes_->item(row, kStackClass)->setToolTip(class_title(count.class_name));
        put(row, kStackDefects, with_thousands(count.defects),
            static_cast<double>(count.defects) / static_cast<double>(counts_.front().defects));
        put(row, kStackFailing, with_thousands(count.failing_dies), 0.0);
        classes_->item(row, kStackDefects)
            ->setToolTip(tr("%1 % of all defects in this class and those above")
                             .arg(100.0 * count.cumulative, 0, 'f', 1));
        defects += count.defects;
    }
    if (counts_.empty()) return;
    std::set<std::pair<std::int32_t, std::int32_t>> failing;  // a die may have defects of several classes
    for (const DefectRow& defect : rows_) {
        if (defect.fails) failing.insert({defect.die.row, defect.die.col});
    }
    put(0, kStackClass, tr("All"), 0.0);
    put(0, kStackDefects, with_thousands(defects), 0.0);
    put(0, kStackFailing, with_thousands(static_cast<std::int64_t>(failing.size())), 0.0);
    classes_->setCurrentCell(0, 0);
}

QColor StackPanel::color_of_class(const std::string& name) const {
    const DocumentPtr& document = model().document();
    for (const StoredBin& bin : document->header().bin_table) {
        if (bin.name == name || bin.name == name + "_pass" || bin.name == "appearance_" + name)
            return {bin.rgb[0], bin.rgb[1], bin.rgb[2]};
    }
    return current_theme().accent;
}

void StackPanel::show_points() {
    std::vector<GoldenView::Point> points;
    shown_.clear();
    const int row = classes_->currentRow();
    const std::string only = row > 0 && static_cast<std::size_t>(row) <= counts_.size()
                                 ? counts_[static_cast<std::size_t>(row) - 1].class_name
                                 : std::string();
    const std::string channel = model().document() == nullptr || model().document()->golden.empty()
                                    ? std::string()
                                    : model().document()->golden.front()->channel;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].channel != channel || (!only.empty() && rows_[i].class_name != only)) continue;
        points.push_back({rows_[i].x_um, rows_[i].y_um, color_of_class(rows_[i].class_name)});
        shown_.push_back(i);
    }
    golden_->show_points(std::move(points));
}

void StackPanel::show_summary() {
    const DocumentPtr& document = model().document();
    if (document == nullptr || document->appearance.empty()) {
        summary_->clear();
        return;
    }
    const appearance::AppearanceEvidence& seen = document->appearance.front();
    if (!seen.fault.empty()) {
        summary_->setText(QString::fromStdString(seen.fault));
        return;
    }
    summary_->setText(tr("Learnt from %1 dies; about %2 of the defects are false alarms of good dies.")
                          .arg(with_thousands(seen.golden_dies))
                          .arg(seen.expected_false_alarms(), 0, 'f', 0));
}

void StackPanel::retranslate() {
    classes_->setHorizontalHeaderLabels({tr("Class"), tr("Defects"), tr("Failing dies")});
    classes_->setAccessibleName(tr("Classes of defects"));
    golden_->setAccessibleName(tr("Positions of defects on the die"));
    refresh_when_seen();
}

void StackPanel::restyle() {
    golden_->update();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/bins_panel.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/table_heads.h"
#include "app/gui/views/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

enum BinColumn { kBinName, kBinVerdict, kBinDies, kBinShare, kBinSelected, kBinColumns };

QColor color_of(const StoredBin& bin) {
    return {bin.rgb[0], bin.rgb[1], bin.rgb[2]};
}

QPixmap swatch(const QColor& color, const QColor& border) {
    QPixmap pixmap(16, 16);
    pixmap.fill(color);
    QPainter painter(&pixmap);
    painter.setPen(border);
    painter.drawRect(0, 0, 15, 15);
    return pixmap;
}

}  // namespace

BinsPanel::BinsPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      plot_(new QCustomPlot(this)),
      table_(new QTableWidget(0, kBinColumns, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->setObjectName(QStringLiteral("layout.bins"));
    parts->addWidget(plot_);
    parts->addWidget(table_);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    layout->addWidget(parts);
    plot_->setMinimumSize(220, 54);
    plot_->yAxis2->setVisible(true);
    cumulative_ = plot_->addGraph(plot_->xAxis, plot_->yAxis2);
    cumulative_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 7));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(32);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setMinimumHeight(60);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(kBinName, QHeaderView::Stretch);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(table_, &QTableWidget::itemChanged, this, [this](QTableWidgetItem* item) {
        if (filling_ || item->column() != kBinName || !on_shown) return;
        on_shown(pareto_[static_cast<std::size_t>(item->row())].bin.code, item->checkState() == Qt::Checked);
    });
    connect(table_, &QTableWidget::cellDoubleClicked, this, [this](int row, int) {
        const BinPtr bins = this->model().bins();
        const std::uint8_t code = pareto_[static_cast<std::size_t>(row)].bin.code;
        this->model().select([bins, code, document = this->model().document()] {
            return select_bin(*bins, code, document->grid());
        });
    });
    restyle();
    retranslate();
}

bool BinsPanel::concerns(ReviewChange change) const {
    return change == ReviewChange::document || change == ReviewChange::bins ||
           change == ReviewChange::selection;
}

void BinsPanel::refresh() {
    const BinPtr bins = model().bins();
    if (bins == nullptr) {
        pareto_.clear();
        show_bars();
        return;
    }
    compute([this, bins, mask = model().mask()]() -> Delivery {
        const std::vector<ParetoBar> bars = bin_pareto(*bins, mask.get());
        return [this, bars, bins] {
            if (model().bins() != bins) return;
            pareto_ = bars;
            show_bars();
        };
    });
}

void BinsPanel::show_bars() {
    fill_table();
    fill_plot();
}

void BinsPanel::fill_table() {
    filling_ = true;
    const QColor border = current_theme().faint;
    // A bin that was hidden stays so while the counts change.
    QSet<int> hidden;
    for (int row = 0; row < table_->rowCount(); ++row) {
        if (table_->item(row, kBinName)->checkState() == Qt::Unchecked)
            hidden.insert(table_->item(row, kBinName)->data(Qt::UserRole).toInt());
    }
    table_->setRowCount(static_cast<int>(pareto_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const ParetoBar& bar = pareto_[static_cast<std::size_t>(row)];
        auto* name = new QTableWidgetItem(swatch(color_of(bar.bin), border), bin_title(bar.bin.name));
        name->setData(Qt::UserRole, int{bar.bin.code});
        name->setCheckState(hidden.contains(bar.bin.code) ? Qt::Unchecked : Qt::Checked);
        name->setToolTip(QString::fromStdString(bar.bin.description));
        table_->setItem(row, kBinName, name);
        const auto put = [&](BinColumn column, const QString& text, bool number) {
            auto* item = new QTableWidgetItem(text);
            item->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            table_->setItem(row, column, item);
        };
        put(kBinVerdict, bar.bin.pass ? tr("pass") : tr("fail"), false);
        put(kBinDies, with_thousands(bar.bin.dies), true);
        put(kBinShare, percent(bar.share, 3), true);
        put(kBinSelected, model().mask() == nullptr ? QString() : with_thousands(bar.selected), true);
    }
    table_->setColumnHidden(kBinSelected, model().mask() == nullptr);
    filling_ = false;
}

void BinsPanel::fill_plot() {
    for (QCPBars* bars : bars_) plot_->removePlottable(bars);
    bars_.clear();
    cumulative_->data()->clear();
    QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
    double at = 1.0;
    double most = 1.0;
    for (const ParetoBar& bar : pareto_) {
        if (bar.bin.pass) continue;
        auto* bars = new QCPBars(plot_->xAxis, plot_->yAxis);
        bars->setBrush(color_of(bar.bin));
        bars->setPen(QPen(current_theme().faint));
        bars->setWidth(0.7);
        bars->addData(at, static_cast<double>(bar.bin.dies));
        bars_.push_back(bars);
        cumulative_->addData(at, 100.0 * bar.cumulative);
        names->addTick(at, bin_title(bar.bin.name));
        most = std::max(most, static_cast<double>(bar.bin.dies));
        at += 1.0;
    }
    plot_->xAxis->setTicker(names);
    plot_->xAxis->setSubTicks(false);
    plot_->xAxis->setRange(0.4, std::max(at, 2.0) - 0.4);
    plot_->yAxis->setRange(0.0, 1.08 * most);
    plot_->yAxis2->setRange(0.0, 108.0);
    fit_plot();
}

/// On a small screen numbers matter more than titles.
void BinsPanel::fit_plot() {
    const bool low = plot_->height() < 150;
    for (QCPAxis* axis : {plot_->yAxis, plot_->yAxis2}) axis->ticker()->setTickCount(low ? 2 : 5);
    plot_->yAxis->setLabel(low ? QString() : tr("Failing dies"));
    plot_->yAxis2->setLabel(low ? QString() : tr("Sum (%)"));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void BinsPanel::resizeEvent(QResizeEvent* event) {
    ReviewPanel::resizeEvent(event);
    fit_plot();
}

void BinsPanel::retranslate() {
    set_heads(*table_, {tr("Bin"), tr("Verdict"), tr("Dies"), tr("Share"), tr("Selected")}, 2, 4);
    table_->setAccessibleName(tr("Bins"));
    table_->setToolTip(tr("Tick what the map shows; double-click to select the dies"));
    plot_->setAccessibleName(tr("Failing dies by bin, and their sum"));
    show_bars();
}

void BinsPanel::restyle() {
    style_plot(*plot_);
    const Theme& theme = current_theme();
    cumulative_->setPen(QPen(theme.warning, 2.0));
    plot_->xAxis->grid()->setVisible(false);
    show_bars();
}

}  // namespace waferglow::gui

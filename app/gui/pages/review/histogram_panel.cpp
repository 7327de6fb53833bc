// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/histogram_panel.h"

#include "app/gui/views/elided_label.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

constexpr int kHistogramClasses = 120;

}  // namespace

HistogramPanel::HistogramPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      summary_(new ElidedLabel(this)),
      logarithmic_(new QCheckBox(this)),
      plot_(new QCustomPlot(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    summary_->setObjectName(QStringLiteral("caption"));
    auto* head = new QHBoxLayout;
    head->addWidget(summary_, 1);
    head->addWidget(logarithmic_);
    layout->addLayout(head);
    layout->addWidget(plot_, 1);
    plot_->setMinimumSize(220, 60);
    all_ = new QCPBars(plot_->xAxis, plot_->yAxis);
    selected_ = new QCPBars(plot_->xAxis, plot_->yAxis);
    plot_->setSelectionRectMode(QCP::srmCustom);
    connect(plot_->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect& rect) {
        select(plot_->xAxis->pixelToCoord(rect.left()), plot_->xAxis->pixelToCoord(rect.right()));
    });
    connect(logarithmic_, &QCheckBox::toggled, this, [this] { scale_counts(); });
    restyle();
    retranslate();
}

bool HistogramPanel::concerns(ReviewChange change) const {
    return change == ReviewChange::document || change == ReviewChange::layer ||
           change == ReviewChange::selection;
}

void HistogramPanel::select(double low, double high) {
    const LayerPtr layer = model().layer();
    if (layer == nullptr) return;
    const ValueRange range{static_cast<float>(low), static_cast<float>(high)};
    model().select([layer, range, document = model().document()] {
        return select_range(*layer, document->grid(), range);
    });
}

void HistogramPanel::refresh() {
    const LayerPtr layer = model().layer();
    if (layer == nullptr) {
        all_->data()->clear();
        selected_->data()->clear();
        summary_->setText(model().document() == nullptr ? QString() : tr("The layer is being read."));
        plot_->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    compute([this, layer, mask = model().mask(), document = model().document()]() -> Delivery {
        // The outermost dies of ten thousand would leave no room for the others.
        const LayerStatistics& statistics = layer->statistics;
        double low = statistics.quantile(0.0005);
        double high = statistics.quantile(0.9995);
        const double margin = high > low ? 0.05 * (high - low) : std::max(0.01 * std::abs(low), 1e-6);
        low -= margin;
        high += margin;
        const Histogram result =
            histogram(*layer, document->grid(), mask.get(), low, high, kHistogramClasses);
        return [this, layer, result] {
            if (model().layer() == layer) show_histogram(layer, result);
        };
    });
}

void HistogramPanel::show_histogram(const LayerPtr& layer, const Histogram& histogram) {
    const auto fill = [&](QCPBars* bars, const std::vector<std::int64_t>& counts) {
        bars->setWidth((histogram.high - histogram.low) / kHistogramClasses);
        bars->data()->clear();
        for (std::size_t i = 0; i < counts.size(); ++i)
            bars->addData(histogram.center(i), static_cast<double>(counts[i]));
    };
    fill(all_, histogram.all);
    fill(selected_, histogram.selected);
    plot_->xAxis->setRange(histogram.low, histogram.high);
    const QString unit = QString::fromStdString(layer->layer.unit);
    plot_->xAxis->setLabel(QString::fromStdString(layer->layer.name) +
                           (unit.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(unit)));
    const LayerStatistics& s = layer->statistics;
    QString text = tr("%1 dies \u00b7 median %2 \u00b7 sigma %3")
                       .arg(with_thousands(s.count), plain_number(s.median(), 4), plain_number(s.sigma, 3));
    QString more = tr("mean %1, least %2, greatest %3")
                       .arg(plain_number(s.mean, 5), plain_number(static_cast<double>(s.least), 5),
                            plain_number(static_cast<double>(s.greatest), 5));
    if (histogram.below + histogram.above > 0)
        more += QStringLiteral("\n") +
                tr("%1 dies outside of the chart").arg(with_thousands(histogram.below + histogram.above));
    summary_->setToolTip(text + QStringLiteral("\n") + more);
    summary_->setText(text);
    restyle();
    scale_counts();
}

void HistogramPanel::scale_counts() {
    const bool logarithmic = logarithmic_->isChecked();
    plot_->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot_->yAxis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                        : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    plot_->yAxis->ticker()->setTickCount(std::clamp(plot_->height() / 60, 2, 6));
    double most = 1.0;
    for (const QCPBarsData& bar : *all_->data()) most = std::max(most, bar.value);
    plot_->yAxis->setRange(logarithmic ? 0.5 : 0.0, logarithmic ? 2.0 * most : 1.05 * most);
    for (QCPBars* bars : {all_, selected_}) bars->setBaseValue(logarithmic ? 0.5 : 0.0);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPanel::retranslate() {
    logarithmic_->setText(tr("log"));
    plot_->yAxis->setLabel(tr("Dies"));
    logarithmic_->setToolTip(tr("Counts on a logarithmic scale"));
    logarithmic_->setAccessibleName(logarithmic_->toolTip());
    plot_->setAccessibleName(title());
    plot_->setToolTip(tr("Drag over values to select their dies"));
    refresh_when_seen();
}

void HistogramPanel::restyle() {
    const Theme& theme = current_theme();
    style_plot(*plot_);
    QColor faint = theme.accent;
    if (!selected_->data()->isEmpty()) faint.setAlpha(80);
    all_->setPen(Qt::NoPen);
    all_->setBrush(faint);
    selected_->setPen(Qt::NoPen);
    selected_->setBrush(theme.accent);
    plot_->selectionRect()->setPen(QPen(theme.accent, 1.5));
    QColor inside = theme.accent;
    inside.setAlpha(40);
    plot_->selectionRect()->setBrush(inside);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace waferglow::gui

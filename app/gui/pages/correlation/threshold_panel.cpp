// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/threshold_panel.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>
#include <cmath>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

constexpr int kThresholdSteps = 1000;
/// Rates of zero have no place on the scale of decades; they are drawn here, percent.
constexpr double kLeastPercent = 0.01;

double shown(double share) {
    return std::isfinite(share) ? std::max(kLeastPercent, 100.0 * share) : std::nan("");
}

}  // namespace

ThresholdPanel::ThresholdPanel(QWidget* parent)
    : QWidget(parent),
      summary_(new QLabel(this)),
      curves_(new QCustomPlot(this)),
      roc_(new QCustomPlot(this)),
      line_(new QCPItemStraightLine(curves_)),
      slider_label_(new QLabel(this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      spin_(new QDoubleSpinBox(this)),
      best_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    auto* plots = new QHBoxLayout;
    plots->addWidget(curves_, 3);
    plots->addWidget(roc_, 2);
    layout->addLayout(plots, 1);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(12);
    slider_->setObjectName(QStringLiteral("threshold"));
    slider_->setRange(0, kThresholdSteps);
    slider_->setMinimumHeight(kTouchPx);
    spin_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin_->setMaximumWidth(90);
    spin_->setDecimals(3);
    spin_->setSingleStep(0.005);
    spin_->setRange(-1e3, 1e3);
    spin_->setMinimumHeight(kTouchPx);
    spin_->setKeyboardTracking(false);
    best_->setMinimumHeight(kTouchPx);
    bar->addWidget(slider_label_);
    bar->addWidget(slider_, 1);
    bar->addWidget(spin_);
    bar->addWidget(best_);
    layout->addLayout(bar);

    escape_ = curves_->addGraph();
    overkill_ = curves_->addGraph();
    for (QCPGraph* graph : {escape_, overkill_}) graph->setLineStyle(QCPGraph::lsStepLeft);
    curves_->yAxis->setScaleType(QCPAxis::stLogarithmic);
    curves_->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    curves_->yAxis->setNumberFormat(QStringLiteral("g"));
    curves_->yAxis->setNumberPrecision(3);
    curves_->yAxis->setRange(kLeastPercent, 110.0);
    curves_->legend->setVisible(true);
    curves_->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignVCenter | Qt::AlignLeft);
    roc_curve_ = new QCPCurve(roc_->xAxis, roc_->yAxis);  // a graph would sort equal overkills anew
    roc_bins_ = roc_->addGraph();
    roc_point_ = roc_->addGraph();
    roc_bins_->setLineStyle(QCPGraph::lsNone);
    roc_point_->setLineStyle(QCPGraph::lsNone);
    roc_->xAxis->setScaleType(QCPAxis::stLogarithmic);
    roc_->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    roc_->xAxis->setNumberFormat(QStringLiteral("g"));
    roc_->xAxis->setNumberPrecision(3);
    roc_->xAxis->setRange(kLeastPercent, 110.0);
    roc_->yAxis->setRange(0.0, 102.0);
    roc_->legend->setVisible(true);
    roc_->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignRight);
    for (QCustomPlot* plot : {curves_, roc_}) {
        plot->setMinimumSize(260, 180);
        for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) axis->setTickLabelPadding(8);  // apart in the corner
    }
    curves_->installEventFilter(this);
    curves_->setMouseTracking(true);

    const auto tell = [this](double threshold) {
        if (!filling_ && result_ != nullptr && on_threshold) on_threshold(threshold);
    };
    connect(slider_, &QSlider::valueChanged, this, [this, tell](int at) { tell(from_slider(at)); });
    connect(spin_, &QDoubleSpinBox::valueChanged, this, tell);
    connect(best_, &QPushButton::clicked, this, [this, tell] {
        if (result_ != nullptr) tell(result_->best_threshold);
    });
    restyle();
    retranslate();
}

double ThresholdPanel::from_slider(int position) const {
    if (result_ == nullptr || result_->thresholds.empty()) return 0.0;
    const double low = result_->thresholds.front().threshold;
    const double high = result_->thresholds.back().threshold;
    return low + (high - low) * position / kThresholdSteps;
}

int ThresholdPanel::to_slider(double threshold) const {
    if (result_ == nullptr || result_->thresholds.empty()) return 0;
    const double low = result_->thresholds.front().threshold;
    const double high = result_->thresholds.back().threshold;
    return high > low ? static_cast<int>(std::lround(kThresholdSteps * (threshold - low) / (high - low))) : 0;
}

bool ThresholdPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != curves_ || result_ == nullptr) return QWidget::eventFilter(watched, event);
    const auto at = [&] {
        const double x = curves_->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->position().x());
        return std::clamp(x, curves_->xAxis->range().lower, curves_->xAxis->range().upper);
    };
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton) break;
            dragging_ = true;
            if (on_threshold) on_threshold(at());
            return true;
        case QEvent::MouseMove:
            if (!dragging_) {
                const double line_px = curves_->xAxis->coordToPixel(threshold_);
                const bool near = std::abs(static_cast<QMouseEvent*>(event)->position().x() - line_px) < 8.0;
                curves_->setCursor(near ? Qt::SizeHorCursor : Qt::ArrowCursor);
                break;
            }
            if (on_threshold) on_threshold(at());
            return true;
        case QEvent::MouseButtonRelease:
            dragging_ = false;
            break;
        default:
            break;
    }
    return QWidget::eventFilter(watched, event);
}

void ThresholdPanel::show_result(const ComparisonPtr& result, double threshold) {
    const bool another = result != result_;
    result_ = result;
    threshold_ = threshold;
    if (another) draw_curves();
    draw_threshold();
}

void ThresholdPanel::draw_curves() {
    for (QCPGraph* graph : {escape_, overkill_, roc_bins_}) graph->data()->clear();
    roc_curve_->data()->clear();
    if (result_ == nullptr || result_->thresholds.empty()) return;
    QVector<double> x, roc_y;
    QVector<double> escape, overkill;
    for (const ThresholdPoint& point : result_->thresholds) {
        x << point.threshold;
        escape << shown(point.confusion.escape());
        overkill << shown(point.confusion.overkill());
        roc_y << 100.0 * (1.0 - point.confusion.escape());
    }
    escape_->setData(x, escape, true);
    overkill_->setData(x, overkill, true);
    roc_curve_->setData(overkill, roc_y);
    roc_bins_->addData(shown(result_->confusion.overkill()), 100.0 * (1.0 - result_->confusion.escape()));
    curves_->xAxis->setRange(x.front(), x.back());
}

void ThresholdPanel::draw_threshold() {
    const ThresholdPoint* point = result_ == nullptr ? nullptr : point_at(result_->thresholds, threshold_);
    line_->setVisible(point != nullptr);
    roc_point_->data()->clear();
    for (QWidget* widget : std::initializer_list<QWidget*>{slider_, spin_, best_})
        widget->setEnabled(point != nullptr);
    if (point == nullptr) {
        summary_->setText(tr("Load EL data to see what another threshold would do."));
    } else {
        filling_ = true;
        slider_->setValue(to_slider(threshold_));
        spin_->setValue(threshold_);
        filling_ = false;
        line_->point1->setCoords(threshold_, 1.0);
        line_->point2->setCoords(threshold_, 10.0);
        const Confusion& c = point->confusion;
        roc_point_->addData(shown(c.overkill()), 100.0 * (1.0 - c.escape()));
        summary_->setText(tr("Rejecting below %1: overkill %2 (%3 dies), escape %4 (%5 dies), accuracy %6")
                              .arg(QString::number(threshold_, 'f', 3), percent(c.overkill()),
                                   with_thousands(c.fp), percent(c.escape()), with_thousands(c.fn),
                                   percent(c.accuracy())));
    }
    curves_->replot(QCustomPlot::rpQueuedReplot);
    roc_->replot(QCustomPlot::rpQueuedReplot);
}

void ThresholdPanel::retranslate() {
    escape_->setName(tr("Escape"));
    overkill_->setName(tr("Overkill"));
    roc_curve_->setName(tr("Threshold"));
    roc_bins_->setName(tr("Bins"));
    roc_point_->setName(tr("Chosen"));
    curves_->xAxis->setLabel(tr("Threshold of the relative PL intensity"));
    curves_->yAxis->setLabel(tr("Share, %"));
    roc_->xAxis->setLabel(tr("Overkill, %"));
    roc_->yAxis->setLabel(tr("Bad dies rejected, %"));
    slider_label_->setText(tr("Threshold"));
    best_->setText(tr("Best"));
    best_->setToolTip(tr("The threshold at which most dies are judged as by EL"));
    slider_->setAccessibleName(tr("Threshold of the relative PL intensity"));
    spin_->setAccessibleName(slider_->accessibleName());
    curves_->setAccessibleName(tr("Escape and overkill against the threshold"));
    roc_->setAccessibleName(tr("Bad dies rejected against overkill"));
    draw_threshold();
}

void ThresholdPanel::restyle() {
    const Theme& theme = current_theme();
    for (QCustomPlot* plot : {curves_, roc_}) style_plot(*plot);
    escape_->setPen(QPen(escape_color(), 2.5));
    overkill_->setPen(QPen(overkill_color(), 2.5, Qt::DashLine));
    line_->setPen(QPen(theme.accent, 2.5));
    roc_curve_->setPen(QPen(theme.accent, 2.5));
    roc_bins_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDiamond, theme.text, theme.text, 10));
    roc_point_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.accent, 2.5), theme.panel, 10));
    for (QCustomPlot* plot : {curves_, roc_}) plot->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace waferglow::gui

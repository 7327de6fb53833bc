// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/scatter_panel.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"

#include <QVBoxLayout>
#include <cmath>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

/// More points than this hide one another.
constexpr std::size_t kMostPoints = 20'000;

QCPGraph* add_points(QCustomPlot& plot) {
    QCPGraph* graph = plot.addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    return graph;
}

void set_mark(QCPGraph& graph, QCPScatterStyle::ScatterShape shape, const QColor& color) {
    graph.setScatterStyle(QCPScatterStyle(shape, QPen(color, 1.8), Qt::NoBrush, 8));
}

}  // namespace

ScatterPanel::ScatterPanel(QWidget* parent)
    : QWidget(parent), summary_(new QLabel(this)), plot_(new QCustomPlot(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    layout->addWidget(plot_, 1);
    density_ = new QCPColorMap(plot_->xAxis, plot_->yAxis);
    density_->removeFromLegend();
    density_->setInterpolate(false);
    all_ = add_points(*plot_);  // stands for the density in the legend
    overkill_ = add_points(*plot_);
    escapes_ = add_points(*plot_);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->legend->setVisible(true);
    plot_->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    plot_->setMinimumSize(320, 180);
    restyle();
    retranslate();
}

void ScatterPanel::show_result(const ComparisonPtr& result) {
    if (result == result_) return;
    result_ = result;
    refresh();
    if (result_ != nullptr && result_->pairs > 0) {
        const Density& d = result_->scatter;
        plot_->xAxis->setRange(d.low_x, d.high_x);
        plot_->yAxis->setRange(d.low_y, d.high_y);
    }
    plot_->replot();
}

void ScatterPanel::refresh() {
    density_->data()->clear();
    overkill_->data()->clear();
    escapes_->data()->clear();
    if (result_ == nullptr) {
        summary_->clear();
        return;
    }
    if (result_->pairs == 0) {
        summary_->setText(tr("The EL data hold no intensity, so there is nothing to plot against PL."));
        return;
    }
    const Density& d = result_->scatter;
    density_->data()->setSize(d.bins_x, d.bins_y);
    const double half_x = 0.5 * (d.high_x - d.low_x) / d.bins_x;
    const double half_y = 0.5 * (d.high_y - d.low_y) / d.bins_y;
    density_->data()->setRange({d.low_x + half_x, d.high_x - half_x}, {d.low_y + half_y, d.high_y - half_y});
    double most = 1.0;
    for (int y = 0; y < d.bins_y; ++y) {
        for (int x = 0; x < d.bins_x; ++x) {
            const std::uint32_t count =
                d.count[static_cast<std::size_t>(y) * static_cast<std::size_t>(d.bins_x) +
                        static_cast<std::size_t>(x)];
            // Equal steps of colour for equal factors of density; empty cells stay empty.
            const double value = count == 0 ? std::nan("") : 1.0 + std::log2(static_cast<double>(count));
            density_->data()->setCell(x, y, value);
            if (count > 0) most = std::max(most, value);
        }
    }
    density_->setDataRange({0.0, std::max(most, 4.0)});
    std::size_t points = 0;
    for (const Disagreement& die : result_->disagreements) {
        if (!std::isfinite(die.pl) || !std::isfinite(die.el)) continue;
        if (++points > kMostPoints) break;
        (die.verdict == Verdict::escape ? escapes_ : overkill_)
            ->addData(static_cast<double>(die.pl), static_cast<double>(die.el));
    }
    const auto figure = [](double r, const Interval& interval) {
        return std::isfinite(r) ? QStringLiteral("%1 (%2 \u2013 %3)")
                                      .arg(QString::number(r, 'f', 3), QString::number(interval.low, 'f', 3),
                                           QString::number(interval.high, 'f', 3))
                                : QStringLiteral("\u2013");
    };
    summary_->setText(tr("Pearson %1, Spearman %2; 95 % in brackets; %3 dies with both intensities")
                          .arg(figure(result_->pearson, result_->pearson_interval),
                               figure(result_->spearman, result_->spearman_interval),
                               with_thousands(result_->pairs)));
}

void ScatterPanel::retranslate() {
    plot_->xAxis->setLabel(tr("PL intensity, relative to healthy neighbours"));
    plot_->yAxis->setLabel(tr("EL intensity"));
    all_->setName(tr("All dies, by density"));
    overkill_->setName(tr("Overkill"));
    escapes_->setName(tr("Escapes"));
    plot_->setAccessibleName(tr("EL intensity against PL intensity"));
    refresh();
    plot_->replot();
}

void ScatterPanel::restyle() {
    const Theme& theme = current_theme();
    style_plot(*plot_);
    QCPColorGradient gradient;
    gradient.clearColorStops();
    const bool dark = theme.kind == ThemeKind::dark;
    gradient.setColorStopAt(0.0, dark ? QColor(0x26, 0x2E, 0x37) : QColor(0xE3, 0xE7, 0xEB));
    gradient.setColorStopAt(0.25, dark ? QColor(0x2C, 0x5A, 0x86) : QColor(0xA9, 0xC7, 0xE6));
    gradient.setColorStopAt(1.0, dark ? QColor(0xE4, 0xF1, 0xFF) : QColor(0x08, 0x2F, 0x5C));
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    density_->setGradient(gradient);
    const QColor middle = dark ? QColor(0x7A, 0xA6, 0xD0) : QColor(0x5E, 0x8A, 0xBC);
    all_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssSquare, middle, middle, 9));
    set_mark(*overkill_, QCPScatterStyle::ssTriangle, overkill_color());
    set_mark(*escapes_, QCPScatterStyle::ssCircle, escape_color());
    plot_->replot();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/density_panel.h"

#include "app/gui/presenters/wafer/color_map.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <cmath>
#include <limits>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

constexpr int kDensityClasses = 200;

QCPColorGradient gradient() {
    QCPColorGradient colors;
    colors.clearColorStops();
    const ColorTable table = color_table(ColorMap::viridis);
    for (std::size_t i = 0; i < table.size(); i += 15)
        colors.setColorStopAt(static_cast<double>(i) / 255.0, QColor::fromRgb(table[i]));
    colors.setNanHandling(QCPColorGradient::nhTransparent);
    return colors;
}

}  // namespace

DensityPanel::DensityPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      x_name_(new QComboBox(this)),
      y_name_(new QComboBox(this)),
      summary_(new QLabel(this)),
      plot_(new QCustomPlot(this)) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    for (QComboBox* box : {x_name_, y_name_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->setStyleSheet(QStringLiteral("min-height: 24px;"));
        connect(box, &QComboBox::activated, this, [this] { take_layers(); });
    }
    // The choices name the axes, so the chart has the room of its titles.
    layout->addWidget(new QLabel(QStringLiteral("\u2191"), this), 0, 0);
    layout->addWidget(y_name_, 0, 1);
    layout->addWidget(new QLabel(QStringLiteral("\u2192"), this), 0, 2);
    layout->addWidget(x_name_, 0, 3);
    layout->addWidget(plot_, 1, 0, 1, 4);
    layout->addWidget(summary_, 2, 0, 1, 4);
    layout->setRowStretch(1, 1);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(3, 1);
    summary_->setObjectName(QStringLiteral("caption"));
    plot_->setMinimumSize(220, 60);
    map_ = new QCPColorMap(plot_->xAxis, plot_->yAxis);
    map_->setInterpolate(false);
    map_->setTightBoundary(true);
    map_->setGradient(gradient());
    plot_->setSelectionRectMode(QCP::srmCustom);
    connect(plot_->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect& rect) {
        const QRect r = rect.normalized();
        select(plot_->xAxis->pixelToCoord(r.left()), plot_->xAxis->pixelToCoord(r.right()),
               plot_->yAxis->pixelToCoord(r.bottom()), plot_->yAxis->pixelToCoord(r.top()));
    });
    restyle();
    retranslate();
}

bool DensityPanel::concerns(ReviewChange change) const {
    return change == ReviewChange::document || change == ReviewChange::selection;
}

void DensityPanel::select(double low_x, double high_x, double low_y, double high_y) {
    if (x_ == nullptr || y_ == nullptr) return;
    const ValueRange x{static_cast<float>(low_x), static_cast<float>(high_x)};
    const ValueRange y{static_cast<float>(low_y), static_cast<float>(high_y)};
    model().select([a = x_, b = y_, x, y, document = model().document()] {
        return select_both(*a, x, *b, y, document->grid());
    });
}

void DensityPanel::fill_layers() {
    const DocumentPtr& document = model().document();
    for (QComboBox* box : {x_name_, y_name_}) {
        const QString before = box->currentText();
        box->clear();
        for (const LayerInfo& info : document->info().layers) box->addItem(QString::fromStdString(info.name));
        const int row = box->findText(before);
        if (row >= 0) box->setCurrentIndex(row);
    }
    if (filled_for_ == nullptr || x_name_->currentIndex() == y_name_->currentIndex()) choose_defaults();
    filled_for_ = document;
}

/// Strong against weak excitation: where leaks and covered dies part.
void DensityPanel::choose_defaults() {
    const auto& channels = model().document()->header().channels;
    const std::vector<std::size_t> order = brightest_first(channels, &ChannelKindInfo::judged);
    if (order.empty()) return;
    const auto row = [&](const QComboBox* box, std::size_t channel) {
        return box->findText(QString::fromStdString(relative_layer_name(channels[channel])));
    };
    const int strong = row(x_name_, order.front());
    const int weak = row(y_name_, order.back());
    if (strong >= 0) x_name_->setCurrentIndex(strong);
    if (weak >= 0) y_name_->setCurrentIndex(weak);
}

void DensityPanel::refresh() {
    const DocumentPtr document = model().document();
    if (document == nullptr || document->info().layers.empty()) {
        map_->data()->clear();
        plot_->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    if (filled_for_ != document) {
        fill_layers();
        take_layers();
        return;
    }
    if (x_ == nullptr || y_ == nullptr) return;
    compute([this, x = x_, y = y_, mask = model().mask(), document]() -> Delivery {
        const Density result = density(*x, *y, document->grid(), mask.get(), kDensityClasses);
        return [this, result, x, y] {
            if (x == x_ && y == y_) show_density(result);
        };
    });
}

void DensityPanel::take_layers() {
    const DocumentPtr document = model().document();
    if (document == nullptr) return;
    x_ = nullptr;
    y_ = nullptr;
    const std::string x_name = x_name_->currentText().toStdString();
    const std::string y_name = y_name_->currentText().toStdString();
    const auto wanted = [this, document, x_name, y_name] {
        return model().document() == document && x_name_->currentText().toStdString() == x_name &&
               y_name_->currentText().toStdString() == y_name;
    };
    model().desk().with_layer(document, x_name, [this, wanted](const LayerPtr& layer) {
        if (!wanted()) return;
        x_ = layer;
        if (y_ != nullptr) refresh_when_seen();
    });
    model().desk().with_layer(document, y_name, [this, wanted](const LayerPtr& layer) {
        if (!wanted()) return;
        y_ = layer;
        if (x_ != nullptr) refresh_when_seen();
    });
}

void DensityPanel::show_density(const Density& d) {
    QCPColorMapData* data = map_->data();
    data->setSize(d.bins_x, d.bins_y);
    const double half_x = 0.5 * (d.high_x - d.low_x) / d.bins_x;
    const double half_y = 0.5 * (d.high_y - d.low_y) / d.bins_y;
    data->setRange({d.low_x + half_x, d.high_x - half_x}, {d.low_y + half_y, d.high_y - half_y});
    double most = 4.0;
    for (int y = 0; y < d.bins_y; ++y) {
        for (int x = 0; x < d.bins_x; ++x) {
            const std::uint32_t count =
                d.count[static_cast<std::size_t>(y) * static_cast<std::size_t>(d.bins_x) +
                        static_cast<std::size_t>(x)];
            // Equal steps of colour for equal factors of density; a single die is seen.
            const double value = count == 0 ? std::numeric_limits<double>::quiet_NaN()
                                            : 1.0 + std::log2(static_cast<double>(count));
            data->setCell(x, y, value);
            if (count > 0) most = std::max(most, value);
        }
    }
    map_->setDataRange({0.0, most});
    plot_->xAxis->setRange(d.low_x, d.high_x);
    plot_->yAxis->setRange(d.low_y, d.high_y);
    plot_->yAxis->ticker()->setTickCount(std::clamp(plot_->height() / 50, 2, 6));
    summary_->setText(model().mask() == nullptr
                          ? tr("%1 dies in the chart").arg(with_thousands(d.dies))
                          : tr("%1 selected dies in the chart").arg(with_thousands(d.dies)));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void DensityPanel::retranslate() {
    x_name_->setAccessibleName(tr("Layer to the right"));
    y_name_->setAccessibleName(tr("Layer upwards"));
    x_name_->setToolTip(x_name_->accessibleName());
    y_name_->setToolTip(y_name_->accessibleName());
    plot_->setAccessibleName(title());
    plot_->setToolTip(tr("Drag a rectangle to select its dies"));
    refresh_when_seen();
}

void DensityPanel::restyle() {
    const Theme& theme = current_theme();
    style_plot(*plot_);
    plot_->selectionRect()->setPen(QPen(theme.accent, 1.5));
    QColor inside = theme.accent;
    inside.setAlpha(40);
    plot_->selectionRect()->setBrush(inside);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/profile_panel.h"

#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"

#include <QComboBox>
#include <QVBoxLayout>
#include <cmath>
#include <memory>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

enum Along { kRadius, kAngle };
constexpr int kRings = 60;
constexpr int kSectors = 72;

}  // namespace

ProfilePanel::ProfilePanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent), along_(new QComboBox(this)), plot_(new QCustomPlot(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(along_);
    layout->addWidget(plot_, 1);
    plot_->setMinimumSize(220, 60);
    upper_ = plot_->addGraph();
    lower_ = plot_->addGraph();
    mean_ = plot_->addGraph();
    selected_ = plot_->addGraph();
    upper_->setChannelFillGraph(lower_);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->legend->setVisible(true);
    plot_->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignLeft);
    plot_->legend->removeItem(1);  // the band's lower edge
    connect(along_, &QComboBox::activated, this, [this] { refresh_when_seen(); });
    along_->addItems({QString(), QString()});
    restyle();
    retranslate();
}

bool ProfilePanel::concerns(ReviewChange change) const {
    return change == ReviewChange::document || change == ReviewChange::layer ||
           change == ReviewChange::selection;
}

void ProfilePanel::refresh() {
    const LayerPtr layer = model().layer();
    if (layer == nullptr) {
        for (QCPGraph* graph : {upper_, lower_, mean_, selected_}) graph->data()->clear();
        plot_->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    const bool angle = along_->currentIndex() == kAngle;
    compute([this, layer, angle, mask = model().mask(), document = model().document()]() -> Delivery {
        const auto along = [&](const DieMask* chosen) {
            return angle ? angular_profile(*layer, document->grid(), chosen, kSectors)
                         : radial_profile(*layer, document->grid(), chosen,
                                          500.0 * document->wafer().diameter_mm, kRings);
        };
        const Profile all = along(nullptr);
        const std::shared_ptr<const Profile> selected =
            mask == nullptr ? nullptr : std::make_shared<const Profile>(along(mask.get()));
        return [this, layer, all, selected, angle] {
            if (model().layer() == layer && (along_->currentIndex() == kAngle) == angle)
                show_profiles(all, selected.get());
        };
    });
}

void ProfilePanel::show_profiles(const Profile& all, const Profile* selected) {
    const bool angle = along_->currentIndex() == kAngle;
    for (QCPGraph* graph : {upper_, lower_, mean_, selected_}) graph->data()->clear();
    const double unit = angle ? 1.0 : 1000.0;
    for (std::size_t i = 0; i < all.at.size(); ++i) {
        if (!std::isfinite(all.mean[i])) continue;
        const double at = all.at[i] / unit;
        mean_->addData(at, all.mean[i]);
        upper_->addData(at, all.mean[i] + all.sigma[i]);
        lower_->addData(at, all.mean[i] - all.sigma[i]);
    }
    if (selected != nullptr) {
        for (std::size_t i = 0; i < selected->at.size(); ++i) {
            if (std::isfinite(selected->mean[i]))
                selected_->addData(selected->at[i] / unit, selected->mean[i]);
        }
    }
    if ((selected == nullptr) == plot_->legend->hasItemWithPlottable(selected_))
        selected == nullptr ? static_cast<void>(selected_->removeFromLegend())
                            : static_cast<void>(selected_->addToLegend());
    plot_->xAxis->setLabel(angle ? tr("Angle from the right, counter-clockwise (\u00b0)")
                                 : tr("Distance from the centre (mm)"));
    plot_->yAxis->setLabel(QString::fromStdString(model().layer()->layer.name));
    plot_->rescaleAxes();
    plot_->yAxis->scaleRange(1.15);
    if (angle) plot_->xAxis->setRange(0.0, 360.0);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ProfilePanel::retranslate() {
    along_->setItemText(kRadius, tr("Along the radius"));
    along_->setItemText(kAngle, tr("Along the angle"));
    along_->setAccessibleName(tr("Direction of the profile"));
    upper_->setName(tr("\u00b1 1 sigma"));
    mean_->setName(tr("Mean"));
    selected_->setName(tr("Selected dies"));
    plot_->setAccessibleName(title());
    refresh_when_seen();
}

void ProfilePanel::restyle() {
    const Theme& theme = current_theme();
    style_plot(*plot_);
    QColor band = theme.accent;
    band.setAlpha(50);
    for (QCPGraph* edge : {upper_, lower_}) edge->setPen(Qt::NoPen);
    upper_->setBrush(band);
    mean_->setPen(QPen(theme.accent, 2.0));
    selected_->setPen(QPen(theme.warning, 2.0));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace waferglow::gui

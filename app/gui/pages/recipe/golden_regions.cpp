// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/golden_regions.h"

#include "app/gui/views/golden_view.h"
#include "app/gui/views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace waferglow::gui {
namespace {

using appearance::RegionKind;

constexpr int kViewHigh_px = 300;
constexpr std::array kLegend{RegionKind::metal, RegionKind::finger, RegionKind::body, RegionKind::rim};

QColor color_of_kind(const std::string& kind) {
    for (const RegionKind known :
         {RegionKind::metal, RegionKind::finger, RegionKind::body, RegionKind::rim, RegionKind::ignore}) {
        if (kind == to_string(known)) return region_color(known);
    }
    return current_theme().accent;
}

}  // namespace

GoldenRegions::GoldenRegions(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      hint_(new QLabel(this)),
      legend_(new QLabel(this)),
      target_(new QComboBox(this)),
      regions_(new QCheckBox(this)),
      view_(new GoldenView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    layout->setSpacing(6);
    title_->setObjectName(QStringLiteral("title"));
    layout->addWidget(title_);
    hint_->setObjectName(QStringLiteral("caption"));
    hint_->setWordWrap(true);
    layout->addWidget(hint_);
    view_->setFixedHeight(kViewHigh_px);
    layout->addWidget(view_);
    legend_->setTextFormat(Qt::RichText);
    legend_->setWordWrap(true);
    layout->addWidget(legend_);
    auto* row = new QHBoxLayout;
    regions_->setChecked(true);
    target_->setObjectName(QStringLiteral("appearance.region.target"));
    target_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(regions_);
    row->addStretch(1);
    row->addWidget(target_);
    layout->addLayout(row);
    connect(regions_, &QCheckBox::toggled, this, [this](bool shown) { view_->show_regions(shown); });
    connect(target_, &QComboBox::currentIndexChanged, this, [this] { show_boxes(); });
    retranslate();
}

void GoldenRegions::show_document(const DocumentPtr& document) {
    scene_ = document == nullptr || document->golden.empty() ? nullptr : document->golden.front();
    show_words();
}

void GoldenRegions::show_draft(const RecipeDraft& draft) {
    boxes_ = region_boxes(draft);
    const QSignalBlocker quiet(target_);
    const QVariant before = target_->currentData();
    target_->clear();
    target_->addItem(tr("Draw a new region"), -1);
    for (const RegionBox& box : boxes_)
        target_->addItem(tr("Draw '%1' anew").arg(QString::fromStdString(box.name)), box.row);
    target_->setCurrentIndex(std::max(0, before.isValid() ? target_->findData(before) : 0));
    show_boxes();
}

void GoldenRegions::show_boxes() {
    std::vector<GoldenView::Box> drawn;
    int current = -1;
    const int target = target_->currentData().isValid() ? target_->currentData().toInt() : -1;
    for (const RegionBox& box : boxes_) {
        if (box.row == target) current = static_cast<int>(drawn.size());
        drawn.push_back({.left_um = box.left_um,
                         .bottom_um = box.bottom_um,
                         .width_um = box.width_um,
                         .height_um = box.height_um,
                         .name = QString::fromStdString(box.name),
                         .color = color_of_kind(box.kind)});
    }
    view_->show_boxes(std::move(drawn), current);
}

void GoldenRegions::set_locked(bool locked) {
    locked_ = locked;
    show_words();
}

void GoldenRegions::show_words() {
    const bool draws = scene_ != nullptr && !locked_;
    target_->setEnabled(draws);
    regions_->setEnabled(scene_ != nullptr);
    view_->on_drawn = nullptr;
    if (draws) {
        view_->on_drawn = [this](const GoldenView::Box& box) {
            const std::string rect = rect_text(box.left_um, box.bottom_um, box.width_um, box.height_um);
            const int row = target_->currentData().toInt();
            if (row < 0 && on_new) on_new(rect);
            if (row >= 0 && on_moved) on_moved(row, rect);
        };
    }
    view_->setCursor(draws ? Qt::CrossCursor : Qt::ArrowCursor);
    view_->show_scene(scene_,
                      tr("Open a wafer that was inspected in reflected light: its golden die is shown "
                         "here, and regions can be drawn over it."));
    hint_->setText(scene_ == nullptr
                       ? QString()
                       : tr("What the wafer's dies show by themselves is tinted. Drag the mouse over "
                            "the picture to say what a rectangle is instead; its kind stands in the "
                            "table below."));
    hint_->setVisible(scene_ != nullptr);
    QStringList names;
    for (const RegionKind kind : kLegend)
        names << QStringLiteral("<span style=\"color:%1\">\u25A0</span> %2")
                     .arg(region_color(kind).name(), region_title(kind).toHtmlEscaped());
    legend_->setText(names.join(QStringLiteral("&nbsp;&nbsp; ")));
    legend_->setVisible(scene_ != nullptr);
}

void GoldenRegions::retranslate() {
    title_->setText(tr("Golden die"));
    regions_->setText(tr("Show regions"));
    target_->setAccessibleName(tr("What the next rectangle is for"));
    view_->setAccessibleName(tr("Golden die with its regions"));
    const QSignalBlocker quiet(target_);
    for (int i = 0; i < target_->count(); ++i) {
        const int row = target_->itemData(i).toInt();
        const auto box = std::ranges::find(boxes_, row, &RegionBox::row);
        target_->setItemText(i, row < 0 || box == boxes_.end()
                                    ? tr("Draw a new region")
                                    : tr("Draw '%1' anew").arg(QString::fromStdString(box->name)));
    }
    show_words();
}

}  // namespace waferglow::gui

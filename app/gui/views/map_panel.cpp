// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/map_panel.h"

#include "app/gui/presenters/desk/desk.h"
#include "app/gui/views/bin_titles.h"
#include "app/gui/views/color_bar.h"
#include "app/gui/views/icons.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "app/gui/views/wafer_view.h"
#include "libinspect/report/die_raster.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

/// Positions of the tool buttons.
enum Tool { kPan, kRectangle, kLasso, kClear, kFit, kZoomIn, kZoomOut, kTurn, kMirror };

constexpr std::pair<double, double> kPercentiles[] = {{0.5, 99.5}, {2.0, 98.0}, {0.0, 100.0}};

}  // namespace

MapPanel::MapPanel(Desk& desk, QWidget* parent)
    : QFrame(parent),
      desk_(desk),
      map_([this] { scene_changed(); }),
      layers_(new QComboBox(this)),
      colors_(new QComboBox(this)),
      emphasis_(new QComboBox(this)),
      limits_(new QComboBox(this)),
      low_(new QDoubleSpinBox(this)),
      high_(new QDoubleSpinBox(this)),
      view_(new WaferView(this)),
      bar_(new ColorBar(this)),
      reading_(new QLabel(this)) {
    setObjectName(QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 8);
    layout->setSpacing(8);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(8);
    for (QComboBox* box : {layers_, emphasis_, limits_, colors_}) {
        box->setMinimumHeight(kTouchPx);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        choices->addWidget(box, box == layers_ ? 5 : 4);
    }
    for (QDoubleSpinBox* limit : {low_, high_}) {
        limit->setRange(-1e9, 1e9);
        limit->setDecimals(4);
        limit->setButtonSymbols(QAbstractSpinBox::NoButtons);
        limit->setKeyboardTracking(false);
        limit->setFixedWidth(bar_->sizeHint().width());
        limit->setStyleSheet(QStringLiteral("padding: 2px 4px; font-size: 13px;"));
        connect(limit, &QDoubleSpinBox::valueChanged, this, [this] { take_limits(); });
    }
    layout->addLayout(choices);
    auto* tools = new QWidget(this);
    build_tools(tools);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(6);
    middle->addWidget(tools);
    middle->addWidget(view_, 1);
    auto* scale = new QVBoxLayout;
    scale->setSpacing(4);
    scale->addWidget(high_);
    scale->addWidget(bar_, 1);
    scale->addWidget(low_);
    middle->addLayout(scale);
    layout->addLayout(middle, 1);
    reading_->setMinimumHeight(26);
    reading_->setTextFormat(Qt::PlainText);
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    layout->addWidget(reading_);
    view_->on_hover = [this](std::optional<WaferPoint> at) { show_reading(at); };
    connect(layers_, &QComboBox::activated, this, [this](int row) { choose_row(row); });
    connect(colors_, &QComboBox::activated, this,
            [this](int row) { map_.set_colors(kColorMaps[static_cast<std::size_t>(row)]); });
    connect(emphasis_, &QComboBox::activated, this,
            [this](int row) { map_.set_emphasis(static_cast<Emphasis>(row)); });
    connect(limits_, &QComboBox::activated, this, [this](int row) {
        LimitChoice limits = map_.limits();
        limits.manual = row == static_cast<int>(std::size(kPercentiles));
        if (!limits.manual) {
            limits.low_percentile = kPercentiles[row].first;
            limits.high_percentile = kPercentiles[row].second;
        }
        map_.set_limits(limits);
    });
    add_shortcuts();
    restyle();
    retranslate();
    scene_changed();
}

void MapPanel::add_shortcuts() {
    const std::pair<int, Tool> keys[] = {{Qt::Key_P, kPan},
                                         {Qt::Key_S, kRectangle},
                                         {Qt::Key_L, kLasso},
                                         {Qt::Key_R, kTurn},
                                         {Qt::Key_M, kMirror}};
    for (const auto& [key, tool] : keys) {
        auto* action = new QAction(view_);
        action->setShortcut(QKeySequence(key));
        action->setShortcutContext(Qt::WidgetShortcut);  // letters belong to text fields elsewhere
        connect(action, &QAction::triggered, tools_[tool], &QToolButton::click);
        view_->addAction(action);
    }
}

void MapPanel::build_tools(QWidget* bar) {
    auto* layout = new QVBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    constexpr Glyph kGlyphs[] = {Glyph::pan,     Glyph::rectangle, Glyph::lasso, Glyph::clear, Glyph::fit,
                                 Glyph::zoom_in, Glyph::zoom_out,  Glyph::turn,  Glyph::mirror};
    for (const Glyph glyph : kGlyphs) {
        auto* button = new QToolButton(bar);
        button->setIconSize(QSize(24, 24));
        // The style sheet's sizes leave out the border of one pixel.
        button->setStyleSheet(
            QStringLiteral("padding: 0; min-width: %1px; max-width: %1px; min-height: %1px; "
                           "max-height: %1px;")
                .arg(kTouchPx - 2));
        layout->addWidget(button);
        tools_ << button;
        glyphs_ << static_cast<int>(glyph);
    }
    layout->insertSpacing(4, 10);
    layout->addStretch(1);
    for (const Tool tool : {kPan, kRectangle, kLasso}) {
        tools_[tool]->setCheckable(true);
        tools_[tool]->setAutoExclusive(true);
        connect(tools_[tool], &QToolButton::clicked, this,
                [this, tool] { view_->set_tool(static_cast<MapTool>(tool)); });
    }
    tools_[kPan]->setChecked(true);
    tools_[kMirror]->setCheckable(true);
    tools_[kMirror]->setAutoExclusive(false);
    connect(tools_[kClear], &QToolButton::clicked, this, [this] {
        if (on_clear) on_clear();
    });
    connect(tools_[kFit], &QToolButton::clicked, view_, &WaferView::show_all);
    connect(tools_[kZoomIn], &QToolButton::clicked, this, [this] { view_->zoom(1.6); });
    connect(tools_[kZoomOut], &QToolButton::clicked, this, [this] { view_->zoom(1.0 / 1.6); });
    connect(tools_[kTurn], &QToolButton::clicked, this, [this] {
        Orientation orientation = view_->transform().orientation();
        ++orientation.quarter_turns;
        view_->set_orientation(orientation);
    });
    connect(tools_[kMirror], &QToolButton::clicked, this, [this](bool on) {
        Orientation orientation = view_->transform().orientation();
        orientation.mirrored = on;
        view_->set_orientation(orientation);
    });
}

void MapPanel::set_document(const DocumentPtr& document) {
    // A file that was changed and read again is looked at as before.
    const DocumentPtr before = map_.document();
    const bool same = before != nullptr && document != nullptr && before->path() == document->path() &&
                      before->grid() == document->grid();
    made_ = nullptr;
    map_.set_document(document);
    fill_layers();
    if (document == nullptr) return;
    if (!same) view_->set_wafer(document->wafer(), document->grid());
    const bool keeps =
        same && (wanted_ == kBinsLayer ? document->bins != nullptr : document->has_layer(wanted_));
    const std::string first = document->bins != nullptr ? kBinsLayer : document->first_layer();
    choose(keeps ? std::string(wanted_) : first);
}

void MapPanel::show_made(const LayerPtr& made, double middle) {
    if (made == nullptr || map_.document() == nullptr) return;
    if (made_ == nullptr) colors_before_ = map_.colors();
    made_ = made;
    wanted_ = made->layer.name;
    fill_layers();
    map_.show_layer(made);
    const bool two_sided = std::isfinite(middle);
    if (two_sided) {
        const double below = middle - made->statistics.quantile(0.005);
        const double above = made->statistics.quantile(0.995) - middle;
        const double reach = std::max({below, above, 1e-6});
        LimitChoice limits;
        limits.manual = true;
        limits.low = middle - reach;
        limits.high = middle + reach;
        map_.set_limits(limits);
    }
    map_.set_colors(two_sided ? ColorMap::blue_orange : colors_before_);
    colors_->setCurrentIndex(static_cast<int>(map_.colors()));
    if (on_layer) on_layer();
}

void MapPanel::forget_made() {
    if (made_ == nullptr) return;
    const bool shown = map_.scene().layer == made_;
    made_ = nullptr;
    map_.set_colors(colors_before_);
    colors_->setCurrentIndex(static_cast<int>(colors_before_));
    fill_layers();
    if (shown) choose(map_.document()->first_layer());
}

void MapPanel::choose(const std::string& layer) {
    const DocumentPtr document = map_.document();
    if (document == nullptr) return;
    wanted_ = layer;
    if (made_ != nullptr && layer == made_->layer.name) {
        map_.show_layer(made_);
        if (on_layer) on_layer();
        return;
    }
    const int row = layers_->findData(QString::fromStdString(layer));
    if (row >= 0) layers_->setCurrentIndex(row);
    if (layer == kBinsLayer) {
        map_.show_bins();
        if (on_layer) on_layer();
        return;
    }
    desk_.with_map(document, layer, [this, document, layer](const LayerPtr& data) {
        if (wanted_ != layer || map_.document() != document) return;
        map_.show_layer(data);
        if (on_layer) on_layer();
    });
}

void MapPanel::choose_row(int row) {
    choose(layers_->itemData(row).toString().toStdString());
}

void MapPanel::fill_layers() {
    layers_->clear();
    const DocumentPtr& document = map_.document();
    if (document == nullptr) return;
    if (document->bins != nullptr) layers_->addItem(tr("Bins"), QString::fromLatin1(kBinsLayer));
    for (const LayerInfo& info : document->info().layers) {
        const QString name = QString::fromStdString(info.name);
        layers_->addItem(name, name);
        layers_->setItemData(layers_->count() - 1, QString::fromStdString(info.title), Qt::ToolTipRole);
    }
    if (made_ != nullptr) {
        const QString name = QString::fromStdString(made_->layer.name);
        layers_->addItem(name, name);
    }
    const int row = layers_->findData(QString::fromStdString(wanted_));
    if (row >= 0) layers_->setCurrentIndex(row);
}

void MapPanel::scene_changed() {
    const bool values = map_.document() != nullptr && !map_.shows_bins();
    for (QWidget* widget : std::initializer_list<QWidget*>{colors_, emphasis_, limits_, low_, high_})
        widget->setEnabled(values);
    for (QWidget* widget : std::initializer_list<QWidget*>{low_, high_}) widget->setVisible(values);
    bar_->setVisible(map_.document() != nullptr);
    if (!values) show_legend();
    if (values) {
        bar_->set_scale(map_.scene().values, QString::fromStdString(map_.scene().layer->layer.unit));
        show_limits();
    }
    map_.document() == nullptr ? view_->clear(tr("Open a wafer file (Ctrl+O), or drop one here."))
                               : view_->set_scene(map_.scene());
}

void MapPanel::show_legend() {
    std::vector<LegendEntry> entries;
    const MapScene& scene = map_.scene();
    if (scene.bins != nullptr) {
        for (const StoredBin& bin : scene.bins->table) {
            if (bin.dies > 0 && scene.bin_argb[bin.code] != 0)
                entries.push_back({scene.bin_argb[bin.code], bin_title(bin.name)});
        }
    }
    if (scene.others != nullptr) {
        constexpr std::uint32_t kOpaque = 0xFF000000U;
        for (const OtherCellStyle& style : kOtherCells) {
            if (std::ranges::find(*scene.others, style.kind) != scene.others->end())
                entries.push_back({kOpaque | style.rgb, style.kind == CellKind::pcm ? tr("Test structure")
                                                                                    : tr("Alignment mark")});
        }
    }
    bar_->set_legend(std::move(entries));
}

void MapPanel::show_limits() {
    filling_ = true;
    const LimitChoice& limits = map_.limits();
    low_->setValue(limits.low);
    high_->setValue(limits.high);
    int row = static_cast<int>(std::size(kPercentiles));
    for (int i = 0; !limits.manual && i < static_cast<int>(std::size(kPercentiles)); ++i) {
        if (kPercentiles[i] == std::pair(limits.low_percentile, limits.high_percentile)) row = i;
    }
    limits_->setCurrentIndex(row);
    filling_ = false;
}

void MapPanel::take_limits() {
    if (filling_) return;
    LimitChoice limits = map_.limits();
    limits.manual = true;
    limits.low = low_->value();
    limits.high = high_->value();
    map_.set_limits(limits);
}

void MapPanel::show_reading(std::optional<WaferPoint> at) {
    reading_->setText(at && map_.document() != nullptr ? reading_text(map_.reading(*at)) : QString());
}

QString MapPanel::reading_text(const DieReading& reading) const {
    QString text = tr("x %1 mm   y %2 mm")
                       .arg(reading.position.x / 1000.0, 0, 'f', 3)
                       .arg(reading.position.y / 1000.0, 0, 'f', 3);
    if (!reading.exists) return text + QStringLiteral("   ") + tr("no die here");
    text += QStringLiteral("   ") + tr("row %1   col %2").arg(reading.die.row).arg(reading.die.col);
    if (!map_.shows_bins()) {
        const Layer& layer = map_.scene().layer->layer;
        text += QStringLiteral("   %1 %2 %3")
                    .arg(QString::fromStdString(layer.name),
                         reading.value ? plain_number(static_cast<double>(*reading.value)) : tr("no data"),
                         QString::fromStdString(layer.unit));
    }
    const StoredBin* bin = map_.scene().bins == nullptr ? nullptr : map_.scene().bins->find(reading.bin);
    return text + QStringLiteral("   ") + (bin == nullptr ? tr("no bin") : bin_title(bin->name));
}

void MapPanel::restyle() {
    for (qsizetype i = 0; i < tools_.size(); ++i)
        tools_[i]->setIcon(make_icon(static_cast<Glyph>(glyphs_[i])));
    view_->update();
    bar_->update();
}

void MapPanel::retranslate() {
    const QString tips[] = {tr("Move the map"),
                            tr("Select a rectangle"),
                            tr("Select with a lasso"),
                            tr("Clear the selection"),
                            tr("Show the whole wafer"),
                            tr("Enlarge"),
                            tr("Reduce"),
                            tr("Turn by 90 degrees"),
                            tr("Mirror")};
    for (qsizetype i = 0; i < tools_.size(); ++i) {
        tools_[i]->setToolTip(tips[i]);
        tools_[i]->setAccessibleName(tips[i]);
    }
    const auto refill = [](QComboBox* box, const QStringList& items) {
        const int row = std::max(0, box->currentIndex());
        box->clear();
        box->addItems(items);
        box->setCurrentIndex(row);
    };
    QStringList names;
    for (const ColorMap map : kColorMaps) names << QString::fromLatin1(color_map_name(map));
    refill(colors_, names);
    refill(emphasis_, {tr("Mean and outliers"), tr("Lowest"), tr("Highest"), tr("Mean")});
    refill(limits_, {tr("0.5 to 99.5 %"), tr("2 to 98 %"), tr("All values"), tr("Manual")});
    layers_->setAccessibleName(tr("Layer"));
    colors_->setAccessibleName(tr("Colour map"));
    emphasis_->setAccessibleName(tr("What a pixel of many dies shows"));
    limits_->setAccessibleName(tr("Limits of the colour scale"));
    low_->setAccessibleName(tr("Lower limit"));
    high_->setAccessibleName(tr("Upper limit"));
    for (QComboBox* box : {colors_, emphasis_, limits_, layers_}) box->setToolTip(box->accessibleName());
    fill_layers();
    scene_changed();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/module_map_panel.h"

#include "app/gui/pages/module/module_words.h"
#include "app/gui/presenters/desk/desk.h"
#include "app/gui/views/color_bar.h"
#include "app/gui/views/icons.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "app/gui/views/wafer_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::gui {
namespace {

/// Sub-pixels are drawn at their places where a pixel is so wide on the screen.
constexpr double kLeastPixelPx = 12.0;
/// Sigmas from the middle of a spot to where half of its contrast is left.
constexpr double kHalfContrast = 1.18;
constexpr std::array kModuleGlyphs{Glyph::fit, Glyph::zoom_in, Glyph::zoom_out, Glyph::turn, Glyph::mirror};
enum ModuleTool { kModuleFit, kModuleZoomIn, kModuleZoomOut, kModuleTurn, kModuleMirror };

}  // namespace

ModuleMapPanel::ModuleMapPanel(Desk& desk, QWidget* parent)
    : QFrame(parent),
      desk_(desk),
      views_(new QComboBox(this)),
      patterns_(new QComboBox(this)),
      sub_pixels_(new QComboBox(this)),
      after_(new QCheckBox(this)),
      marks_(new QCheckBox(this)),
      view_(new WaferView(this)),
      bar_(new ColorBar(this)),
      reading_(new QLabel(this)) {
    setObjectName(QStringLiteral("card"));
    views_->setObjectName(QStringLiteral("module.view"));
    patterns_->setObjectName(QStringLiteral("module.pattern"));
    sub_pixels_->setObjectName(QStringLiteral("module.sub_pixel"));
    after_->setObjectName(QStringLiteral("module.after_demura"));
    marks_->setObjectName(QStringLiteral("module.marks"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 8);
    layout->setSpacing(8);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(8);
    for (QComboBox* box : {views_, patterns_, sub_pixels_}) {
        box->setMinimumHeight(kTouchPx);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        choices->addWidget(box, box == views_ ? 5 : 3);
    }
    layout->addLayout(choices);
    auto* switches = new QHBoxLayout;
    switches->setSpacing(20);
    switches->addWidget(marks_);
    switches->addWidget(after_);
    switches->addStretch(1);
    layout->addLayout(switches);
    auto* tools = new QWidget(this);
    build_tools(tools);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(6);
    middle->addWidget(tools);
    middle->addWidget(view_, 1);
    middle->addWidget(bar_);
    layout->addLayout(middle, 1);
    reading_->setMinimumHeight(26);
    reading_->setTextFormat(Qt::PlainText);
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    layout->addWidget(reading_);
    marks_->setChecked(true);
    view_->on_hover = [this](std::optional<WaferPoint> at) { reading_->setText(reading_text(at)); };
    view_->on_click = [this](DieIndex pixel) { view_->mark(pixel); };
    view_->on_overlay = [this](QPainter& painter) { draw_over(painter); };
    connect_choices();
    restyle();
    retranslate();
}

void ModuleMapPanel::build_tools(QWidget* bar) {
    auto* layout = new QVBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    for (std::size_t i = 0; i < kModuleGlyphs.size(); ++i) {
        auto* button = new QToolButton(bar);
        button->setIconSize(QSize(24, 24));
        // The style sheet's sizes leave out the border of one pixel.
        button->setStyleSheet(
            QStringLiteral("padding: 0; min-width: %1px; max-width: %1px; min-height: %1px; "
                           "max-height: %1px;")
                .arg(kTouchPx - 2));
        layout->addWidget(button);
        tools_ << button;
    }
    layout->addStretch(1);
    tools_[kModuleMirror]->setCheckable(true);
    connect(tools_[kModuleFit], &QToolButton::clicked, view_, &WaferView::show_all);
    connect(tools_[kModuleZoomIn], &QToolButton::clicked, this, [this] { view_->zoom(1.6); });
    connect(tools_[kModuleZoomOut], &QToolButton::clicked, this, [this] { view_->zoom(1.0 / 1.6); });
    connect(tools_[kModuleTurn], &QToolButton::clicked, this, [this] {
        Orientation orientation = view_->transform().orientation();
        ++orientation.quarter_turns;
        view_->set_orientation(orientation);
    });
    connect(tools_[kModuleMirror], &QToolButton::clicked, this, [this](bool on) {
        Orientation orientation = view_->transform().orientation();
        orientation.mirrored = on;
        view_->set_orientation(orientation);
    });
}

void ModuleMapPanel::connect_choices() {
    connect(views_, &QComboBox::activated, this, [this] {
        ModuleChoice choice = choice_;
        choice.view = static_cast<ModuleView>(views_->currentData().toInt());
        choose(choice);
    });
    connect(patterns_, &QComboBox::activated, this, [this] {
        ModuleChoice choice = choice_;
        choice.pattern = patterns_->currentData().toULongLong();
        choose(choice);
    });
    connect(sub_pixels_, &QComboBox::activated, this, [this] {
        ModuleChoice choice = choice_;
        choice.sub_pixel = sub_pixels_->currentData().toULongLong();
        choose(choice);
    });
    connect(after_, &QCheckBox::clicked, this, [this](bool on) {
        ModuleChoice choice = choice_;
        choice.after_demura = on;
        choose(choice);
    });
    connect(marks_, &QCheckBox::clicked, view_, qOverload<>(&QWidget::update));
}

void ModuleMapPanel::set_document(const ModuleDocumentPtr& document) {
    const bool same = document_ != nullptr && document != nullptr && document_->path == document->path &&
                      document_->grid() == document->grid();
    document_ = document;
    presenter_.show(nullptr);
    if (document_ == nullptr) return;
    if (!same) {
        choice_ = first_choice(*document_);
        view_->set_rectangle(document_->grid());
    }
    choose(choice_);
}

void ModuleMapPanel::choose(const ModuleChoice& choice) {
    if (document_ == nullptr) return;
    choice_ = settled(*document_, choice);
    fill_choices();
    ask_for_scene();
}

/// Of a large module it takes some seconds: beside the window.
void ModuleMapPanel::ask_for_scene() {
    desk_.work().submit(
        {.key = "module-scene",
         .name = kModuleLayerTask,
         .work = [this, document = document_, choice = choice_](const TaskContext&) -> Delivery {
             ModuleScenePtr scene = make_module_scene(document, choice);
             return [this, scene] { take_scene(scene); };
         },
         .failed = desk_.tell_trouble("module")});
}

void ModuleMapPanel::take_scene(const ModuleScenePtr& scene) {
    if (scene->document != document_ || scene->choice != choice_) return;  // another one is on its way
    presenter_.show(scene);
    view_->set_scene(presenter_.map());
    show_scale();
    reading_->setText(reading_text(std::nullopt));
}

void ModuleMapPanel::fill_choices() {
    const auto fill = [](QComboBox* box, const auto& items, const auto& name_of, auto chosen) {
        const QSignalBlocker quiet(box);
        box->clear();
        for (const auto item : items)
            box->addItem(name_of(item), QVariant::fromValue<qulonglong>(static_cast<qulonglong>(item)));
        box->setCurrentIndex(box->findData(QVariant::fromValue<qulonglong>(static_cast<qulonglong>(chosen))));
        box->setEnabled(box->count() > 1);
    };
    fill(
        views_, module_views(*document_), [](ModuleView view) { return ModuleWords::view(view); },
        choice_.view);
    std::vector<std::size_t> patterns = patterns_of(*document_, choice_.view);
    fill(
        patterns_, patterns,
        [this](std::size_t p) { return QString::fromStdString(document_->file.light.patterns[p].name); },
        choice_.pattern);
    std::vector<std::size_t> sub_pixels = sub_pixels_of(*document_, choice_.view, choice_.pattern);
    if (sub_pixels.size() > 1) sub_pixels.insert(sub_pixels.begin(), kAllShown);
    const std::size_t shown = sub_pixels.size() == 1 ? sub_pixels.front() : choice_.sub_pixel;
    fill(
        sub_pixels_, sub_pixels,
        [this](std::size_t s) {
            return s == kAllShown ? tr("All colours") : ModuleWords::sub_pixel(*document_, s);
        },
        shown);
    if (patterns.empty()) patterns_->setPlaceholderText(tr("All patterns"));
    if (sub_pixels.empty()) sub_pixels_->setPlaceholderText(tr("All colours"));
    after_->setEnabled(has_demura(*document_, choice_));
    after_->setChecked(choice_.after_demura);
}

void ModuleMapPanel::show_scale() {
    if (presenter_.scene() == nullptr) return;
    if (!presenter_.shows_bins()) {
        bar_->set_scale(presenter_.map().values,
                        presenter_.scene()->absolute ? QStringLiteral("cd/m\u00b2") : tr("relative"));
        return;
    }
    std::vector<LegendEntry> legend;
    for (const module::ModuleBinInfo& info : module::kModuleBins) {
        if (document_->quality.count(info.bin) > 0)
            legend.push_back({presenter_.map().bin_argb[map_code(info.bin)], ModuleWords::bin(info.bin)});
    }
    bar_->set_legend(std::move(legend));
}

QString ModuleMapPanel::reading_text(std::optional<WaferPoint> at) const {
    if (document_ == nullptr) return {};
    const std::optional<ModuleReading> reading = at ? presenter_.reading(*at) : std::nullopt;
    if (!reading) return tr("Move the cursor over the module: row, column, sub-pixel, bin and value");
    QString text =
        tr("Row %1, column %2, %3: %4")
            .arg(reading->pixel.row)
            .arg(reading->pixel.col)
            .arg(ModuleWords::sub_pixel(*document_, reading->sub_pixel), ModuleWords::bin(reading->bin));
    if (presenter_.shows_bins()) return text;
    const QString value =
        reading->value ? plain_number(static_cast<double>(*reading->value), 4) : QStringLiteral("\u2013");
    return text + QStringLiteral("   ") +
           (presenter_.scene()->absolute ? value + QStringLiteral(" cd/m\u00b2")
                                         : tr("%1 (relative)").arg(value));
}

void ModuleMapPanel::go_to(const ModuleTarget& target) {
    view_->show_area(target.middle, target.width_um, target.height_um);
    view_->mark(target.pixel);
}

QRectF ModuleMapPanel::on_screen(const WaferRect& area) const {
    return QRectF(view_->place_of({area.left, area.top}), view_->place_of({area.right, area.bottom}))
        .normalized();
}

void ModuleMapPanel::draw_over(QPainter& painter) const {
    if (presenter_.scene() == nullptr) return;
    draw_sub_pixels(painter);
    if (marks_->isChecked()) mark_findings(painter);
}

void ModuleMapPanel::draw_sub_pixels(QPainter& painter) const {
    const DieGrid& grid = presenter_.map().grid;
    const double px_per_um = 1.0 / (view_->transform().um_per_px() * devicePixelRatioF());
    if (std::min(grid.pitch_x_um, grid.pitch_y_um) * px_per_um < kLeastPixelPx) return;
    const std::vector<SubPixelTile> tiles = presenter_.tiles_in(view_->visible_area());
    if (tiles.empty()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    // Between the emitters a module is black, whatever the theme.
    painter.fillRect(on_screen(extent_of(grid)), QColor(0x18, 0x18, 0x1A));
    const QColor undriven(0x38, 0x38, 0x3C);
    for (const SubPixelTile& tile : tiles)
        painter.fillRect(on_screen(tile.area), tile.argb == 0 ? undriven : QColor::fromRgb(tile.argb));
    painter.restore();
}

void ModuleMapPanel::mark_findings(QPainter& painter) const {
    const DieGrid& grid = presenter_.map().grid;
    const WaferRect area = view_->visible_area();
    const double px_per_um = 1.0 / (view_->transform().um_per_px() * devicePixelRatioF());
    painter.save();
    painter.setBrush(Qt::NoBrush);
    const std::vector<std::uint8_t>& shown = presenter_.scene()->shown;
    for (const FaultRow& fault : document_->faults.rows) {
        // Members of lines would hide what lies beside them.
        if (shown[fault.sub_pixel] == 0 || fault.bin == module::ModuleBin::line) continue;
        const WaferRect place = presenter_.area_of(fault.pixel, fault.sub_pixel);
        if (place.right < area.left || place.left > area.right || place.top < area.bottom ||
            place.bottom > area.top)
            continue;
        constexpr double kLeastHalfPx = 4.0;
        const QRectF body = on_screen(place);
        const double half_x = std::max(kLeastHalfPx, 0.5 * body.width() + 2.0);
        const double half_y = std::max(kLeastHalfPx, 0.5 * body.height() + 2.0);
        const QRectF ring(body.center().x() - half_x, body.center().y() - half_y, 2.0 * half_x, 2.0 * half_y);
        // Dark in light: seen on any colour.
        painter.setPen(QPen(Qt::black, 2.5));
        painter.drawRect(ring);
        painter.setPen(QPen(Qt::white, 1.0));
        painter.drawRect(ring);
    }
    for (const module::MuraObject& mura : document_->quality.mura.objects) {
        if (mura.kind != module::MuraKind::spot) continue;
        const QPointF middle = view_->place_of(grid.place(mura.row, mura.col));
        const double radius = kHalfContrast * mura.sigma_px * grid.pitch_x_um * px_per_um;
        painter.setPen(QPen(Qt::black, 3.0));
        painter.drawEllipse(middle, radius, radius);
        painter.setPen(QPen(Qt::white, 1.2, Qt::DashLine));
        painter.drawEllipse(middle, radius, radius);
    }
    painter.restore();
}

void ModuleMapPanel::retranslate() {
    const QString tips[] = {tr("Show the whole module"), tr("Enlarge"), tr("Reduce"),
                            tr("Turn by 90 degrees"), tr("Mirror")};
    for (qsizetype i = 0; i < tools_.size(); ++i) {
        tools_[i]->setToolTip(tips[i]);
        tools_[i]->setAccessibleName(tips[i]);
    }
    views_->setAccessibleName(tr("What is shown"));
    patterns_->setAccessibleName(tr("Pattern"));
    sub_pixels_->setAccessibleName(tr("Sub-pixel"));
    for (QComboBox* box : {views_, patterns_, sub_pixels_}) box->setToolTip(box->accessibleName());
    after_->setText(tr("After demura"));
    after_->setToolTip(
        tr("Luminance of patterns that have a demura table, with its gains; same colour scale"));
    marks_->setText(tr("Mark faults and mura"));
    view_->setAccessibleName(tr("Picture of the module"));
    if (document_ == nullptr) {
        view_->clear(tr("Open the file of a display module, or drop one on the window"));
        return;
    }
    fill_choices();
    show_scale();
    reading_->setText(reading_text(std::nullopt));
}

void ModuleMapPanel::restyle() {
    for (qsizetype i = 0; i < tools_.size(); ++i)
        tools_[i]->setIcon(make_icon(kModuleGlyphs[static_cast<std::size_t>(i)]));
    view_->update();
    bar_->update();
}

}  // namespace waferglow::gui

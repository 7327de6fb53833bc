// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/compare_panel.h"

#include "app/gui/views/elided_label.h"
#include "app/gui/views/numbers.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <cmath>
#include <limits>

namespace waferglow::gui {

ComparePanel::ComparePanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      with_label_(new QLabel(this)),
      wafer_(new ElidedLabel(this)),
      open_(new QPushButton(this)),
      own_(new QPushButton(this)),
      layer_label_(new QLabel(this)),
      layer_(new QComboBox(this)),
      how_label_(new QLabel(this)),
      how_(new QComboBox(this)),
      start_(new QPushButton(this)),
      end_(new QPushButton(this)),
      lot_label_(new ElidedLabel(this)),
      stack_button_(new QPushButton(this)),
      mean_button_(new QPushButton(this)),
      fails_button_(new QPushButton(this)) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(6);
    for (QLabel* label : {with_label_, layer_label_, how_label_, lot_label_})
        label->setObjectName(QStringLiteral("caption"));
    for (QComboBox* box : {layer_, how_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    layout->addWidget(with_label_, 0, 0);
    layout->addWidget(wafer_, 0, 1, 1, 2);
    layout->addWidget(open_, 1, 1);
    layout->addWidget(own_, 1, 2);
    layout->addWidget(layer_label_, 2, 0);
    layout->addWidget(layer_, 2, 1, 1, 2);
    layout->addWidget(how_label_, 3, 0);
    layout->addWidget(how_, 3, 1, 1, 2);
    layout->addWidget(start_, 4, 1);
    layout->addWidget(end_, 4, 2);
    layout->addWidget(lot_label_, 5, 0, 1, 3);
    layout->addWidget(stack_button_, 6, 0);
    layout->addWidget(mean_button_, 6, 1);
    layout->addWidget(fails_button_, 6, 2);
    layout->setRowMinimumHeight(5, 30);
    layout->setRowStretch(7, 1);
    layout->setColumnStretch(0, 2);
    layout->setColumnStretch(1, 3);
    layout->setColumnStretch(2, 3);
    start_->setObjectName(QStringLiteral("primary"));
    how_->addItems({QString(), QString(), QString()});
    connect(open_, &QPushButton::clicked, this, [this] { ask_for_other(); });
    connect(own_, &QPushButton::clicked, this, [this] {
        other_ = nullptr;
        fill_layers();
        show_state();
    });
    connect(start_, &QPushButton::clicked, this, [this] { start(); });
    connect(end_, &QPushButton::clicked, this, [this] {
        if (on_end) on_end();
    });
    connect(stack_button_, &QPushButton::clicked, this, [this] { ask_for_lot(); });
    connect(mean_button_, &QPushButton::clicked, this, [this] {
        if (on_map) on_map(lot_.mean, std::numeric_limits<double>::quiet_NaN());
    });
    connect(fails_button_, &QPushButton::clicked, this, [this] {
        if (on_map) on_map(lot_.fails, std::numeric_limits<double>::quiet_NaN());
    });
    retranslate();
}

void ComparePanel::refresh() {
    const DocumentPtr& document = model().document();
    if (document != filled_for_) {
        const bool same_grid = document != nullptr && filled_for_ != nullptr &&
                               same_places(document->grid(), filled_for_->grid());
        filled_for_ = document;
        if (!same_grid) {
            other_ = nullptr;
            lot_ = LotStack();
        }
        fill_layers();
    }
    show_state();
}

void ComparePanel::fill_layers() {
    const QString before = layer_->currentText();
    layer_->clear();
    const DocumentPtr& from = other_ != nullptr ? other_ : model().document();
    if (from == nullptr) return;
    for (const LayerInfo& info : from->info().layers) layer_->addItem(QString::fromStdString(info.name));
    const int row = layer_->findText(before.isEmpty() ? QString::fromStdString(from->first_layer()) : before);
    layer_->setCurrentIndex(std::max(0, row));
}

void ComparePanel::set_how(Comparison how) {
    how_->setCurrentIndex(static_cast<int>(how));
}

void ComparePanel::set_layer(const std::string& layer) {
    layer_->setCurrentIndex(layer_->findText(QString::fromStdString(layer)));
}

void ComparePanel::open_other(const std::filesystem::path& path) {
    model().desk().files().submit(
        {.key = "compare",
         .name = kCompareTask,
         .work = [this, path](const TaskContext&) -> Delivery {
             DocumentPtr other = open_document(path);
             return [this, other] {
                 const DocumentPtr& document = model().document();
                 if (document == nullptr) return;
                 if (!same_places(document->grid(), other->grid())) {
                     model().desk().log().add(
                         station::Severity::error, "review",
                         station::Happening{station::Event::other_grid, {other->path().filename().string()}});
                     return;
                 }
                 other_ = other;
                 fill_layers();
                 show_state();
             };
         },
         .failed = model().desk().tell_trouble("review")});
}

void ComparePanel::start() {
    const DocumentPtr document = model().document();
    if (document == nullptr) return;
    const DocumentPtr from = other_ != nullptr ? other_ : document;
    const std::string layer = layer_->currentText().toStdString();
    if (static_cast<Comparison>(how_->currentIndex()) == Comparison::side_by_side) {
        if (on_side_by_side) on_side_by_side(from, layer);
        return;
    }
    model().desk().with_layer(from, layer, [this, document](const LayerPtr& other) {
        if (model().document() == document) compare_with(other);
    });
}

void ComparePanel::compare_with(const LayerPtr& other) {
    const LayerPtr mine = model().layer();
    if (mine == nullptr) return;
    const auto how = static_cast<Comparison>(how_->currentIndex());
    compute([this, mine, other, how, document = model().document()]() -> Delivery {
        LayerPtr map = compare_layers(*mine, *other, how, document->grid());
        return [this, map, how, document] {
            if (model().document() == document && on_map) on_map(map, how == Comparison::ratio ? 1.0 : 0.0);
        };
    });
}

void ComparePanel::stack(const std::vector<std::filesystem::path>& files) {
    const DocumentPtr document = model().document();
    if (document == nullptr) return;
    model().desk().files().submit(
        {.key = "stack",
         .name = kStackTask,
         .work = [this, files, layer = document->first_layer()](const TaskContext& context) -> Delivery {
             LotStack lot = stack_lot(files, layer, context);
             return [this, lot = std::move(lot)] {
                 lot_ = lot;
                 show_state();
                 if (on_map) on_map(lot_.fails, std::nan(""));
             };
         },
         .failed = model().desk().tell_trouble("review")});
}

void ComparePanel::ask_for_other() {
    auto* dialog = new QFileDialog(this, tr("Wafer to compare with"), QString(), tr("Wafer files (*.h5)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { open_other(path.toStdString()); });
    dialog->open();
}

void ComparePanel::ask_for_lot() {
    auto* dialog = new QFileDialog(this, tr("Wafers of the lot"), QString(), tr("Wafer files (*.h5)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        std::vector<std::filesystem::path> files;
        for (const QString& path : paths) files.emplace_back(path.toStdString());
        stack(files);
    });
    dialog->open();
}

void ComparePanel::show_state() {
    const bool opened = model().document() != nullptr;
    wafer_->setText(!opened             ? QString()
                    : other_ == nullptr ? tr("another layer of this wafer")
                                        : QStringLiteral("%1 (%2)").arg(
                                              QString::fromStdString(other_->wafer().id),
                                              QString::fromStdString(other_->path().filename().string())));
    for (QWidget* widget : std::initializer_list<QWidget*>{open_, layer_, how_, start_, stack_button_})
        widget->setEnabled(opened);
    own_->setEnabled(other_ != nullptr);
    lot_label_->setText(lot_.wafers.empty()
                            ? tr("Lot: what several wafers have in common")
                            : tr("Lot of %1 wafers").arg(static_cast<int>(lot_.wafers.size())));
    mean_button_->setEnabled(lot_.mean != nullptr);
    fails_button_->setEnabled(lot_.fails != nullptr);
}

void ComparePanel::retranslate() {
    with_label_->setText(tr("Map against"));
    open_->setText(tr("Another wafer..."));
    own_->setText(tr("This wafer"));
    layer_label_->setText(tr("Its layer"));
    layer_->setAccessibleName(layer_label_->text());
    how_label_->setText(tr("Shown as"));
    how_->setItemText(0, tr("side by side"));
    how_->setItemText(1, tr("difference"));
    how_->setItemText(2, tr("ratio"));
    how_->setAccessibleName(how_label_->text());
    start_->setText(tr("Compare"));
    end_->setText(tr("End"));
    stack_button_->setText(tr("Stack..."));
    mean_button_->setText(tr("Mean"));
    fails_button_->setText(tr("Fail count"));
    show_state();
}

}  // namespace waferglow::gui

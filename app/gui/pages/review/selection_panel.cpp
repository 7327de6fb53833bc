// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/selection_panel.h"

#include "app/gui/presenters/review/die_list.h"
#include "app/gui/presenters/review/pareto.h"
#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace waferglow::gui {

SelectionPanel::SelectionPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      count_(new QLabel(this)),
      detail_(new QLabel(this)),
      join_label_(new QLabel(this)),
      join_(new QComboBox(this)),
      layer_label_(new QLabel(this)),
      layer_(new QComboBox(this)),
      low_(new QDoubleSpinBox(this)),
      high_(new QDoubleSpinBox(this)),
      by_range_(new QPushButton(this)),
      bin_label_(new QLabel(this)),
      bin_(new QComboBox(this)),
      by_bin_(new QPushButton(this)),
      clear_(new QPushButton(this)),
      copy_(new QPushButton(this)) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(6);
    count_->setObjectName(QStringLiteral("title"));
    for (QLabel* label : {detail_, join_label_, layer_label_, bin_label_})
        label->setObjectName(QStringLiteral("caption"));
    for (QDoubleSpinBox* box : {low_, high_}) {
        box->setRange(-1e12, 1e12);
        box->setDecimals(4);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setMinimumWidth(70);
    }
    for (QComboBox* box : {join_, layer_, bin_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    layout->addWidget(count_, 0, 0, 1, 3);
    layout->addWidget(detail_, 1, 0, 1, 3);
    layout->addWidget(join_label_, 2, 0);
    layout->addWidget(join_, 2, 1, 1, 2);
    layout->addWidget(layer_label_, 3, 0);
    layout->addWidget(layer_, 3, 1, 1, 2);
    layout->addWidget(low_, 4, 0);
    layout->addWidget(high_, 4, 1);
    layout->addWidget(by_range_, 4, 2);
    layout->addWidget(bin_label_, 5, 0);
    layout->addWidget(bin_, 5, 1);
    layout->addWidget(by_bin_, 5, 2);
    layout->addWidget(clear_, 6, 0);
    layout->addWidget(copy_, 6, 1, 1, 2);
    layout->setRowStretch(7, 1);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(2, 1);
    join_->addItems({QString(), QString(), QString(), QString()});
    connect(join_, &QComboBox::activated, this,
            [this](int row) { this->model().combine_mode = static_cast<Combine>(row); });
    connect(layer_, &QComboBox::activated, this, [this] { propose_range(); });
    connect(by_range_, &QPushButton::clicked, this, [this] { select_by_range(); });
    connect(by_bin_, &QPushButton::clicked, this, [this] { select_by_bin(); });
    connect(clear_, &QPushButton::clicked, this, [this] { this->model().clear_selection(); });
    connect(copy_, &QPushButton::clicked, this, [this] { copy_table(); });
    retranslate();
}

void SelectionPanel::refresh() {
    if (model().document() != filled_for_) fill_choices();
    show_count();
}

void SelectionPanel::fill_choices() {
    filled_for_ = model().document();
    layer_->clear();
    bin_->clear();
    if (filled_for_ == nullptr) return;
    for (const LayerInfo& info : filled_for_->info().layers)
        layer_->addItem(QString::fromStdString(info.name));
    const int row = layer_->findText(QString::fromStdString(filled_for_->first_layer()));
    layer_->setCurrentIndex(std::max(0, row));
    for (const StoredBin& bin : filled_for_->header().bin_table)
        bin_->addItem(bin_title(bin.name), int{bin.code});
    propose_range();
}

void SelectionPanel::propose_range() {
    const auto& layers = filled_for_->info().layers;
    const auto row = static_cast<std::size_t>(std::max(0, layer_->currentIndex()));
    if (row >= layers.size()) return;
    low_->setValue(static_cast<double>(layers[row].min));
    high_->setValue(static_cast<double>(layers[row].max));
}

void SelectionPanel::select_by_range() {
    const DocumentPtr document = model().document();
    if (document == nullptr) return;
    const ValueRange range{static_cast<float>(low_->value()), static_cast<float>(high_->value())};
    model().desk().with_layer(
        document, layer_->currentText().toStdString(), [this, document, range](const LayerPtr& layer) {
            if (model().document() != document) return;
            model().select(
                [layer, document, range] { return select_range(*layer, document->grid(), range); });
        });
}

void SelectionPanel::select_by_bin() {
    const DocumentPtr document = model().document();
    const BinPtr bins = model().bins();
    if (document == nullptr || bins == nullptr || bins->ranks.size() != document->grid().cells()) return;
    const auto code = static_cast<std::uint8_t>(bin_->currentData().toInt());
    model().select([bins, code, document] { return select_bin(*bins, code, document->grid()); });
}

void SelectionPanel::show_count() {
    const MaskPtr& mask = model().mask();
    const bool some = mask != nullptr;
    clear_->setEnabled(some);
    copy_->setEnabled(some && mask->count > 0);
    const bool opened = model().document() != nullptr;
    for (QWidget* widget : std::initializer_list<QWidget*>{by_range_, layer_, low_, high_})
        widget->setEnabled(opened);
    for (QWidget* widget : std::initializer_list<QWidget*>{by_bin_, bin_})
        widget->setEnabled(opened && model().bins() != nullptr);
    if (!some) {
        count_->setText(tr("No dies selected"));
        detail_->setText(tr("Draw on the map or drag over a chart, or choose below."));
        return;
    }
    count_->setText(tr("%1 dies selected").arg(with_thousands(mask->count)));
    const BinPtr& bins = model().bins();
    const double yield = bins == nullptr ? std::nan("") : yield_of(bin_pareto(*bins, mask.get()));
    const auto all = static_cast<double>(model().document()->presence().count());
    detail_->setText(tr("%1 of the wafer \u00b7 their yield %2")
                         .arg(percent(static_cast<double>(mask->count) / all), percent(yield)));
}

void SelectionPanel::copy_table() {
    const DocumentPtr document = model().document();
    const MaskPtr mask = model().mask();
    if (document == nullptr || mask == nullptr) return;
    std::vector<std::string> layers;
    for (const LayerInfo& info : document->info().layers) layers.push_back(info.name);
    model().desk().files().submit(
        {.key = "copy_table",
         .name = kCopyTask,
         .work = [this, document, mask, layers,
                  bins = model().bins()](const TaskContext& context) -> Delivery {
             std::string text =
                 list_dies(document->path(), layers, document->grid(), *mask, bins.get(), context);
             return [this, text = std::move(text), mask] {
                 QApplication::clipboard()->setText(QString::fromStdString(text));
                 const std::int64_t listed = std::min(mask->count, kMostListedDies);
                 model().desk().log().add(
                     station::Severity::info, "review",
                     station::Happening{station::Event::dies_copied, {with_thousands(listed).toStdString()}});
             };
         },
         .failed = model().desk().tell_trouble("review")});
}

void SelectionPanel::retranslate() {
    join_label_->setText(tr("Next choice"));
    join_->setItemText(0, tr("replaces the selection"));
    join_->setItemText(1, tr("is added"));
    join_->setItemText(2, tr("is taken away"));
    join_->setItemText(3, tr("keeps what is in both"));
    join_->setAccessibleName(join_label_->text());
    layer_label_->setText(tr("Values of"));
    layer_->setAccessibleName(layer_label_->text());
    low_->setAccessibleName(tr("From"));
    high_->setAccessibleName(tr("To"));
    by_range_->setText(tr("Select range"));
    bin_label_->setText(tr("Dies of bin"));
    bin_->setAccessibleName(bin_label_->text());
    by_bin_->setText(tr("Select bin"));
    clear_->setText(tr("Clear"));
    copy_->setText(tr("Copy table"));
    copy_->setToolTip(tr("The selected dies with all their numbers, for a spreadsheet (Ctrl+Alt+C)"));
    show_count();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/die_panel.h"

#include "app/gui/pages/review/picture_view.h"
#include "app/gui/presenters/review/die_picture.h"
#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <limits>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

constexpr double kReachPitches = 1.6;

QVBoxLayout* column_in(QWidget* parent) {
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    return layout;
}

}  // namespace

DiePanel::DiePanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      caption_(new QLabel(this)),
      parts_(new QButtonGroup(this)),
      stack_(new QStackedWidget(this)),
      numbers_(new QTableWidget(0, 2, this)),
      plot_(new QCustomPlot(this)),
      spectrum_note_(new QLabel(this)),
      pictures_(new PictureView(this)),
      picture_note_(new QLabel(this)),
      recording_button_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    caption_->setWordWrap(true);
    layout->addWidget(caption_);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    for (int part = 0; part < 3; ++part) {
        part_buttons_[part] = new QToolButton(this);
        part_buttons_[part]->setCheckable(true);
        part_buttons_[part]->setStyleSheet(QStringLiteral("min-height: 24px; padding: 4px 8px;"));
        part_buttons_[part]->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        parts_->addButton(part_buttons_[part], part);
        row->addWidget(part_buttons_[part]);
    }
    layout->addLayout(row);
    layout->addWidget(stack_, 1);
    connect(parts_, &QButtonGroup::idClicked, this, [this](int part) { show_part(part); });

    numbers_->horizontalHeader()->hide();
    numbers_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    numbers_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    numbers_->verticalHeader()->hide();
    numbers_->verticalHeader()->setDefaultSectionSize(28);
    numbers_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    numbers_->setSelectionBehavior(QAbstractItemView::SelectRows);
    numbers_->setShowGrid(false);
    numbers_->setAlternatingRowColors(true);
    stack_->addWidget(numbers_);

    auto* spectrum = new QWidget(stack_);
    auto* spectrum_layout = column_in(spectrum);
    spectrum_layout->addWidget(spectrum_note_);
    spectrum_layout->addWidget(plot_, 1);
    spectrum_note_->setWordWrap(true);
    spectrum_note_->setObjectName(QStringLiteral("caption"));
    connect(spectrum_note_, &QLabel::linkActivated, this, [this] {
        if (nearest_ && on_go_to) on_go_to(*nearest_);
    });
    plot_->setMinimumSize(200, 60);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    spectrum_ = plot_->addGraph();
    stack_->addWidget(spectrum);

    auto* picture = new QWidget(stack_);
    auto* picture_layout = column_in(picture);
    picture_layout->addWidget(picture_note_);
    picture_layout->addWidget(pictures_, 1);
    picture_layout->addWidget(recording_button_, 0, Qt::AlignLeft);
    picture_note_->setWordWrap(true);
    picture_note_->setObjectName(QStringLiteral("caption"));
    connect(recording_button_, &QPushButton::clicked, this, [this] { ask_for_recording(); });
    stack_->addWidget(picture);
    show_part(0);
    restyle();
    retranslate();
}

void DiePanel::show_part(int part) {
    part_buttons_[part]->setChecked(true);
    stack_->setCurrentIndex(part);
    if (part == 2) read_pictures();
}

void DiePanel::refresh() {
    const DocumentPtr& document = model().document();
    if (document != nullptr && recording_for_ != document->path()) {
        recording_for_ = document->path();
        recording_folder_ = recording_of(document->header().log);
        recording_ = nullptr;
    }
    show_caption();
    show_spectrum();
    if (document == nullptr || !model().die()) {
        numbers_->setRowCount(0);
        pictures_->show_pictures({});
        return;
    }
    read_numbers(document, *model().die());
    if (stack_->currentIndex() == 2) read_pictures();
}

void DiePanel::show_caption() {
    const DocumentPtr& document = model().document();
    if (document == nullptr || !model().die()) {
        caption_->setText(tr("Click a die on the map."));
        return;
    }
    const DieIndex die = *model().die();
    const WaferPoint at = document->grid().center(die);
    QString text = tr("Row %1, column %2 \u00b7 x %3 mm, y %4 mm")
                       .arg(die.row)
                       .arg(die.col)
                       .arg(at.x / 1000.0, 0, 'f', 3)
                       .arg(at.y / 1000.0, 0, 'f', 3);
    const BinPtr& bins = model().bins();
    if (bins != nullptr && bins->ranks.size() == document->grid().cells()) {
        const StoredBin* bin = bins->find(bins->code(document->grid().cell(die)));
        // On a line of its own, so that what stands below does not move from die to die.
        text += QStringLiteral("<br>") +
                (bin == nullptr ? tr("no bin")
                                : QStringLiteral("<b>%1</b> (%2)")
                                      .arg(bin_title(bin->name), bin->pass ? tr("pass") : tr("fail")));
    }
    caption_->setText(text);
}

void DiePanel::read_numbers(const DocumentPtr& document, DieIndex die) {
    model().desk().files().submit({.key = "die",
                                   .name = {},
                                   .work = [this, document, die](const TaskContext&) -> Delivery {
                                       auto values = read_die_values(document->path(), die);
                                       return [this, values = std::move(values), document, die] {
                                           if (model().document() == document && model().die() == die)
                                               fill_numbers(values, die);
                                       };
                                   },
                                   .failed = model().desk().tell_trouble("review")});
}

void DiePanel::fill_numbers(const std::vector<DieValue>& values, DieIndex die) {
    std::vector<DieValue> all = values;
    const auto& el = model().document()->el;
    for (std::size_t i = 0; el != nullptr && i < el->size(); ++i) {
        if (el->row[i] != die.row || el->col[i] != die.col) continue;
        for (const StoredColumn& column : el->columns)
            all.push_back({"EL " + column.name, column.unit, column.title, column.values[i]});
        break;
    }
    numbers_->setRowCount(static_cast<int>(all.size()));
    for (int row = 0; row < numbers_->rowCount(); ++row) {
        const DieValue& value = all[static_cast<std::size_t>(row)];
        auto* name = new QTableWidgetItem(QString::fromStdString(value.layer));
        name->setToolTip(QString::fromStdString(value.title));
        QString text = plain_number(static_cast<double>(value.value), 6);
        if (std::isfinite(value.value) && !value.unit.empty())
            text += QStringLiteral(" ") + QString::fromStdString(value.unit);
        auto* number = new QTableWidgetItem(text);
        number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        numbers_->setItem(row, 0, name);
        numbers_->setItem(row, 1, number);
    }
}

void DiePanel::show_spectrum() {
    spectrum_->data()->clear();
    nearest_.reset();
    const DocumentPtr& document = model().document();
    const auto spectra = document == nullptr ? nullptr : document->spectra;
    if (spectra == nullptr || !model().die()) {
        spectrum_note_->setText(
            document == nullptr || spectra != nullptr ? QString() : tr("This wafer file holds no spectra."));
        plot_->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    const DieIndex die = *model().die();
    const DieGrid& grid = document->grid();
    std::size_t found = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < spectra->dies.size(); ++i) {
        const double distance = std::hypot((spectra->dies.row[i] - die.row) * grid.pitch_y_um,
                                           (spectra->dies.col[i] - die.col) * grid.pitch_x_um);
        if (distance >= least) continue;
        least = distance;
        found = i;
    }
    if (least > 0.0) {
        if (std::isfinite(least)) {
            nearest_ = DieIndex{spectra->dies.row[found], spectra->dies.col[found]};
            spectrum_note_->setText(
                tr("No spectrum was taken of this die. <a href=\"nearest\" style=\"color:%4\">The nearest "
                   "lies %1 mm away: row %2, column %3</a>")
                    .arg(least / 1000.0, 0, 'f', 2)
                    .arg(nearest_->row)
                    .arg(nearest_->col)
                    .arg(current_theme().accent.name()));
        }
        plot_->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    QStringList results;
    for (const StoredColumn& column : spectra->dies.columns)
        results << QStringLiteral("%1 %2 %3")
                       .arg(QString::fromStdString(column.name),
                            plain_number(static_cast<double>(column.values[found]), 5),
                            QString::fromStdString(column.unit));
    spectrum_note_->setText(results.mid(0, 3).join(QStringLiteral(" \u00b7 ")));
    const std::size_t pixels = spectra->wavelength_nm.size();
    for (std::size_t p = 0; p < pixels; ++p)
        spectrum_->addData(spectra->wavelength_nm[p],
                           static_cast<double>(spectra->counts[found * pixels + p]));
    plot_->rescaleAxes();
    plot_->yAxis->scaleRange(1.08);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void DiePanel::use_recording(const std::filesystem::path& folder) {
    recording_folder_ = folder;
    recording_ = nullptr;
    read_pictures();
}

void DiePanel::ask_for_recording() {
    auto* dialog = new QFileDialog(this, tr("Folder of the recording"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { use_recording(folder.toStdString()); });
    dialog->open();
}

void DiePanel::read_pictures() {
    const DocumentPtr document = model().document();
    if (document == nullptr || !model().die()) return;
    recording_button_->setVisible(true);
    if (recording_folder_.empty()) {
        pictures_->show_pictures({});
        picture_note_->setText(
            tr("The tiles of this wafer are not at hand. Where a recording of it was kept, "
               "choose its folder."));
        return;
    }
    const DieIndex die = *model().die();
    // The ledger is HDF5's thread's to read, the tiles are the worker's.
    model().desk().files().submit(
        {.key = "die_ledger",
         .name = {},
         .work = [this, document, die](const TaskContext&) -> Delivery {
             ReadOptions options = ReadOptions::header_only();
             options.ledger = true;
             auto ledger = std::make_shared<const std::vector<LedgerEntry>>(
                 read_wafer_file(document->path(), options).ledger);
             return [this, document, die, ledger] {
                 if (model().die() != die) return;
                 compute([this, document, die, ledger, known = recording_,
                          folder = recording_folder_]() -> Delivery {
                     const auto recording =
                         known != nullptr ? known : std::make_shared<const Recording>(read_recording(folder));
                     auto pictures =
                         cut_die_pictures(*recording, document->grid(), die, document->header().registration,
                                          *ledger, kReachPitches);
                     return [this, recording, die, pictures = std::move(pictures)]() mutable {
                         recording_ = recording;
                         if (model().die() != die) return;
                         picture_note_->setText(
                             pictures.empty()
                                 ? tr("No tile of the recording shows this die.")
                                 : tr("From %1").arg(QString::fromStdString(pictures.front().tile)));
                         recording_button_->setVisible(pictures.empty());
                         pictures_->show_pictures(std::move(pictures));
                     };
                 });
             };
         },
         .failed = model().desk().tell_trouble("review")});
}

void DiePanel::retranslate() {
    const QString parts[] = {tr("Numbers"), tr("Spectrum"), tr("Picture")};
    for (int part = 0; part < 3; ++part) part_buttons_[part]->setText(parts[part]);
    numbers_->setAccessibleName(tr("Numbers of the die"));
    plot_->setAccessibleName(tr("Spectrum of the die"));
    pictures_->setAccessibleName(tr("Picture of the die"));
    recording_button_->setText(tr("Choose the recording..."));
    plot_->xAxis->setLabel(tr("Wavelength (nm)"));
    plot_->yAxis->setLabel(tr("Counts"));
    show_caption();
    show_spectrum();
}

void DiePanel::restyle() {
    style_plot(*plot_);
    spectrum_->setPen(QPen(current_theme().accent, 1.8));
    plot_->replot(QCustomPlot::rpQueuedReplot);
    pictures_->update();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/disagreement_panel.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "app/gui/views/wafer_view.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

enum DisagreementColumn {
    kDisagreementRow,
    kDisagreementCol,
    kDisagreementVerdict,
    kDisagreementBin,
    kDisagreementPl,
    kDisagreementEl,
    kDisagreementColumns
};

QVariant alignment_of(int column) {
    const bool words = column == kDisagreementVerdict || column == kDisagreementBin;
    return QVariant((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

}  // namespace

void DisagreementModel::set_result(ComparisonPtr result, BinPtr bins) {
    beginResetModel();
    result_ = std::move(result);
    bins_ = std::move(bins);
    endResetModel();
}

void DisagreementModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kDisagreementColumns - 1);
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kDisagreementColumns - 1));
}

const Disagreement* DisagreementModel::at(int row) const {
    if (result_ == nullptr || row < 0 || row >= rowCount()) return nullptr;
    return &result_->disagreements[static_cast<std::size_t>(row)];
}

int DisagreementModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || result_ == nullptr ? 0 : static_cast<int>(result_->disagreements.size());
}

int DisagreementModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kDisagreementColumns;
}

QVariant DisagreementModel::data(const QModelIndex& index, int role) const {
    const Disagreement* die = at(index.row());
    if (die == nullptr) return {};
    if (role == Qt::TextAlignmentRole) return alignment_of(index.column());
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case kDisagreementRow:
            return die->die.row;
        case kDisagreementCol:
            return die->die.col;
        case kDisagreementVerdict:
            return die->verdict == Verdict::escape ? tr("escape") : tr("overkill");
        case kDisagreementBin: {
            const StoredBin* bin = bins_ == nullptr ? nullptr : bins_->find(die->bin);
            return bin == nullptr ? QString::number(die->bin) : bin_title(bin->name);
        }
        case kDisagreementPl:
            return column_number(static_cast<double>(die->pl));
        case kDisagreementEl:
            return column_number(static_cast<double>(die->el));
        default:
            return {};
    }
}

QVariant DisagreementModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignment_of(section);  // as its cells
    if (role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Row"), tr("Col"), tr("Verdict"), tr("Bin"), tr("PL"), tr("EL")};
    return titles[section];
}

DisagreementPanel::DisagreementPanel(QWidget* parent)
    : QWidget(parent),
      view_(new WaferView(this)),
      model_(new DisagreementModel(this)),
      table_(new QTableView(this)),
      hint_(new QLabel(this)),
      review_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("layout.disagreements"));
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter);
    auto* left = new QWidget(splitter);
    auto* left_layout = new QVBoxLayout(left);
    left_layout->setContentsMargins(0, 0, 0, 0);
    auto* legend = new QGridLayout;
    legend->setHorizontalSpacing(12);
    legend->setColumnStretch(2, 1);
    for (int i = 0; i < 4; ++i) {
        shown_[i] = new QCheckBox(left);
        shown_[i]->setChecked(true);
        connect(shown_[i], &QCheckBox::toggled, this, [this] { show_scene(); });
        legend->addWidget(shown_[i], i / 2, i % 2);
    }
    left_layout->addLayout(legend);
    left_layout->addWidget(view_, 1);
    auto* right = new QWidget(splitter);
    auto* right_layout = new QVBoxLayout(right);
    right_layout->setContentsMargins(0, 0, 0, 0);
    table_->setObjectName(QStringLiteral("disagreements"));
    review_->setObjectName(QStringLiteral("open-in-review"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(32);
    table_->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 6px 8px; }"));
    table_->setMinimumWidth(424);
    constexpr int kWidths[kDisagreementColumns] = {52, 52, 92, 88, 62, 62};
    for (int column = 0; column < kDisagreementColumns; ++column)
        table_->setColumnWidth(column, kWidths[column]);
    table_->horizontalHeader()->setSectionResizeMode(kDisagreementVerdict, QHeaderView::Stretch);
    right_layout->addWidget(table_, 1);
    hint_->setObjectName(QStringLiteral("caption"));
    hint_->setWordWrap(true);
    right_layout->addWidget(hint_);
    review_->setMinimumHeight(kTouchPx);
    right_layout->addWidget(review_);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    view_->on_click = [this](DieIndex die) {
        view_->mark(die);
        if (on_die) on_die(die);
    };
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current, const QModelIndex&) { choose(current); });
    const auto to_review = [this] {
        const Disagreement* die = model_->at(table_->currentIndex().row());
        if (die != nullptr && on_die) on_die(die->die);
    };
    connect(table_, &QTableView::doubleClicked, this, to_review);
    connect(review_, &QPushButton::clicked, this, to_review);
    retranslate();
}

void DisagreementPanel::show_result(const DocumentPtr& document, const ComparisonPtr& result,
                                    const QString& hint) {
    const bool another = document != document_;
    document_ = document;
    if (result_ != result || another) {
        result_ = result;
        model_->set_result(result, document == nullptr ? nullptr : document->bins);
        review_->setEnabled(false);
    }
    if (document_ == nullptr || result_ == nullptr) {
        view_->clear(hint);
        placed_ = false;
    } else {
        if (another || !placed_) view_->set_wafer(document_->wafer(), document_->grid());
        placed_ = true;
        show_scene();
    }
    show_counts();
}

void DisagreementPanel::show_scene() {
    if (document_ == nullptr || result_ == nullptr) return;
    MapScene scene;
    scene.grid = document_->grid();
    scene.bins = result_->map;
    for (const StoredBin& bin : result_->map->table) {
        if (shown_[bin.code - 1]->isChecked())
            scene.bin_argb[bin.code] = qRgb(bin.rgb[0], bin.rgb[1], bin.rgb[2]);
    }
    view_->set_scene(scene);
}

void DisagreementPanel::show_counts() {
    const QString names[] = {tr("Good by both"), tr("Bad by both"), tr("Overkill"), tr("Escapes")};
    for (int i = 0; i < 4; ++i) {
        const StoredBin* bin =
            result_ == nullptr ? nullptr : result_->map->find(static_cast<std::uint8_t>(i + 1));
        shown_[i]->setText(
            bin == nullptr ? names[i] : QStringLiteral("%1 (%2)").arg(names[i], with_thousands(bin->dies)));
        if (bin == nullptr) continue;
        QPixmap swatch(14, 14);
        swatch.fill(QColor(bin->rgb[0], bin->rgb[1], bin->rgb[2]));
        shown_[i]->setIcon(swatch);
    }
}

void DisagreementPanel::choose(const QModelIndex& index) {
    const Disagreement* die = model_->at(index.row());
    review_->setEnabled(die != nullptr);
    if (die != nullptr) view_->go_to(die->die);
}

void DisagreementPanel::retranslate() {
    hint_->setText(
        tr("Choose a row to see the die on the map; a click on the map opens the die in the review."));
    review_->setText(tr("Open in the review"));
    table_->setAccessibleName(tr("Dies on which PL and EL disagree"));
    view_->setAccessibleName(tr("Map of verdicts by PL and EL"));
    model_->retranslate();
    show_counts();
}

void DisagreementPanel::restyle() {
    view_->update();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/finding_panel.h"

#include "app/gui/pages/review/reclass_bar.h"
#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "libinspect/finding/finding_kinds.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <tuple>

namespace waferglow::gui {
namespace {

enum FindingColumn {
    kFindingClass,
    kFindingDies,
    kFindingRows,
    kFindingCols,
    kFindingPlace,
    kFindingSize,
    kFindingColumns
};
enum DefectColumn { kDefectClass, kDefectVerdict, kDefectDie, kDefectSize, kDefectReason, kDefectColumns };
/// Nobody reads further down.
constexpr std::size_t kMost = 1000;

/// Titles of finding_kinds(), for translators.
[[maybe_unused]] constexpr const char* kKindTitles[] = {
    QT_TRANSLATE_NOOP("Finding", "Clusters of failing dies"),
    QT_TRANSLATE_NOOP("Finding", "Defects in reflected light")};

QString range_text(std::int32_t begin, std::int32_t end) {
    return end - begin <= 1 ? QString::number(begin) : QStringLiteral("%1\u2013%2").arg(begin).arg(end - 1);
}

QString finding_title(const ReviewModel& model, const FindingList& list, const Finding& finding) {
    if (!list.kind->classed_by_bin) return class_title(list.classes[static_cast<std::size_t>(finding.code)]);
    const StoredBin* bin =
        model.bins() == nullptr ? nullptr : model.bins()->find(static_cast<std::uint8_t>(finding.code));
    return bin == nullptr ? QString::number(finding.code) : bin_title(bin->name);
}

}  // namespace

FindingPanel::FindingPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      reclass_(new ReclassBar(model, this)),
      kind_(new QComboBox(this)),
      summary_(new QLabel(this)),
      table_(new QTableWidget(0, kFindingColumns, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(kind_);
    summary_->setObjectName(QStringLiteral("caption"));
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    layout->addWidget(reclass_);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(34);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (row < 0) return;
        const auto at = static_cast<std::size_t>(row);
        if (shows_defects()) {
            wanted_ = defects_[at];
            reclass_->show_defect(wanted_);
        }
        if (on_chosen) on_chosen(shown_[at]);
    });
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] { list_findings(); });
    retranslate();
}

void FindingPanel::refresh() {
    reclass_->show_document();
    list_kinds();
    list_findings();
}

/// The kinds that the wafer has; nothing to choose of a single one.
void FindingPanel::list_kinds() {
    const QSignalBlocker quiet(kind_);
    const QString before = kind_->currentData().toString();
    kind_->clear();
    const DocumentPtr& document = model().document();
    if (document != nullptr) {
        for (const FindingList& list : document->findings) {
            kind_->addItem(QCoreApplication::translate("Finding", list.kind->title),
                           QString::fromUtf8(list.kind->name));
        }
    }
    kind_->setCurrentIndex(std::max(0, kind_->findData(before)));
    kind_->setVisible(kind_->count() > 1);
}

bool FindingPanel::shows_defects() const {
    return kind_->currentData().toString() == QLatin1String(kDefects);
}

void FindingPanel::list_findings() {
    const QSignalBlocker quiet(table_);
    shown_.clear();
    defects_.clear();
    const DocumentPtr& document = model().document();
    const FindingList* list =
        document == nullptr ? nullptr
                            : find_list(document->findings, kind_->currentData().toString().toStdString());
    reclass_->setVisible(shows_defects());
    reclass_->show_defect(std::nullopt);
    name_columns();
    shows_defects() ? list_defects() : list_clusters(list);
    table_->setCurrentCell(-1, -1);
    select_wanted();
}

/// The line of the defect that was last chosen, here or elsewhere.
void FindingPanel::select_wanted() {
    if (!wanted_) return;
    const QSignalBlocker quiet(table_);
    const auto at = std::ranges::find_if(defects_, [&](const DefectRow& row) {
        return row.channel == wanted_->channel && row.defect == wanted_->defect && row.die == wanted_->die;
    });
    if (at == defects_.end()) return;
    const int row = static_cast<int>(at - defects_.begin());
    table_->setCurrentCell(row, 0);
    table_->scrollToItem(table_->item(row, 0));
    reclass_->show_defect(*at);
}

void FindingPanel::show_count(std::size_t all) {
    const QString count = with_thousands(static_cast<std::int64_t>(all));
    if (model().document() == nullptr)
        summary_->clear();
    else if (all == 0)
        summary_->setText(tr("None was found."));
    else if (all > kMost)
        summary_->setText(
            tr("%1 found, the %2 largest of them listed. A click shows one.").arg(count).arg(kMost));
    else
        summary_->setText(tr("%1 found. A click shows one.").arg(count));
}

void FindingPanel::list_clusters(const FindingList* list) {
    if (list != nullptr) shown_ = list->findings;
    show_count(shown_.size());
    std::ranges::stable_sort(shown_, [](const Finding& a, const Finding& b) {
        return std::tie(a.dies, a.score) > std::tie(b.dies, b.score);
    });
    if (shown_.size() > kMost) shown_.resize(kMost);
    table_->setRowCount(static_cast<int>(shown_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const Finding& finding = shown_[static_cast<std::size_t>(row)];
        const auto put = [&](FindingColumn column, const QString& text) {
            table_->setItem(row, column, new QTableWidgetItem(text));
        };
        put(kFindingClass, finding_title(model(), *list, finding));
        put(kFindingDies, with_thousands(finding.dies));
        const DieRect& on = finding.on;
        put(kFindingRows, on.empty() ? QString() : range_text(on.row_begin, on.row_end));
        put(kFindingCols, on.empty() ? QString() : range_text(on.col_begin, on.col_end));
        put(kFindingPlace, QStringLiteral("%1, %2")
                               .arg(finding.place.x / 1000.0, 0, 'f', 2)
                               .arg(finding.place.y / 1000.0, 0, 'f', 2));
        put(kFindingSize, QStringLiteral("%1 \u00d7 %2")
                              .arg(finding.width_um(), 0, 'f', 0)
                              .arg(finding.height_um(), 0, 'f', 0));
    }
}

/// Those that fail their die first, then the strongest.
void FindingPanel::list_defects() {
    const DocumentPtr& document = model().document();
    defects_ = document == nullptr ? std::vector<DefectRow>{} : defect_rows(*document);
    show_count(defects_.size());
    std::ranges::stable_sort(defects_, [](const DefectRow& a, const DefectRow& b) {
        return std::tie(a.fails, a.sigma) > std::tie(b.fails, b.sigma);
    });
    if (defects_.size() > kMost) defects_.resize(kMost);
    table_->setRowCount(static_cast<int>(defects_.size()));
    const FindingList* list = document == nullptr ? nullptr : find_list(document->findings, kDefects);
    for (int row = 0; row < table_->rowCount(); ++row) {
        const DefectRow& defect = defects_[static_cast<std::size_t>(row)];
        shown_.push_back(list->findings[defect.finding]);
        const auto put = [&](DefectColumn column, const QString& text) {
            table_->setItem(row, column, new QTableWidgetItem(text));
        };
        put(kDefectClass, class_title(defect.class_name));
        put(kDefectVerdict, defect.fails ? tr("fail") : tr("pass"));
        table_->item(row, kDefectVerdict)
            ->setForeground(defect.fails ? current_theme().error : current_theme().faint);
        put(kDefectDie, QStringLiteral("%1, %2").arg(defect.die.row).arg(defect.die.col));
        put(kDefectSize, std::isnan(defect.length_um) ? QStringLiteral("\u2013")
                                                      : QStringLiteral("%1 \u00d7 %2")
                                                            .arg(defect.length_um, 0, 'f', 1)
                                                            .arg(defect.width_um, 0, 'f', 1));
        put(kDefectReason, reason_in_words(defect.reason));
        table_->item(row, kDefectReason)->setToolTip(reason_in_words(defect.reason));
    }
}

void FindingPanel::choose(const DefectRow& defect) {
    wanted_ = defect;
    const int defects = kind_->findData(QString::fromUtf8(kDefects));
    if (defects >= 0 && defects != kind_->currentIndex())
        kind_->setCurrentIndex(defects);  // lists them
    else
        select_wanted();
}

void FindingPanel::name_columns() {
    if (shows_defects()) {
        table_->setColumnCount(kDefectColumns);
        table_->setHorizontalHeaderLabels(
            {tr("Class"), tr("Verdict"), tr("Row, column"), tr("Size (\u00b5m)"), tr("Reason")});
        return;
    }
    table_->setColumnCount(kFindingColumns);
    table_->setHorizontalHeaderLabels(
        {tr("Class"), tr("Dies"), tr("Rows"), tr("Columns"), tr("x, y (mm)"), tr("Size (\u00b5m)")});
}

void FindingPanel::retranslate() {
    table_->setAccessibleName(title());
    kind_->setAccessibleName(tr("Kind of finding"));
    reclass_->retranslate();
    name_columns();
    refresh_when_seen();
}

}  // namespace waferglow::gui

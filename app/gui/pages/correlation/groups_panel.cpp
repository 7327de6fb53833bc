// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/groups_panel.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/table_heads.h"
#include "app/gui/views/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

QString with_interval(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return QStringLiteral("\u2013");
    const Interval interval = clopper_pearson(part, whole);
    return QStringLiteral("%1  (%2 \u2013 %3)")
        .arg(percent(static_cast<double>(part) / static_cast<double>(whole)),
             QString::number(100.0 * interval.low, 'f', 2), QString::number(100.0 * interval.high, 'f', 2));
}

}  // namespace

GroupsPanel::GroupsPanel(QWidget* parent)
    : QWidget(parent), meaning_(new QLabel(this)), table_(new QTableWidget(0, 5, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    auto* bar = new QHBoxLayout;
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < 3; ++i) {
        kinds_[i] = new QPushButton(this);
        kinds_[i]->setCheckable(true);
        kinds_[i]->setMinimumHeight(kTouchPx);
        group->addButton(kinds_[i], i);
        bar->addWidget(kinds_[i]);
    }
    kinds_[0]->setChecked(true);
    bar->addStretch(1);
    layout->addLayout(bar);
    meaning_->setObjectName(QStringLiteral("caption"));
    meaning_->setWordWrap(true);
    layout->addWidget(meaning_);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(34);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    // Numbers of neighbouring columns keep apart.
    table_->setStyleSheet(QStringLiteral(
        "QTableWidget::item { padding: 0 12px; } QHeaderView::section { padding: 8px 14px; }"));
    layout->addWidget(table_, 1);
    connect(group, &QButtonGroup::idClicked, this, [this](int kind) {
        kind_ = kind;
        refresh();
    });
    retranslate();
}

void GroupsPanel::show_result(const ComparisonPtr& result) {
    if (result == result_) return;
    result_ = result;
    refresh();
}

QString GroupsPanel::group_name(const std::string& name) const {
    const std::pair<const char*, QString> names[] = {{"centre", tr("centre")},
                                                     {"middle", tr("middle")},
                                                     {"edge", tr("edge")},
                                                     {"right", tr("right")},
                                                     {"top", tr("top")},
                                                     {"left", tr("left")},
                                                     {"bottom", tr("bottom")},
                                                     {"in clusters", tr("in clusters")},
                                                     {"isolated", tr("isolated")},
                                                     {"beside clusters", tr("beside clusters")},
                                                     {"elsewhere", tr("elsewhere")}};
    const auto find = [&names](const QString& text) {
        for (const auto& [from, to] : names) {
            if (text == QLatin1String(from)) return to;
        }
        return text;
    };
    const QString text = QString::fromStdString(name);
    if (const QString whole = find(text); whole != text) return whole;
    QStringList words = text.split(QLatin1Char(' '));
    for (QString& word : words) word = find(word);
    return words.join(QLatin1Char(' '));
}

void GroupsPanel::refresh() {
    const QString meanings[] = {
        tr("Rings of a third of the usable radius each, cut into four sectors; the notch or flat is at the "
           "bottom."),
        tr("Dies of each PL bin. A bin that passes has escapes only, one that fails overkill only."),
        tr("Failing dies in groups of five and more, smaller ones, passing dies beside a group, and all "
           "others.")};
    meaning_->setText(meanings[kind_]);
    table_->setRowCount(0);
    if (result_ == nullptr) return;
    const std::vector<GroupAgreement>& groups = kind_ == 0   ? result_->by_zone
                                                : kind_ == 1 ? result_->by_bin
                                                             : result_->by_cluster;
    for (const GroupAgreement& group : groups) {
        const Confusion& c = group.confusion;
        if (c.matched() == 0) continue;
        const int row = table_->rowCount();
        table_->insertRow(row);
        const QString texts[] = {kind_ == 1 ? bin_title(group.name) : group_name(group.name),
                                 with_thousands(c.matched()), with_interval(c.fp, c.fp + c.tn),
                                 with_interval(c.fn, c.fn + c.tp), percent(c.accuracy())};
        for (int column = 0; column < 5; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setToolTip(texts[column]);
            table_->setItem(row, column, item);
        }
    }
}

void GroupsPanel::retranslate() {
    const QString kinds[] = {tr("By zone"), tr("By bin"), tr("By cluster")};
    for (int i = 0; i < 3; ++i) kinds_[i]->setText(kinds[i]);
    set_heads(*table_, {tr("Group"), tr("Dies"), tr("Overkill (95 %)"), tr("Escape (95 %)"), tr("Accuracy")},
              1, 4);
    table_->setAccessibleName(tr("Agreement of PL with EL by group"));
    refresh();
}

}  // namespace waferglow::gui

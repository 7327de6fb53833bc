// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/difference_table.h"

#include "app/gui/pages/recipe/recipe_texts.h"
#include "app/gui/views/table_heads.h"
#include "app/gui/views/theme.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {

DifferenceTable::DifferenceTable(QWidget* parent)
    : QWidget(parent),
      summary_(new QLabel(this)),
      only_(new QCheckBox(this)),
      table_(new QTableWidget(0, 3, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    only_->setChecked(true);
    layout->addWidget(only_);
    table_->setObjectName(QStringLiteral("differences"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(32);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setShowGrid(false);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int column : {1, 2}) table_->setColumnWidth(column, 110);
    layout->addWidget(table_, 1);
    connect(only_, &QCheckBox::toggled, this, [this] { refresh(); });
    retranslate();
}

void DifferenceTable::show_differences(std::vector<RecipeDifference> all, bool has_wafer) {
    all_ = std::move(all);
    has_wafer_ = has_wafer;
    refresh();
}

void DifferenceTable::refresh() {
    const Theme& theme = current_theme();
    const auto count = std::ranges::count_if(all_, &RecipeDifference::differs);
    summary_->setText(!has_wafer_ ? tr("Open a wafer to compare with the recipe that it was judged by.")
                      : count == 0
                          ? tr("The draft is the recipe of the opened wafer.")
                          : tr("%1 settings differ from the recipe of the opened wafer.").arg(count));
    only_->setEnabled(has_wafer_);
    table_->setRowCount(0);
    for (const RecipeDifference& difference : all_) {
        if (only_->isChecked() && !difference.differs()) continue;
        const int row = table_->rowCount();
        table_->insertRow(row);
        const FieldPlace& place = difference.place;
        QString name = field_label(*find_key(place.section, place.key));
        if (!place.section.empty())
            name = section_title(*find_section(place.section)) + QStringLiteral(": ") + name;
        if (place.index >= 0) name += QStringLiteral(" %1").arg(place.index + 1);
        const auto shown = [](const std::string& text) {
            return text.empty() ? QStringLiteral("\u2013") : QString::fromStdString(text);
        };
        const QString texts[] = {name, shown(difference.stored), shown(difference.draft)};
        for (int column = 0; column < 3; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            if (difference.differs() && column == 2) {
                QFont font = table_->font();
                font.setBold(true);
                item->setFont(font);
                item->setForeground(theme.accent);
            }
            table_->setItem(row, column, item);
        }
    }
}

void DifferenceTable::retranslate() {
    only_->setText(tr("Only what differs"));
    set_heads(*table_, {tr("Setting"), tr("Wafer"), tr("Draft")}, 9, 9);
    table_->setAccessibleName(tr("Draft beside the recipe of the opened wafer"));
    refresh();
}

void DifferenceTable::restyle() {
    refresh();
}

}  // namespace waferglow::gui

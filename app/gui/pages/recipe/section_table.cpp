// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/section_table.h"

#include "app/gui/pages/recipe/recipe_texts.h"
#include "app/gui/views/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

constexpr int kTableRowPx = 36;
constexpr int kHeadPx = 58;

}  // namespace

SectionTable::SectionTable(const SectionInfo& section, QWidget* parent)
    : ListEditor(parent),
      section_(section),
      title_(new QLabel(this)),
      table_(new QTableWidget(this)),
      message_(new QLabel(this)),
      add_(new QPushButton(this)),
      remove_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    layout->setSpacing(6);
    title_->setObjectName(QStringLiteral("title"));
    layout->addWidget(title_);
    table_->setObjectName(QString::fromUtf8(section.name));
    table_->setColumnCount(static_cast<int>(section_.keys.size()));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kTableRowPx);
    table_->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 6px 4px; }"));
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setFixedHeight(kHeadPx);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    layout->addWidget(table_);
    message_->setObjectName(QStringLiteral("error"));
    message_->setWordWrap(true);
    layout->addWidget(message_);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {add_, remove_}) {
        button->setMinimumHeight(kTouchPx);
        buttons->addWidget(button);
    }
    add_->setObjectName(QString::fromUtf8(section.name) + QStringLiteral(".add"));
    remove_->setObjectName(QString::fromUtf8(section.name) + QStringLiteral(".remove"));
    buttons->addStretch(1);
    layout->addLayout(buttons);
    connect(table_, &QTableWidget::itemChanged, this, [this](QTableWidgetItem* item) {
        if (filling_ || !on_text) return;
        const KeyInfo& key = section_.keys[static_cast<std::size_t>(item->column())];
        const QString text =
            key.kind == ValueKind::flag
                ? (item->checkState() == Qt::Checked ? QStringLiteral("true") : QStringLiteral("false"))
                : item->text();
        on_text({section_.name, key.key, item->row()}, text.toStdString());
    });
    connect(add_, &QPushButton::clicked, this, [this] {
        if (on_add) on_add(section_.name);
    });
    connect(remove_, &QPushButton::clicked, this, [this] {
        if (on_remove) on_remove(section_.name, table_->currentRow());
    });
    connect(table_, &QTableWidget::currentCellChanged, this,
            [this] { remove_->setEnabled(!locked_ && table_->currentRow() >= 0); });
    remove_->setEnabled(false);
    retranslate();
}

void SectionTable::show_draft(const RecipeDraft& draft, const DraftCheck& found) {
    filling_ = true;
    setVisible(draft.has(std::string(section_.parent())));
    const auto list = draft.lists.find(section_.name);
    const int rows = list == draft.lists.end() ? 0 : static_cast<int>(list->second.size());
    table_->setRowCount(rows);
    table_->setFixedHeight(kHeadPx + kTableRowPx * std::max(1, rows) + 6);
    QStringList messages;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < table_->columnCount(); ++column) {
            const KeyInfo& key = section_.keys[static_cast<std::size_t>(column)];
            const FieldPlace place{section_.name, key.key, row};
            const std::string* stored = draft.find(place);
            const QString text = stored == nullptr ? QString() : QString::fromStdString(*stored);
            auto* item = table_->item(row, column);
            if (item == nullptr) {
                item = new QTableWidgetItem;
                table_->setItem(row, column, item);
            }
            if (key.kind == ValueKind::flag) {
                item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
                item->setCheckState(text == QLatin1String("true") ? Qt::Checked : Qt::Unchecked);
            } else {
                item->setText(text);
            }
            if (key.kind == ValueKind::color) item->setData(Qt::DecorationRole, QColor(text));
            const auto message = found.messages.find(place);
            const bool wrong = message != found.messages.end();
            item->setForeground(wrong ? current_theme().error : current_theme().text);
            item->setToolTip(wrong ? QString::fromStdString(message->second) : field_help(key));
            if (wrong)
                messages << tr("Row %1, %2: %3")
                                .arg(row + 1)
                                .arg(field_label(key), QString::fromStdString(message->second));
        }
    }
    message_->setText(messages.join(QLatin1Char('\n')));
    message_->setVisible(!messages.isEmpty());
    remove_->setEnabled(!locked_ && table_->currentRow() >= 0 && rows > 0);
    filling_ = false;
}

void SectionTable::set_locked(bool locked) {
    locked_ = locked;
    add_->setEnabled(!locked);
    remove_->setEnabled(!locked && table_->currentRow() >= 0);
    table_->setEditTriggers(locked ? QAbstractItemView::NoEditTriggers
                                   : QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                                         QAbstractItemView::AnyKeyPressed);
}

void SectionTable::retranslate() {
    title_->setText(section_title(section_));
    add_->setText(tr("Add"));
    remove_->setText(tr("Remove"));
    QStringList headings;
    for (const KeyInfo& key : section_.keys) headings << field_heading(key);
    table_->setHorizontalHeaderLabels(headings);
    for (int column = 0; column < table_->columnCount(); ++column) {
        const KeyInfo& key = section_.keys[static_cast<std::size_t>(column)];
        const QString limits = field_limits(key);
        table_->horizontalHeaderItem(column)->setToolTip(
            limits.isEmpty() ? field_help(key) : field_help(key) + QStringLiteral(" ") + limits);
    }
    table_->setAccessibleName(title_->text());
}

}  // namespace waferglow::gui

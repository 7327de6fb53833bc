// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/list_form.h"

#include "app/gui/pages/recipe/recipe_texts.h"
#include "app/gui/pages/recipe/section_table.h"
#include "app/gui/views/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

constexpr std::size_t kMostColumns = 12;  // of a table: more of them nobody overlooks
constexpr int kRowsWide_px = 190;
constexpr int kListHigh_px = 300;

}  // namespace

ListEditor* make_list_editor(const SectionInfo& section, QWidget* parent) {
    if (section.keys.size() > kMostColumns) return new ListForm(section, parent);
    return new SectionTable(section, parent);
}

ListForm::ListForm(const SectionInfo& section, QWidget* parent)
    : ListEditor(parent),
      section_(section),
      title_(new QLabel(this)),
      hint_(new QLabel(this)),
      rows_(new QListWidget(this)),
      body_(new QWidget(this)),
      grid_(new QGridLayout(body_)),
      more_(new QToolButton(this)),
      menu_(new QMenu(more_)),
      add_(new QPushButton(this)),
      remove_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    layout->setSpacing(6);
    title_->setObjectName(QStringLiteral("title"));
    layout->addWidget(title_);
    hint_->setObjectName(QStringLiteral("caption"));
    hint_->setWordWrap(true);
    layout->addWidget(hint_);
    auto* parts = new QHBoxLayout;
    parts->setSpacing(12);
    auto* left = new QVBoxLayout;
    rows_->setObjectName(QString::fromUtf8(section.name));
    rows_->setFixedWidth(kRowsWide_px);
    rows_->setMinimumHeight(kListHigh_px);
    rows_->setStyleSheet(QStringLiteral("QListWidget::item { min-height: 34px; }"));
    left->addWidget(rows_, 1);
    auto* buttons = new QHBoxLayout;
    add_->setObjectName(QString::fromUtf8(section.name) + QStringLiteral(".add"));
    remove_->setObjectName(QString::fromUtf8(section.name) + QStringLiteral(".remove"));
    for (QPushButton* button : {add_, remove_}) {
        button->setMinimumHeight(kTouchPx);
        buttons->addWidget(button);
    }
    left->addLayout(buttons);
    parts->addLayout(left);
    auto* right = new QVBoxLayout;
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(4);
    grid_->setColumnStretch(1, 1);
    right->addWidget(body_);
    more_->setObjectName(QString::fromUtf8(section.name) + QStringLiteral(".more"));
    more_->setMenu(menu_);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    more_->setMinimumHeight(kTouchPx);
    more_->setStyleSheet(QStringLiteral("QToolButton { padding-right: 22px; }"));
    right->addWidget(more_, 0, Qt::AlignLeft);
    right->addStretch(1);
    parts->addLayout(right, 1);
    layout->addLayout(parts);
    connect(rows_, &QListWidget::currentRowChanged, this, [this] {
        if (!filling_) show_row();
    });
    connect(add_, &QPushButton::clicked, this, [this] {
        if (!on_add) return;
        on_add(section_.name);
        rows_->setCurrentRow(rows_->count() - 1);
    });
    connect(remove_, &QPushButton::clicked, this, [this] {
        if (on_remove) on_remove(section_.name, rows_->currentRow());
    });
    connect(menu_, &QMenu::triggered, this,
            [this](const QAction* action) { open_key(action->data().toString().toStdString()); });
    retranslate();
}

void ListForm::show_draft(const RecipeDraft& draft, const DraftCheck& found) {
    draft_ = draft;
    found_ = found;
    setVisible(draft.has(std::string(section_.parent())));
    list_rows();
    show_row();
}

const FieldTexts* ListForm::row_texts() const {
    const auto list = draft_.lists.find(section_.name);
    const int row = rows_->currentRow();
    if (list == draft_.lists.end() || row < 0 || static_cast<std::size_t>(row) >= list->second.size())
        return nullptr;
    return &list->second[static_cast<std::size_t>(row)];
}

std::string ListForm::text_of(const KeyInfo& key) const {
    const FieldTexts* texts = row_texts();
    if (texts == nullptr) return {};
    const auto at = texts->find(key.key);
    return at == texts->end() ? std::string() : at->second;
}

bool ListForm::is_set(const KeyInfo& key) const {
    const std::string text = text_of(key);
    return !text.empty() && text != key.standard;
}

/// Rows are called by what their first key says.
void ListForm::list_rows() {
    filling_ = true;
    const int before = rows_->currentRow();
    const auto list = draft_.lists.find(section_.name);
    const int count = list == draft_.lists.end() ? 0 : static_cast<int>(list->second.size());
    while (rows_->count() > count) delete rows_->takeItem(rows_->count() - 1);
    while (rows_->count() < count) rows_->addItem(QString());
    for (int row = 0; row < count; ++row) {
        const FieldTexts& texts = list->second[static_cast<std::size_t>(row)];
        const auto name = texts.find(section_.keys.front().key);
        const QString called = name == texts.end() ? QString() : QString::fromStdString(name->second);
        QListWidgetItem* item = rows_->item(row);
        item->setText(QStringLiteral("%1. %2").arg(row + 1).arg(called));
        const bool wrong = std::ranges::any_of(found_.messages, [&](const auto& message) {
            return message.first.section == section_.name && message.first.index == row;
        });
        item->setForeground(wrong ? current_theme().error : current_theme().text);
    }
    rows_->setCurrentRow(std::clamp(before, count > 0 ? 0 : -1, count - 1));
    filling_ = false;
}

std::vector<const KeyInfo*> ListForm::shown_keys() const {
    std::vector<const KeyInfo*> keys;
    if (row_texts() == nullptr) return keys;
    for (const KeyInfo& key : section_.keys) {
        const bool first = &key == &section_.keys.front();
        if (first || key.presence == Presence::required || is_set(key) || opened_.contains(key.key))
            keys.push_back(&key);
    }
    return keys;
}

/// Fields are kept while they are the same, so that nobody loses the cursor in typing.
void ListForm::show_row() {
    if (rows_->currentRow() != opened_row_) opened_.clear();
    opened_row_ = rows_->currentRow();
    const std::vector<const KeyInfo*> keys = shown_keys();
    const bool same = std::ranges::equal(keys, fields_, {}, {}, &Field::key);
    if (!same) build_fields(keys);
    fill_fields();
    fill_menu();
    const bool any = row_texts() != nullptr;
    body_->setVisible(any);
    more_->setVisible(any);
    add_->setEnabled(!locked_);
    remove_->setEnabled(!locked_ && any);
    more_->setEnabled(!locked_);
}

void ListForm::build_fields(const std::vector<const KeyInfo*>& keys) {
    for (const Field& field : fields_) {
        for (QWidget* widget : std::initializer_list<QWidget*>{field.label, field.edit, field.choices,
                                                               field.message, field.remove}) {
            if (widget == nullptr) continue;
            widget->hide();
            widget->deleteLater();  // one of them may have asked for it
        }
    }
    fields_.clear();
    int line = 0;
    for (const KeyInfo* key : keys) {
        add_field(*key, line);
        line += 2;
    }
}

void ListForm::add_field(const KeyInfo& key, int line) {
    Field field{.key = &key,
                .label = new QLabel(body_),
                .edit = nullptr,
                .choices = nullptr,
                .message = new QLabel(body_),
                .remove = nullptr};
    const QString unit = field_unit(key);
    field.label->setText(unit.isEmpty() ? field_label(key)
                                        : QStringLiteral("%1 [%2]").arg(field_label(key), unit));
    field.label->setWordWrap(true);
    field.label->setToolTip(field_help(key));
    field.label->setMinimumWidth(150);
    const QString name =
        QStringLiteral("%1.%2").arg(QString::fromUtf8(section_.name), QString::fromUtf8(key.key));
    if (key.kind == ValueKind::choice) {
        field.choices = new QComboBox(body_);
        field.choices->setObjectName(name);
        for (const std::string& choice : key.choices) field.choices->addItem(QString::fromStdString(choice));
        connect(field.choices, &QComboBox::textActivated, this,
                [this, &key](const QString& text) { tell(key, text); });
        grid_->addWidget(field.choices, line, 1);
    } else {
        field.edit = new QLineEdit(body_);
        field.edit->setObjectName(name);
        QStringList choices;
        for (const std::string& choice : key.choices) choices << QString::fromStdString(choice);
        field.edit->setPlaceholderText(choices.isEmpty() ? field_limits(key)
                                                         : choices.join(QStringLiteral(", ")));
        connect(field.edit, &QLineEdit::textEdited, this,
                [this, &key](const QString& text) { tell(key, text); });
        grid_->addWidget(field.edit, line, 1);
    }
    QWidget* input = field.edit != nullptr ? static_cast<QWidget*>(field.edit) : field.choices;
    input->setToolTip(field_help(key));
    input->setAccessibleName(field_label(key));
    input->setAccessibleDescription(field_help(key));
    const bool needed = &key == &section_.keys.front() || key.presence == Presence::required;
    if (!needed) {
        field.remove = new QPushButton(QStringLiteral("\u2212"), body_);
        field.remove->setFixedSize(kTouchPx - 8, kTouchPx - 8);
        field.remove->setStyleSheet(QStringLiteral("padding: 0px;"));
        field.remove->setToolTip(tr("Takes this out of the row"));
        field.remove->setAccessibleName(tr("Take out: %1").arg(field_label(key)));
        connect(field.remove, &QPushButton::clicked, this, [this, &key] {
            opened_.erase(key.key);
            tell(key, QString::fromStdString(key.standard));
            show_row();
        });
        grid_->addWidget(field.remove, line, 2);
    }
    field.message->setObjectName(QStringLiteral("error"));
    field.message->setWordWrap(true);
    field.message->hide();
    grid_->addWidget(field.label, line, 0);
    grid_->addWidget(field.message, line + 1, 1, 1, 2);
    fields_.push_back(field);
}

void ListForm::fill_fields() {
    filling_ = true;
    for (const Field& field : fields_) {
        const QString text = QString::fromStdString(text_of(*field.key));
        if (field.edit != nullptr) {
            if (field.edit->text() != text) field.edit->setText(text);
            field.edit->setEnabled(!locked_);
        } else {
            field.choices->setCurrentText(text);
            field.choices->setEnabled(!locked_);
        }
        if (field.remove != nullptr) field.remove->setEnabled(!locked_);
        const auto message = found_.messages.find({section_.name, field.key->key, rows_->currentRow()});
        field.message->setVisible(message != found_.messages.end());
        field.message->setText(message == found_.messages.end() ? QString()
                                                                : QString::fromStdString(message->second));
    }
    filling_ = false;
}

void ListForm::fill_menu() {
    menu_->clear();
    for (const KeyInfo& key : section_.keys) {
        const bool shown = std::ranges::find(fields_, &key, &Field::key) != fields_.end();
        if (shown) continue;
        QAction* action = menu_->addAction(field_label(key));
        action->setData(QString::fromUtf8(key.key));
        action->setToolTip(field_help(key));
    }
    menu_->setToolTipsVisible(true);
}

void ListForm::open_key(const std::string& key) {
    opened_.insert(key);
    show_row();
    const auto field =
        std::ranges::find(fields_, key, [](const Field& f) { return std::string(f.key->key); });
    if (field == fields_.end()) return;
    if (field->edit != nullptr)
        field->edit->setFocus();
    else
        tell(*field->key, field->choices->currentText());
}

void ListForm::tell(const KeyInfo& key, const QString& text) {
    // While it is being typed anew a field stays, even when it is empty or at its default for a moment.
    const bool removing = !opened_.contains(key.key) && text.toStdString() == key.standard;
    if (!removing) opened_.insert(key.key);
    if (!filling_ && on_text) on_text({section_.name, key.key, rows_->currentRow()}, text.toStdString());
}

void ListForm::set_locked(bool locked) {
    locked_ = locked;
    show_row();
}

void ListForm::retranslate() {
    title_->setText(section_title(section_));
    hint_->setText(tr("Asked from the top; only what a row sets is shown."));
    add_->setText(tr("Add"));
    remove_->setText(tr("Remove"));
    more_->setText(tr("Add a condition"));
    rows_->setAccessibleName(title_->text());
    build_fields(shown_keys());
    fill_fields();
    fill_menu();
}

}  // namespace waferglow::gui

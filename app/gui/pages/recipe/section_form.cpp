// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/section_form.h"

#include "app/gui/pages/recipe/recipe_texts.h"
#include "app/gui/views/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

constexpr int kNumberPx = 130;

/// A number as its field shows it. What the data decided has all the digits of a double: six of them tell it.
QString shown_number(const QString& text) {
    constexpr qsizetype kMostDigits = 10;
    bool number = false;
    const double value = text.toDouble(&number);
    if (!number || text.size() <= kMostDigits) return text;
    const QString brief = QString::number(value, 'g', 6);
    return brief.size() <= kMostDigits ? brief : text;
}

/// A text that no end of a line divides.
QString in_one_piece(const QString& text) {
    constexpr QChar kNoBreakSpace(0x00A0);
    constexpr QChar kWordJoiner(0x2060);
    QString whole;
    for (const QChar c : text) {
        if (!whole.isEmpty()) whole += kWordJoiner;
        whole += c == QLatin1Char(' ') ? kNoBreakSpace : c;
    }
    return whole;
}

}  // namespace

SectionForm::SectionForm(const SectionInfo& section, QWidget* parent)
    : QWidget(parent), section_(section), title_(new QLabel(this)), body_(new QWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    layout->setSpacing(6);
    title_->setObjectName(QStringLiteral("title"));
    if (section_.kind == SectionKind::optional) {
        title_->hide();
        there_ = new QCheckBox(this);
        there_->setStyleSheet(QStringLiteral("font-size: 17px; font-weight: 600;"));
        layout->addWidget(there_);
        connect(there_, &QCheckBox::toggled, this, [this](bool there) {
            if (!filling_ && on_there) on_there(section_.name, there);
        });
    }
    layout->addWidget(title_);
    auto* grid = new QGridLayout(body_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, 170);
    grid->setColumnMinimumWidth(2, 56);
    grid->setColumnMinimumWidth(3, 64);
    grid->setColumnStretch(4, 1);
    // A column without a widget of its own would lose its width, and the explanations their common edge.
    const bool only_flags =
        std::ranges::all_of(section_.keys, [](const KeyInfo& key) { return key.kind == ValueKind::flag; });
    for (const int column : {1, 2, 3}) {
        if (only_flags) continue;
        auto* strut = new QWidget(body_);
        strut->setFixedSize(column == 1 ? kNumberPx : grid->columnMinimumWidth(column), 1);
        grid->addWidget(strut, 0, column);
    }
    int line = 0;
    for (const KeyInfo& key : section_.keys) {
        add_row(*grid, line, key);
        line += 2;
    }
    layout->addWidget(body_);
    retranslate();
}

void SectionForm::add_row(QGridLayout& grid, int line, const KeyInfo& key) {
    Row row{&key,    new QLabel(body_), nullptr,           nullptr,
            nullptr, new QLabel(body_), new QLabel(body_), new QLabel(body_)};
    row.label->setWordWrap(true);
    row.help->setWordWrap(true);
    row.help->setObjectName(QStringLiteral("caption"));
    row.help->setStyleSheet(QStringLiteral("font-size: 13px;"));
    row.message->setWordWrap(true);
    row.message->setObjectName(QStringLiteral("error"));
    row.message->hide();
    const QString name =
        QStringLiteral("%1.%2").arg(QString::fromUtf8(section_.name), QString::fromUtf8(key.key));
    const bool wide =
        key.kind == ValueKind::text || key.kind == ValueKind::texts || key.kind == ValueKind::numbers;
    if (key.kind == ValueKind::flag) {
        row.flag = new QCheckBox(body_);
        row.flag->setObjectName(name);
        grid.addWidget(row.flag, line, 1, 1, 3);
    } else {
        row.edit = new QLineEdit(body_);
        row.edit->setObjectName(name);
        row.edit->setFixedWidth(wide ? 230 : kNumberPx);
        grid.addWidget(row.edit, line, 1, 1, wide ? 3 : 1);
        if (!wide) grid.addWidget(row.unit, line, 2);
    }
    if (key.presence == Presence::automatic) {
        row.automatic = new QCheckBox(body_);
        row.automatic->setObjectName(name + QStringLiteral(".auto"));
        grid.addWidget(row.automatic, line, 3);
    }
    grid.addWidget(row.label, line, 0);
    grid.addWidget(row.help, line, 4);
    grid.addWidget(row.message, line + 1, 1, 1, 4);
    rows_.push_back(row);
    const Row kept = row;
    if (row.edit != nullptr)
        connect(row.edit, &QLineEdit::textEdited, this,
                [this, kept](const QString& text) { tell(kept, text); });
    if (row.flag != nullptr)
        connect(row.flag, &QCheckBox::toggled, this,
                [this, kept](bool on) { tell(kept, on ? QStringLiteral("true") : QStringLiteral("false")); });
    if (row.automatic != nullptr)
        connect(row.automatic, &QCheckBox::toggled, this, [this, kept](bool on) {
            tell(kept, on ? QString::fromLatin1(kAuto) : QString());
            if (!on) kept.edit->setFocus();
        });
}

void SectionForm::tell(const Row& row, const QString& text) {
    if (!filling_ && on_text) on_text({section_.name, row.key->key, -1}, text.toStdString());
}

void SectionForm::show_draft(const RecipeDraft& draft, const DraftCheck& found) {
    filling_ = true;
    const bool possible = draft.has(std::string(section_.parent()));
    const bool there = draft.has(section_.name);
    if (there_ != nullptr) {
        there_->setChecked(there);
        there_->setEnabled(possible && !locked_);
    }
    setVisible(possible);
    body_->setVisible(there);
    for (const Row& row : rows_) {
        const FieldPlace place{section_.name, row.key->key, -1};
        const std::string* stored = draft.find(place);
        const QString text = stored == nullptr ? QString() : QString::fromStdString(*stored);
        const bool automatic = row.automatic != nullptr && text == QLatin1String(kAuto);
        if (row.flag != nullptr) row.flag->setChecked(text == QLatin1String("true"));
        if (row.automatic != nullptr) row.automatic->setChecked(automatic);
        if (row.edit != nullptr) {
            row.edit->setEnabled(!automatic && !locked_);
            const bool number = row.key->kind == ValueKind::number;
            const QString shown = automatic ? tr("auto") : number ? shown_number(text) : text;
            const bool typed = !automatic && row.edit->text() == text;
            if (!typed && row.edit->text() != shown) row.edit->setText(shown);
            row.edit->setToolTip(shown == text ? QString() : text);
        }
        const auto message = found.messages.find(place);
        const bool wrong = message != found.messages.end();
        row.message->setVisible(wrong);
        row.message->setText(wrong ? QString::fromStdString(message->second) : QString());
    }
    filling_ = false;
}

void SectionForm::set_locked(bool locked) {
    locked_ = locked;
    for (const Row& row : rows_) {
        for (QWidget* input : std::initializer_list<QWidget*>{row.edit, row.automatic, row.flag}) {
            if (input != nullptr) input->setEnabled(!locked);
        }
    }
}

void SectionForm::retranslate() {
    const QString title = section_title(section_);
    title_->setText(title);
    if (there_ != nullptr) there_->setText(title);
    for (const Row& row : rows_) {
        const QString label = field_label(*row.key);
        const QString limits = field_limits(*row.key);
        row.label->setText(label);
        // A wide field leaves no room for its unit.
        const QString unit = field_unit(*row.key);
        const bool beside = body_->layout()->indexOf(row.unit) >= 0;
        row.unit->setVisible(beside);
        if (beside)
            row.unit->setText(unit);
        else if (!unit.isEmpty())
            row.label->setText(QStringLiteral("%1, %2").arg(label, unit));
        QString help = field_help(*row.key);
        if (!limits.isEmpty()) help += QLatin1Char(' ') + in_one_piece(tr("Range: %1.").arg(limits));
        row.help->setText(help);
        if (row.automatic != nullptr) row.automatic->setText(tr("auto"));
        if (row.automatic != nullptr) row.automatic->setToolTip(tr("Left to the data of each wafer"));
        QWidget* input = row.flag != nullptr ? static_cast<QWidget*>(row.flag) : row.edit;
        input->setAccessibleName(label);
        input->setAccessibleDescription(help);
    }
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/alignment_panel.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/table_heads.h"
#include "app/gui/views/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

constexpr int kMostOffset = 1'000'000;

/// A number between two buttons that a gloved finger can press.
QHBoxLayout* with_steps(QSpinBox& spin) {
    auto* layout = new QHBoxLayout;
    layout->setSpacing(4);
    for (const int step : {-1, 1}) {
        auto* button = new QToolButton(spin.parentWidget());
        button->setText(step < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"));
        button->setFixedSize(kTouchPx, kTouchPx);
        button->setStyleSheet(QStringLiteral("padding: 0; min-height: 0;"));
        button->setAutoRepeat(true);
        QObject::connect(button, &QToolButton::clicked, &spin, [&spin, step] { spin.stepBy(step); });
        layout->addWidget(button);
        if (step < 0) layout->addWidget(&spin, 1);
    }
    return layout;
}

}  // namespace

AlignmentPanel::AlignmentPanel(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      summary_(new QLabel(this)),
      doubt_(new QLabel(this)),
      candidates_(new QTableWidget(3, 4, this)),
      lead_(new QLabel(this)),
      manual_title_(new QLabel(this)),
      turn_(new QComboBox(this)),
      mirrored_(new QCheckBox(this)),
      rows_(new QSpinBox(this)),
      cols_(new QSpinBox(this)),
      found_(new QPushButton(this)),
      given_(new QPushButton(this)),
      warnings_(new QLabel(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    title_->setObjectName(QStringLiteral("title"));
    manual_title_->setObjectName(QStringLiteral("title"));
    doubt_->setObjectName(QStringLiteral("warning"));
    lead_->setObjectName(QStringLiteral("caption"));
    warnings_->setObjectName(QStringLiteral("caption"));
    for (QLabel* label : {summary_, doubt_, lead_, warnings_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    layout->addWidget(title_);
    layout->addWidget(summary_);
    layout->addWidget(doubt_);
    candidates_->verticalHeader()->hide();
    candidates_->verticalHeader()->setDefaultSectionSize(34);
    candidates_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    candidates_->setSelectionMode(QAbstractItemView::NoSelection);
    candidates_->setFocusPolicy(Qt::NoFocus);
    candidates_->setShowGrid(false);
    candidates_->setFixedHeight(48 + 3 * 34);
    candidates_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    candidates_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    for (const int column : {0, 2, 3})
        candidates_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    layout->addWidget(candidates_);
    layout->addWidget(lead_);
    layout->addWidget(manual_title_);

    auto* form = new QGridLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    for (QLabel*& label : labels_) label = new QLabel(this);
    turn_->setMinimumHeight(kTouchPx);
    for (QSpinBox* spin : {rows_, cols_}) {
        spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
        spin->setRange(-kMostOffset, kMostOffset);
        spin->setMinimumHeight(kTouchPx);
        connect(spin, &QSpinBox::valueChanged, this, [this] { choose(); });
    }
    form->addWidget(labels_[0], 0, 0);
    form->addWidget(turn_, 0, 1);
    form->addWidget(mirrored_, 0, 2, 1, 2);
    form->addWidget(labels_[1], 1, 0);
    form->addLayout(with_steps(*rows_), 1, 1);
    form->addWidget(labels_[2], 1, 2);
    form->addLayout(with_steps(*cols_), 1, 3);
    for (QWidget* field : std::initializer_list<QWidget*>{rows_, cols_}) field->setMaximumWidth(200);
    turn_->setMaximumWidth(200 + 2 * (kTouchPx + 4));
    for (const int column : {1, 3}) form->setColumnStretch(column, 2);
    form->setColumnStretch(4, 1);
    layout->addLayout(form);
    rows_->setObjectName(QStringLiteral("rows"));
    cols_->setObjectName(QStringLiteral("cols"));
    found_->setObjectName(QStringLiteral("use-best"));
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {found_, given_}) {
        button->setMinimumHeight(kTouchPx);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addWidget(warnings_);
    layout->addStretch(1);
    connect(turn_, &QComboBox::activated, this, [this] { choose(); });
    connect(mirrored_, &QCheckBox::toggled, this, [this] { choose(); });
    connect(found_, &QPushButton::clicked, this, [this] {
        if (input_ != nullptr && input_->search && on_transform) on_transform(input_->search->best.transform);
    });
    connect(given_, &QPushButton::clicked, this, [this] {
        if (on_transform) on_transform({});
    });
    retranslate();
}

QString AlignmentPanel::words(const ElTransform& transform) {
    QStringList parts;
    if (transform.orientation.mirrored) parts << tr("mirrored");
    if (transform.orientation.quarter_turns != 0)
        parts << tr("turned by %1\u00b0").arg(90 * transform.orientation.quarter_turns);
    const auto with_sign = [](std::int32_t value) {
        return (value > 0 ? QStringLiteral("+") : QStringLiteral("\u2212")) +
               QString::number(std::abs(static_cast<std::int64_t>(value)));
    };
    if (transform.row_offset != 0) parts << tr("rows %1").arg(with_sign(transform.row_offset));
    if (transform.col_offset != 0) parts << tr("columns %1").arg(with_sign(transform.col_offset));
    return parts.isEmpty() ? tr("as given") : parts.join(QStringLiteral(", "));
}

void AlignmentPanel::choose() {
    if (filling_ || input_ == nullptr || !on_transform) return;
    on_transform({{turn_->currentIndex(), mirrored_->isChecked()}, rows_->value(), cols_->value()});
}

void AlignmentPanel::show_input(const ElInputPtr& input) {
    input_ = input;
    refresh();
}

void AlignmentPanel::refresh() {
    filling_ = true;
    const bool there = input_ != nullptr;
    const bool searched = there && input_->search.has_value();
    const ElTransform used = there ? input_->used : ElTransform{};
    turn_->setCurrentIndex(used.orientation.quarter_turns);
    mirrored_->setChecked(used.orientation.mirrored);
    rows_->setValue(used.row_offset);
    cols_->setValue(used.col_offset);
    filling_ = false;
    for (QWidget* widget : std::initializer_list<QWidget*>{turn_, mirrored_, rows_, cols_, given_})
        widget->setEnabled(there);
    found_->setEnabled(searched);
    candidates_->setVisible(searched);
    lead_->setVisible(searched);
    doubt_->setVisible(there && !input_->doubt.empty());
    doubt_->setText(there ? QString::fromStdString(input_->doubt) : QString());
    if (!there)
        summary_->setText(tr("Load EL data to see how it lies on the wafer."));
    else if (input_->path.empty())
        summary_->setText(
            tr("These records come from the wafer file and were aligned when they were stored."));
    else
        summary_->setText(tr("%1 (%2, %3 records) is used %4.")
                              .arg(QString::fromStdString(input_->path.filename().string()),
                                   QString::fromStdString(input_->format),
                                   with_thousands(static_cast<std::int64_t>(input_->table->size())),
                                   words(used)));
    QStringList warnings;
    if (there) {
        for (const std::string& warning : input_->table->warnings)
            warnings << QString::fromStdString(warning);
    }
    warnings_->setText(warnings.join(QLatin1Char('\n')));
    warnings_->setVisible(!warnings.isEmpty());
    if (!searched) return;
    const AlignmentSearch& search = *input_->search;
    const std::pair<QString, const AlignmentScore*> rows[] = {
        {tr("Best"), &search.best}, {tr("Runner-up"), &search.runner_up}, {tr("As given"), &search.as_given}};
    for (int row = 0; row < 3; ++row) {
        const auto& [name, score] = rows[row];
        const QString texts[] = {name, words(score->transform), QString::number(score->score, 'f', 3),
                                 percent(score->on_wafer, 1)};
        for (int column = 0; column < 4; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            if (column > 1) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            candidates_->setItem(row, column, item);
        }
    }
    lead_->setText(search.conclusive
                       ? tr("The best one leads by %1 sigma (%2 are asked for).")
                             .arg(QString::number(search.lead, 'f', 1), QString::number(kLeastLead, 'f', 0))
                       : tr("The best one leads by %1 sigma only (%2 are asked for): check it by eye.")
                             .arg(QString::number(search.lead, 'f', 1), QString::number(kLeastLead, 'f', 0)));
}

void AlignmentPanel::retranslate() {
    title_->setText(tr("How the EL table lies on the wafer"));
    manual_title_->setText(tr("Correct by hand"));
    labels_[0]->setText(tr("Turn counter-clockwise"));
    labels_[1]->setText(tr("Rows"));
    labels_[2]->setText(tr("Columns"));
    mirrored_->setText(tr("Mirrored left to right"));
    found_->setText(tr("Use the best"));
    given_->setText(tr("Use as given"));
    set_heads(*candidates_, {tr("Candidate"), tr("Transform"), tr("Score"), tr("On the wafer")}, 2, 3);
    filling_ = true;
    const int turn = std::max(0, turn_->currentIndex());
    turn_->clear();
    turn_->addItems({QStringLiteral("0\u00b0"), QStringLiteral("90\u00b0"), QStringLiteral("180\u00b0"),
                     QStringLiteral("270\u00b0")});
    turn_->setCurrentIndex(turn);
    filling_ = false;
    turn_->setAccessibleName(labels_[0]->text());
    rows_->setAccessibleName(tr("Offset of the rows in dies"));
    cols_->setAccessibleName(tr("Offset of the columns in dies"));
    refresh();
}

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/learn_panel.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/table_heads.h"
#include "app/gui/views/theme.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

constexpr int kLayerRowPx = 34;
constexpr qsizetype kMostNamed = 5;

}  // namespace

LearnPanel::LearnPanel(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      meaning_(new QLabel(this)),
      escape_label_(new QLabel(this)),
      overkill_label_(new QLabel(this)),
      escape_(new QDoubleSpinBox(this)),
      overkill_(new QDoubleSpinBox(this)),
      learn_(new QPushButton(this)),
      cancel_(new QPushButton(this)),
      progress_(new QProgressBar(this)),
      summary_(new QLabel(this)),
      table_(new QTableWidget(2, 4, this)),
      importance_(new QLabel(this)),
      apply_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    title_->setObjectName(QStringLiteral("title"));
    meaning_->setObjectName(QStringLiteral("caption"));
    importance_->setObjectName(QStringLiteral("caption"));
    for (QLabel* label : {meaning_, summary_, importance_}) label->setWordWrap(true);
    layout->addWidget(title_);
    layout->addWidget(meaning_);
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(12);
    for (QDoubleSpinBox* price : {escape_, overkill_}) {
        price->setButtonSymbols(QAbstractSpinBox::NoButtons);
        price->setRange(0.001, 1e6);
        price->setDecimals(3);
        price->setValue(1.0);
        price->setMinimumHeight(kTouchPx);
        price->setMaximumWidth(140);
    }
    form->addWidget(escape_label_, 0, 0);
    form->addWidget(escape_, 0, 1);
    form->addWidget(overkill_label_, 1, 0);
    form->addWidget(overkill_, 1, 1);
    form->addWidget(learn_, 1, 2);
    form->addWidget(cancel_, 1, 3);
    form->addWidget(progress_, 1, 4);
    form->setColumnStretch(4, 1);
    progress_->setTextVisible(false);
    layout->addLayout(form);
    layout->addWidget(summary_);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kLayerRowPx);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus);
    table_->setShowGrid(false);
    table_->setFixedHeight(48 + 2 * kLayerRowPx);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    layout->addWidget(table_);
    layout->addWidget(importance_);
    auto* bar = new QHBoxLayout;
    bar->addWidget(apply_);
    bar->addStretch(1);
    layout->addLayout(bar);
    layout->addStretch(1);
    learn_->setObjectName(QStringLiteral("learn"));
    learn_->setProperty("primary", true);
    cancel_->setObjectName(QStringLiteral("cancel-learning"));
    connect(cancel_, &QPushButton::clicked, this, [this] {
        if (on_cancel) on_cancel();
    });
    apply_->setObjectName(QStringLiteral("apply-learnt"));
    for (QPushButton* button : {learn_, cancel_, apply_}) button->setMinimumHeight(kTouchPx);
    connect(learn_, &QPushButton::clicked, this, [this] {
        if (on_learn) on_learn({escape_->value(), overkill_->value()});
    });
    connect(apply_, &QPushButton::clicked, this, [this] {
        if (on_apply) on_apply();
    });
    retranslate();
}

void LearnPanel::show_learning(const LearningPtr& learning, bool ready, bool may_apply) {
    learning_ = learning;
    ready_ = ready;
    may_apply_ = may_apply;
    refresh();
}

void LearnPanel::show_progress(std::optional<double> share) {
    share_ = share;
    learn_->setEnabled(ready_ && !share_);
    cancel_->setVisible(share_.has_value());
    progress_->setVisible(share_.has_value());
    if (!share_) return;
    progress_->setRange(0, *share_ < 0.0 ? 0 : 1000);
    progress_->setValue(static_cast<int>(1000.0 * std::max(0.0, *share_)));
}

void LearnPanel::refresh() {
    show_progress(share_);
    const bool there = learning_ != nullptr;
    for (QWidget* widget : std::initializer_list<QWidget*>{summary_, table_, importance_, apply_})
        widget->setVisible(there);
    apply_->setEnabled(there && may_apply_ && learning_->kind != ModelKind::recipe);
    apply_->setToolTip(may_apply_ ? QString() : tr("Only engineers may change recipes: sign in first"));
    if (!there) return;
    const QString kinds[] = {tr("The recipe's own rules"), tr("Learnt thresholds"), tr("A logistic model"),
                             tr("A random forest"), tr("Boosted trees")};
    const QString kind = kinds[static_cast<std::size_t>(learning_->kind)];
    apply_->setText(learning_->gain.gains() ? tr("Apply to the wafer") : tr("Apply all the same"));
    summary_->setText(
        learning_->kind == ModelKind::recipe
            ? tr("Nothing did better than the recipe's own rules.")
            : gain_text(learning_->gain) + QLatin1Char('\n') +
                  tr("Best in cross-validation: %1, from %2 dies. On the dies that it has not seen:")
                      .arg(kind, with_thousands(learning_->trained_dies)));
    const std::pair<QString, const Confusion*> rows[] = {{tr("Rules"), &learning_->rules},
                                                         {tr("Learnt"), &learning_->learned}};
    for (int row = 0; row < 2; ++row) {
        const Confusion& c = *rows[row].second;
        const QString texts[] = {rows[row].first, percent(c.accuracy()),
                                 tr("%1 (%2 dies)").arg(percent(c.overkill()), with_thousands(c.fp)),
                                 tr("%1 (%2 dies)").arg(percent(c.escape()), with_thousands(c.fn))};
        for (int column = 0; column < 4; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            table_->setItem(row, column, item);
        }
    }
    QStringList names;
    for (const FeatureImportance& feature : decisive(learning_->importance)) {
        if (names.size() < kMostNamed) names << QString::fromStdString(feature.feature);
    }
    importance_->setVisible(!names.isEmpty());
    importance_->setText(
        tr("What the verdicts rest on, most first: %1").arg(names.join(QStringLiteral(", "))));
}

QString LearnPanel::gain_text(const LearningGain& gain) const {
    if (!gain.saved_ci95) return tr("No gain: keep the rules. Too few dies to tell a difference.");
    return (gain.gains() ? tr("Gain on unseen dies.") : tr("No gain: keep the rules.")) + QLatin1Char(' ') +
           tr("The model saves %1 in mistakes for 1,000 dies (95 % confidence: %2 to %3).")
               .arg(QString::number(gain.saved(), 'g', 3), QString::number(gain.saved_ci95->low, 'g', 3),
                    QString::number(gain.saved_ci95->high, 'g', 3));
}

void LearnPanel::retranslate() {
    title_->setText(tr("Learn from EL"));
    meaning_->setText(tr(
        "Half of the wafer, in blocks of neighbours, teaches; the other half judges. Nothing changes until "
        "you apply it."));
    escape_label_->setText(tr("Price of a bad die passed"));
    overkill_label_->setText(tr("Price of a good die rejected"));
    escape_->setAccessibleName(escape_label_->text());
    overkill_->setAccessibleName(overkill_label_->text());
    learn_->setText(tr("Learn"));
    cancel_->setText(tr("Cancel"));
    progress_->setAccessibleName(tr("Progress of learning"));
    apply_->setText(tr("Apply to the wafer"));
    set_heads(*table_, {tr("Verdicts by"), tr("Accuracy"), tr("Overkill"), tr("Escape")}, 1, 3);
    refresh();
}

}  // namespace waferglow::gui

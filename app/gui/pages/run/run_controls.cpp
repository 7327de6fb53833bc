// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/run_controls.h"

#include "app/gui/pages/run/run_texts.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/styled_label.h"
#include "app/gui/views/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace waferglow::gui {

using station::RunStage;

namespace {

constexpr int kControlsPx = 330;

QPushButton* big_button(const char* name, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("big", true);
    button->setMinimumHeight(kGlovePx);
    return button;
}

}  // namespace

RunControls::RunControls(RunPresenter& presenter, QWidget* parent)
    : QFrame(parent), presenter_(presenter), typing_(new QTimer(this)) {
    build();
    connect_all();
}

void RunControls::build() {
    setObjectName(QStringLiteral("card"));
    setFixedWidth(kControlsPx);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 16);
    layout->setSpacing(8);
    id_title_ = styled_label("caption", this);
    id_ = new QLineEdit(this);
    id_->setObjectName(QStringLiteral("waferId"));
    recipe_title_ = styled_label("caption", this);
    recipes_ = new QComboBox(this);
    recipes_->setObjectName(QStringLiteral("recipes"));
    for (QWidget* widget : std::initializer_list<QWidget*>{id_, recipes_}) {
        widget->setProperty("big", true);
        widget->setMinimumHeight(kGlovePx);
    }
    start_ = big_button("primary", this);
    start_->setMinimumHeight(72);
    continue_ = big_button("primary", this);
    again_ = big_button("again", this);
    review_ = big_button("primary", this);
    next_ = big_button("next", this);
    pause_ = big_button("pause", this);
    abort_ = big_button("abort", this);
    start_->setProperty("role", QStringLiteral("start"));
    continue_->setProperty("role", QStringLiteral("continue"));
    review_->setProperty("role", QStringLiteral("review"));
    layout->addWidget(id_title_);
    layout->addWidget(id_);
    layout->addWidget(recipe_title_);
    layout->addWidget(recipes_);
    layout->addSpacing(4);
    layout->addWidget(build_told(), 1);
    auto* pair = new QHBoxLayout;
    pair->addWidget(pause_);
    pair->addWidget(abort_);
    for (QPushButton* button : {start_, continue_, again_, review_, next_}) layout->addWidget(button);
    layout->addLayout(pair);
}

/// Alarms and plan, which may be long.
QWidget* RunControls::build_told() {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* told = new QWidget(scroll);
    plan_ = styled_label("caption", told);
    plan_->setWordWrap(true);
    alarm_ = new QLabel(told);
    alarm_->setWordWrap(true);
    alarm_->setTextFormat(Qt::RichText);
    alarm_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    alarm_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(told);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(alarm_);
    layout->addWidget(plan_);
    layout->addStretch(1);
    scroll->setWidget(told);
    return scroll;
}

void RunControls::connect_all() {
    // Checked while typing would ask the tool with every key: a barcode ends with Enter, a person pauses.
    typing_->setSingleShot(true);
    typing_->setInterval(400);
    const auto take_id = [this] { presenter_.set_wafer_id(id_->text().toStdString()); };
    connect(typing_, &QTimer::timeout, this, take_id);
    connect(id_, &QLineEdit::textEdited, this, [this] { typing_->start(); });
    connect(id_, &QLineEdit::returnPressed, this, [this, take_id] {
        typing_->stop();
        take_id();
        start_->setFocus();
    });
    connect(recipes_, &QComboBox::activated, this,
            [this](int row) { presenter_.choose(static_cast<std::size_t>(row)); });
    connect(start_, &QPushButton::clicked, this, [this] { presenter_.start(); });
    connect(continue_, &QPushButton::clicked, this, [this] { presenter_.continue_scan(); });
    connect(again_, &QPushButton::clicked, this, [this] { presenter_.scan_again(); });
    connect(review_, &QPushButton::clicked, this, [this] { presenter_.review(); });
    connect(next_, &QPushButton::clicked, this, [this] {
        presenter_.next_wafer();
        fill_recipes();
        id_->clear();
        id_->setFocus();
    });
    connect(pause_, &QPushButton::clicked, this, [this] {
        presenter_.run().stage() == RunStage::paused ? presenter_.resume() : presenter_.pause();
    });
    connect(abort_, &QPushButton::clicked, this, [this] { presenter_.abort(); });
}

void RunControls::retranslate() {
    id_title_->setText(tr("Wafer ID"));
    id_->setPlaceholderText(tr("Type or scan"));
    id_->setAccessibleName(tr("Wafer ID"));
    recipe_title_->setText(tr("Recipe"));
    recipes_->setAccessibleName(tr("Recipe"));
    start_->setText(tr("Start"));
    continue_->setText(tr("Resume"));
    again_->setText(tr("Scan again"));
    review_->setText(tr("Review the result"));
    next_->setText(tr("Next wafer"));
    abort_->setText(tr("Abort"));
    fill_recipes();
}

void RunControls::fill_recipes() {
    recipes_->clear();
    for (const station::ShelfRecipe& recipe : presenter_.recipes()) {
        QString name = QString::fromStdString(recipe.name);
        if (recipe.path.empty()) name = tr("%1 (built in)").arg(name);
        if (recipe.locked && !recipe.path.empty()) name = tr("%1 (locked)").arg(name);
        if (!recipe.recipe) name = tr("%1 (can't be read)").arg(name);
        recipes_->addItem(name);
    }
    recipes_->setCurrentIndex(static_cast<int>(presenter_.chosen()));
}

void RunControls::show_all() {
    if (recipes_->count() != static_cast<int>(presenter_.recipes().size())) fill_recipes();
    show_buttons();
    show_alarms();
}

void RunControls::show_buttons() {
    const station::ScanRun& run = presenter_.run();
    const RunStage stage = run.stage();
    const bool active = run.active();
    id_->setEnabled(!active && !run.over());
    recipes_->setEnabled(!active && !run.over());
    start_->setVisible(!active && !run.over() && !run.can_continue());
    start_->setEnabled(stage == RunStage::ready);
    continue_->setVisible(run.can_continue());
    again_->setVisible(presenter_.can_scan_again());
    review_->setVisible(stage == RunStage::done);
    next_->setVisible(run.over());
    pause_->setVisible(active);
    abort_->setVisible(active);
    pause_->setEnabled(stage != RunStage::stopping);
    abort_->setEnabled(stage != RunStage::stopping);
    pause_->setText(stage == RunStage::paused ? tr("Go on") : tr("Pause"));
}

void RunControls::show_alarms() {
    const station::ScanRun& run = presenter_.run();
    const RunStage stage = run.stage();
    QString text;
    for (const station::Alarm& alarm : run.alarms()) text += RunTexts::alarm(alarm, run.active());
    const bool bad = stage == RunStage::failed || run.held();
    QString kind = bad ? QStringLiteral("error") : QStringLiteral("warning");
    if (stage == RunStage::ready) {
        text = tr("Ready to start.");
        kind = QStringLiteral("good");
    } else if (stage == RunStage::done) {
        text = tr("The scan is complete and stored.");
        kind = QStringLiteral("good");
    }
    alarm_->setText(text.trimmed());
    alarm_->setVisible(!text.isEmpty());
    if (alarm_->objectName() != kind) {
        alarm_->setObjectName(kind);
        alarm_->setStyleSheet(QString());  // looks its colour up anew
        alarm_->setStyleSheet(QStringLiteral("QLabel { font-size: 16px; }"));
    }
    plan_->setVisible((stage == RunStage::ready || run.active()) && run.check().dies > 0);
    const station::ScanCheck& check = run.check();
    plan_->setText(
        tr("%1 dies, %2 tiles, about %3")
            .arg(with_thousands(check.dies), with_thousands(check.tiles), RunTexts::duration(check.seconds)));
    plan_->setToolTip(QString::fromStdString(check.plan));
}

}  // namespace waferglow::gui

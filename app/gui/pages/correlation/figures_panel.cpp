// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/figures_panel.h"

#include "app/gui/pages/correlation/confusion_table.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>
#include <cmath>

namespace waferglow::gui {
namespace {

QString in_unit(Rate rate, double value) {
    if (!std::isfinite(value)) return QStringLiteral("\u2013");
    switch (rate) {
        case Rate::accuracy:
        case Rate::overkill:
        case Rate::escape:
        case Rate::balanced_accuracy:
            return percent(value);
        case Rate::outgoing:
            return with_thousands(std::llround(1e6 * value)) + QStringLiteral(" ppm");
        case Rate::mcc:
        case Rate::kappa:
            return QString::number(value, 'f', 3);
    }
    return {};
}

/// The lower end of an interval: its unit follows at the upper end.
QString bare(Rate rate, double value) {
    return in_unit(rate, value).remove(QStringLiteral(" %")).remove(QStringLiteral(" ppm"));
}

}  // namespace

FiguresPanel::FiguresPanel(QWidget* parent)
    : QFrame(parent), title_(new QLabel(this)), table_(new ConfusionTable(this)), note_(new QLabel(this)) {
    setObjectName(QStringLiteral("card"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(16, 12, 4, 12);
    title_->setObjectName(QStringLiteral("title"));
    outer->addWidget(title_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget(scroll);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(0, 0, 10, 0);
    layout->setSpacing(10);
    layout->addWidget(table_);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < kRates.size(); ++i) {
        const Line line{new QLabel(inside), new QLabel(inside), new QLabel(inside)};
        line.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        line.value->setStyleSheet(QStringLiteral("font-weight: 600; font-size: 16px;"));
        line.meaning->setObjectName(QStringLiteral("caption"));
        line.meaning->setStyleSheet(QStringLiteral("font-size: 13px;"));
        line.meaning->setWordWrap(true);
        line.meaning->setContentsMargins(0, 0, 0, 6);  // nearer to its own figure than to the next
        const int row = 2 * static_cast<int>(i);
        grid->addWidget(line.name, row, 0);
        grid->addWidget(line.value, row, 1);
        grid->addWidget(line.meaning, row + 1, 0, 1, 2);
        lines_.push_back(line);
    }
    layout->addLayout(grid);
    note_->setObjectName(QStringLiteral("caption"));
    note_->setStyleSheet(QStringLiteral("font-size: 13px;"));
    note_->setWordWrap(true);
    layout->addWidget(note_);
    layout->addStretch(1);
    scroll->setWidget(inside);
    outer->addWidget(scroll, 1);
    retranslate();
}

void FiguresPanel::show_result(const ComparisonPtr& result) {
    result_ = result;
    refresh();
}

QString FiguresPanel::meaning_of(const RateFigure& figure) const {
    const QString part = with_thousands(figure.part);
    const QString whole = with_thousands(figure.whole);
    switch (figure.rate) {
        case Rate::accuracy:
            return tr("%1 of %2 dies judged alike").arg(part, whole);
        case Rate::overkill:
            return tr("%1 of %2 good dies rejected").arg(part, whole);
        case Rate::escape:
            return tr("%1 of %2 bad dies passed").arg(part, whole);
        case Rate::outgoing:
            return tr("%1 bad of %2 passed dies").arg(part, whole);
        case Rate::balanced_accuracy:
            return tr("mean of bad dies rejected and good dies passed");
        case Rate::mcc:
            return tr("Matthews correlation, -1 to 1");
        case Rate::kappa:
            return tr("chance taken out, at most 1");
    }
    return {};
}

void FiguresPanel::refresh() {
    if (result_ == nullptr) {
        table_->clear();
        for (const Line& line : lines_) {
            line.value->setText(QStringLiteral("\u2013"));
            line.meaning->clear();
        }
        note_->clear();
        return;
    }
    table_->show_counts(result_->confusion);
    for (std::size_t i = 0; i < lines_.size() && i < result_->figures.size(); ++i) {
        const RateFigure& figure = result_->figures[i];
        lines_[i].value->setText(in_unit(figure.rate, figure.value));
        QString text = meaning_of(figure);
        if (figure.interval)
            text = tr("95 %: %1 to %2")
                       .arg(bare(figure.rate, figure.interval->low),
                            in_unit(figure.rate, figure.interval->high)) +
                   QStringLiteral(" \u00b7 ") + text;
        lines_[i].meaning->setText(text);
    }
    const LeftOut& out = result_->left_out;
    QString note =
        tr("%1 EL records. Not counted: %2 off the wafer, %3 replaced by a retest, %4 of dies without a bin, "
           "%5 without a verdict.")
            .arg(with_thousands(result_->records), with_thousands(out.off_wafer),
                 with_thousands(out.superseded), with_thousands(out.unmeasured),
                 with_thousands(out.not_judged));
    note += QLatin1Char(' ');
    if (out.trained > 0)
        note += tr("%1 dies that the model has learnt from are left out.").arg(with_thousands(out.trained)) +
                QLatin1Char(' ');
    note += result_->block_dies > 0
                ? tr("Intervals allow for clusters: blocks of %1 \u00d7 %1 dies were drawn, not single dies.")
                      .arg(result_->block_dies)
                : tr("Intervals are exact binomial ones.");
    note_->setText(note);
}

void FiguresPanel::retranslate() {
    title_->setText(tr("Agreement of PL with EL"));
    const QString names[] = {
        tr("Accuracy"),          tr("Overkill"), tr("Escape"), tr("Escapes among passed dies"),
        tr("Balanced accuracy"), tr("MCC"),      tr("Kappa")};
    for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].name->setText(names[i]);
    table_->retranslate();
    refresh();
}

void FiguresPanel::restyle() {
    table_->restyle();
}

}  // namespace waferglow::gui

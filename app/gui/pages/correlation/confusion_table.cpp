// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/confusion_table.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace waferglow::gui {

ConfusionTable::ConfusionTable(QWidget* parent) : QWidget(parent) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (int i = 0; i < 2; ++i) {
        column_titles_[i] = new QLabel(this);
        column_titles_[i]->setAlignment(Qt::AlignCenter);
        row_titles_[i] = new QLabel(this);
        row_titles_[i]->setWordWrap(true);
        row_titles_[i]->setFixedWidth(72);
        layout->addWidget(column_titles_[i], 0, 1 + i);
        layout->addWidget(row_titles_[i], 1 + i, 0);
        layout->setColumnStretch(1 + i, 1);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        Cell& cell = cells_[i];
        cell.frame = new QFrame(this);
        cell.frame->setObjectName(QStringLiteral("cell"));
        auto* column = new QVBoxLayout(cell.frame);
        column->setContentsMargins(8, 4, 8, 4);
        column->setSpacing(0);
        cell.count = new QLabel(cell.frame);
        cell.count->setAlignment(Qt::AlignCenter);
        cell.meaning = new QLabel(cell.frame);
        cell.meaning->setAlignment(Qt::AlignCenter);
        column->addWidget(cell.count);
        column->addWidget(cell.meaning);
        layout->addWidget(cell.frame, 1 + static_cast<int>(i) / 2, 1 + static_cast<int>(i) % 2);
    }
    clear();
    restyle();
    retranslate();
}

void ConfusionTable::show_counts(const Confusion& c) {
    const std::int64_t counts[] = {c.tp, c.fp, c.fn, c.tn};
    for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i].count->setText(with_thousands(counts[i]));
}

void ConfusionTable::clear() {
    for (Cell& cell : cells_) cell.count->setText(QStringLiteral("\u2013"));
}

void ConfusionTable::retranslate() {
    column_titles_[0]->setText(tr("Bad by EL"));
    column_titles_[1]->setText(tr("Good by EL"));
    row_titles_[0]->setText(tr("Rejected by PL"));
    row_titles_[1]->setText(tr("Passed by PL"));
    const QString meanings[] = {tr("hits"), tr("overkill"), tr("escapes"), tr("good by both")};
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        cells_[i].meaning->setText(meanings[i]);
        cells_[i].frame->setAccessibleName(meanings[i]);
    }
}

void ConfusionTable::restyle() {
    const Theme& theme = current_theme();
    // The edges have the colours of the map's legend; agreement stays quiet.
    const QString edges[] = {QStringLiteral("#5B6B7A"), QStringLiteral("#E69F00"), QStringLiteral("#C21F5B"),
                             QStringLiteral("#9FD3C0")};
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        cells_[i].frame->setStyleSheet(
            QStringLiteral("QFrame#cell { background: %1; border: none; border-left: 5px solid %2; "
                           "border-radius: 4px; }")
                .arg(theme.window.name(), edges[i]));
        cells_[i].count->setStyleSheet(QStringLiteral("font-size: 20px; font-weight: 600;"));
        cells_[i].meaning->setStyleSheet(QStringLiteral("color: %1;").arg(theme.faint.name()));
    }
    for (QLabel* title : {column_titles_[0], column_titles_[1], row_titles_[0], row_titles_[1]})
        title->setStyleSheet(QStringLiteral("color: %1;").arg(theme.faint.name()));
}

}  // namespace waferglow::gui

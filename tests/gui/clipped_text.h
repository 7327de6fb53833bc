// SPDX-License-Identifier: GPL-3.0-or-later
// Finds texts that do not fit where they stand.
#pragma once

#include "app/gui/views/elided_label.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QStyleOptionButton>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <vector>

namespace waferglow::test {

inline QString described(const QWidget& widget, const QString& text, QSize needs) {
    return QStringLiteral("%1 '%2' has %3x%4, needs %5x%6")
        .arg(QString::fromLatin1(widget.metaObject()->className()), text)
        .arg(widget.width())
        .arg(widget.height())
        .arg(needs.width())
        .arg(needs.height());
}

/// Room that the text of a label takes at the width that it has.
inline QSize need_of(const QLabel& label) {
    const QSize hint = label.sizeHint();
    if (!label.wordWrap()) return {label.minimumSizeHint().width(), label.minimumSizeHint().height()};
    return {0, std::min(hint.height(), label.heightForWidth(label.width()))};
}

/// Cells whose text does not fit and is not told by a tool tip either.
inline QStringList clipped_cells(const QTableView& table) {
    constexpr int kPaddingPx = 12;
    QStringList found;
    for (int row = 0; table.model() != nullptr && row < std::min(50, table.model()->rowCount()); ++row) {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            const QModelIndex index = table.model()->index(row, column);
            const QString text = index.data().toString();
            if (text.isEmpty() || table.isColumnHidden(column)) continue;
            const bool fits =
                table.fontMetrics().horizontalAdvance(text) + kPaddingPx <= table.columnWidth(column) + 1;
            if (!fits && index.data(Qt::ToolTipRole).toString().isEmpty())
                found << QStringLiteral("cell '%1' has %2 px").arg(text).arg(table.columnWidth(column));
        }
    }
    return found;
}

/// Descriptions of every visible text below `root` that is cut off. A label that elides says so by its class.
inline QStringList clipped_texts(const QWidget& root) {
    constexpr int kSlackPx = 1;
    QStringList found;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        QSize needs;
        QString text;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            if (label->text().isEmpty() || qobject_cast<const gui::ElidedLabel*>(label) != nullptr) continue;
            text = label->text();
            needs = need_of(*label);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            if (button->text().isEmpty()) continue;
            text = button->text();
            // Room around the text may shrink in height, and where a width is fixed; the text itself may not.
            const QStringList lines = text.split(QLatin1Char('\n'));
            const int height = button->fontMetrics().height() * static_cast<int>(lines.size());
            int widest = 0;
            for (const QString& line : lines)
                widest = std::max(widest, button->fontMetrics().horizontalAdvance(line));
            const bool fixed = button->maximumWidth() < QWIDGETSIZE_MAX;
            // The border grows by a pixel on each side with the focus, into the padding.
            constexpr int kFocusPx = 2;
            needs = {fixed ? widest : button->sizeHint().width() - kFocusPx, height};
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            text = box->currentText();
            needs = {box->fontMetrics().horizontalAdvance(text) + 20, box->fontMetrics().height()};
        } else if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
            // Its text area is narrower by two pixels of margin on each side, and by the style's padding.
            constexpr int kAround = 24;
            text = edit->displayText().isEmpty() ? edit->placeholderText() : edit->displayText();
            if (text.isEmpty() || qobject_cast<const QAbstractSpinBox*>(edit->parentWidget()) != nullptr)
                continue;
            needs = {edit->fontMetrics().horizontalAdvance(text) + kAround, edit->fontMetrics().height()};
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) text += tabs->tabText(i) + QLatin1Char('|');
            needs = {tabs->sizeHint().width(), 0};
        } else if (const auto* head = qobject_cast<const QHeaderView*>(widget)) {
            if (head->orientation() != Qt::Horizontal || head->model() == nullptr) continue;
            for (int i = 0; i < head->count(); ++i) {
                const QString title = head->model()->headerData(i, Qt::Horizontal).toString();
                const int room = head->sectionSize(i);
                const QSize needed = head->fontMetrics().size(0, title);
                const bool fits = needed.width() <= room - 4 && needed.height() <= head->height();
                if (!head->isSectionHidden(i) && !fits)
                    found << QStringLiteral("column '%1' has %2 px").arg(title).arg(room);
            }
            continue;
        } else if (const auto* table = qobject_cast<const QTableView*>(widget)) {
            found += clipped_cells(*table);
            continue;
        } else {
            continue;
        }
        if (needs.width() > widget->width() + kSlackPx || needs.height() > widget->height() + kSlackPx)
            found << described(*widget, text, needs);
    }
    return found;
}

/// The part of a widget that its parents leave to be seen, on the window.
inline QRect seen_part(const QWidget& widget, const QWidget& root) {
    QRect part(widget.mapTo(&root, QPoint()), widget.size());
    for (const QWidget* parent = widget.parentWidget(); parent != nullptr && parent != &root;
         parent = parent->parentWidget())
        part &= QRect(parent->mapTo(&root, QPoint()), parent->size());
    return part;
}

/// Pairs of widgets with texts that lie over each other, though neither belongs to the other.
inline QStringList overlapping_texts(const QWidget& root) {
    struct Text {
        const QWidget* widget;
        QString text;
        QRect part;
    };
    std::vector<Text> texts;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        QString text;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) text = label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) text = button->text();
        if (const auto* box = qobject_cast<const QComboBox*>(widget)) text = box->currentText();
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) text = edit->displayText();
        const QRect part = seen_part(*widget, root);
        if (!text.isEmpty() && !part.isEmpty()) texts.push_back({widget, text, part});
    }
    QStringList found;
    for (std::size_t a = 0; a < texts.size(); ++a) {
        for (std::size_t b = a + 1; b < texts.size(); ++b) {
            if (!texts[a].part.intersects(texts[b].part)) continue;
            if (texts[a].widget->isAncestorOf(texts[b].widget)) continue;
            if (texts[b].widget->isAncestorOf(texts[a].widget)) continue;
            found << QStringLiteral("'%1' lies over '%2'").arg(texts[a].text, texts[b].text);
        }
    }
    return found;
}

}  // namespace waferglow::test

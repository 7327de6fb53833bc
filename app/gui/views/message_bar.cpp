// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/message_bar.h"

#include "app/gui/views/icons.h"
#include "app/gui/views/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <utility>

namespace waferglow::gui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      label_(new QLabel(this)),
      action_(new QPushButton(this)),
      close_(new QToolButton(this)),
      timer_(new QTimer(this)) {
    setObjectName(QStringLiteral("message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 8, 4);
    label_->setWordWrap(true);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(label_, 1);
    layout->addWidget(action_);
    layout->addWidget(close_);
    action_->hide();
    timer_->setSingleShot(true);
    connect(timer_, &QTimer::timeout, this, &QWidget::hide);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    connect(action_, &QPushButton::clicked, this, [this] {
        hide();
        if (agreed_) agreed_();
    });
    hide();
}

void MessageBar::show_message(Severity severity, const QString& text) {
    constexpr int kNewsMs = 6000;
    severity_ = severity;
    label_->setText(text);
    action_->hide();
    restyle();
    show();
    severity == Severity::info ? timer_->start(kNewsMs) : timer_->stop();
}

void MessageBar::ask(const QString& text, const QString& button, std::function<void()> agreed) {
    show_message(Severity::warning, text);
    agreed_ = std::move(agreed);
    action_->setText(button);
    action_->show();
}

QString MessageBar::text() const {
    return isHidden() ? QString() : label_->text();
}

void MessageBar::restyle() {
    const Theme& theme = current_theme();
    const QColor color = severity_ == Severity::error     ? theme.error
                         : severity_ == Severity::warning ? theme.warning
                                                          : theme.accent;
    setStyleSheet(
        QStringLiteral("QFrame#message { background: %1; border: 1px solid %2; border-left: 6px solid %2; }")
            .arg(theme.panel.name(), color.name()));
    close_->setIcon(make_icon(Glyph::close));
}

}  // namespace waferglow::gui

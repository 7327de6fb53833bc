// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window/message_bar.h"

#include "app/gui/views/icons.h"
#include "app/gui/views/log_words.h"
#include "app/gui/views/theme.h"
#include "app/gui/views/trouble_words.h"
#include "app/gui/window/fitted_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <utility>

namespace waferglow::gui {
namespace {

constexpr int kMostDetailLines = 2;

QString sentence(const QString& text) {
    QString made = text.simplified();
    if (!made.isEmpty() && !made.startsWith(u'/')) made.front() = made.front().toUpper();
    return made;
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      lead_label_(new QLabel(this)),
      detail_label_(new QLabel(this)),
      action_(new QPushButton(this)),
      close_(new QToolButton(this)),
      timer_(new QTimer(this)) {
    setObjectName(QStringLiteral("message"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 8, 4);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    for (QLabel* label : {lead_label_, detail_label_}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        // Cut to what there is room for by fit(); the width of a text must not widen the window.
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        texts->addWidget(label);
    }
    layout->addLayout(texts, 1);
    layout->addWidget(action_);
    layout->addWidget(close_);
    lead_label_->setObjectName(QStringLiteral("lead"));
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

void MessageBar::show_texts(station::Severity severity, const QString& lead, const QString& detail) {
    constexpr int kNewsMs = 6000;
    severity_ = severity;
    lead_ = lead;
    detail_ = detail;
    action_->hide();
    restyle();
    show();
    fit();
    severity == station::Severity::info ? timer_->start(kNewsMs) : timer_->stop();
}

void MessageBar::show_message(station::Severity severity, const QString& text) {
    line_ = {};
    show_texts(severity, text, {});
}

void MessageBar::show_line(const station::LogLine& line) {
    line_ = line;
    const QString lead = TroubleWords::of(line);
    const QString text =
        sentence(line.happening ? LogWords::text(*line.happening) : QString::fromStdString(line.text));
    lead.isEmpty() ? show_texts(line.severity, text, {}) : show_texts(line.severity, lead, text);
}

void MessageBar::settle(const std::string& task) {
    if (!task.empty() && line_.task == task && action_->isHidden()) hide();
}

void MessageBar::ask(const QString& text, const QString& button, std::function<void()> agreed) {
    show_message(station::Severity::warning, text);
    agreed_ = std::move(agreed);
    action_->setText(button);
    action_->show();
}

QString MessageBar::text() const {
    if (isHidden()) return {};
    return detail_.isEmpty() ? lead_ : lead_ + QLatin1Char('\n') + detail_;
}

void MessageBar::fit() {
    const auto show_in = [](QLabel& label, const QString& text, int lines) {
        label.setText(fit_lines(text, label.font(), label.width(), lines));
        label.setToolTip(label.text() == text ? QString() : text);
    };
    // Without detail the lead may take as much room as the two together.
    show_in(*lead_label_, lead_, detail_.isEmpty() ? kMostDetailLines : 1);
    show_in(*detail_label_, detail_, kMostDetailLines);
    detail_label_->setVisible(!detail_.isEmpty());
}

void MessageBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    layout()->activate();  // the labels' widths are those after this
    fit();
}

void MessageBar::retranslate() {
    close_->setToolTip(tr("Close this message; the log keeps it"));
    close_->setAccessibleName(close_->toolTip());
    if (isHidden() || (!line_.kind && !line_.happening)) return;
    lead_ = line_.happening ? sentence(LogWords::text(*line_.happening)) : TroubleWords::of(line_);
    fit();
}

void MessageBar::restyle() {
    const Theme& theme = current_theme();
    const QColor color = severity_ == station::Severity::error     ? theme.error
                         : severity_ == station::Severity::warning ? theme.warning
                                                                   : theme.accent;
    setStyleSheet(
        QStringLiteral("QFrame#message { background: %1; border: 1px solid %2; border-left: 6px solid %2; }"
                       "QLabel#lead { font-weight: 600; }")
            .arg(theme.panel.name(), color.name()));
    close_->setIcon(make_icon(Glyph::close));
}

}  // namespace waferglow::gui

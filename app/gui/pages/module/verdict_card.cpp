// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/verdict_card.h"

#include "app/gui/pages/module/module_words.h"
#include "app/gui/views/styled_label.h"
#include "app/gui/views/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace waferglow::gui {

VerdictCard::VerdictCard(QWidget* parent)
    : QFrame(parent),
      verdict_(styled_label("figure", this)),
      fault_class_(styled_label("figure", this)),
      reasons_(new QLabel(this)),
      relative_(styled_label("warning", this)) {
    setObjectName(QStringLiteral("card"));
    verdict_->setProperty("role", QStringLiteral("verdict"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(28);
    layout->addWidget(verdict_);
    layout->addWidget(fault_class_);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addStretch(1);
    words->addWidget(reasons_);
    words->addWidget(relative_);
    words->addStretch(1);
    layout->addLayout(words, 1);
    reasons_->setWordWrap(true);
    reasons_->setTextFormat(Qt::PlainText);
    reasons_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    relative_->setWordWrap(true);
}

void VerdictCard::show_document(const ModuleDocumentPtr& document) {
    for (QLabel* label : {verdict_, fault_class_}) label->setVisible(document != nullptr);
    if (document == nullptr) {
        reasons_->setText(
            tr("Open the file of a display module: verdict, faults and figures are shown here."));
        relative_->hide();
        return;
    }
    const bool passes = document->quality.passes;
    verdict_->setText(passes ? tr("PASS") : tr("FAIL"));
    verdict_->setStyleSheet(
        QStringLiteral("color: %1").arg((passes ? current_theme().good : current_theme().error).name()));
    fault_class_->setText(ModuleWords::fault_class(*document));
    QStringList reasons;
    for (const ModuleReason& reason : document->reasons) reasons << ModuleWords::reason(reason);
    reasons_->setText(reasons.isEmpty() ? tr("All limits of the recipe are held.")
                                        : reasons.join(QStringLiteral("  \u2022  ")));
    relative_->setText(ModuleWords::relative_only(*document));
    relative_->setVisible(!relative_->text().isEmpty());
}

}  // namespace waferglow::gui

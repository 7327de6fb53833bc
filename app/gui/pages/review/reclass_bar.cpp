// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/reclass_bar.h"

#include "app/gui/presenters/review/reclass.h"
#include "app/gui/views/bin_titles.h"
#include "app/gui/views/theme.h"
#include "libinspect/base/error.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace waferglow::gui {

ReclassBar::ReclassBar(ReviewModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      reason_(new QLabel(this)),
      label_(new QLabel(this)),
      classes_(new QComboBox(this)),
      button_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    reason_->setWordWrap(true);
    layout->addWidget(reason_);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    layout->addLayout(row);
    label_->setObjectName(QStringLiteral("caption"));
    button_->setMinimumHeight(kTouchPx);
    classes_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    classes_->setMinimumContentsLength(8);
    row->addWidget(label_);
    row->addWidget(classes_, 1);
    row->addWidget(button_);
    connect(classes_, &QComboBox::currentIndexChanged, this, [this] { show_state(); });
    connect(button_, &QPushButton::clicked, this, [this] {
        if (!defect_) return;
        reclass(model_.desk(), model_.document(), *defect_, classes_->currentData().toString().toStdString());
    });
    model_.desk().session().on_change([this] { show_state(); });
}

void ReclassBar::show_document() {
    const QSignalBlocker quiet(classes_);
    classes_->clear();
    defect_.reset();
    if (model_.document() != nullptr) {
        try {
            for (const std::string& name : class_choices(*model_.document()))
                classes_->addItem(class_title(name), QString::fromStdString(name));
        } catch (const Error& error) {
            model_.desk().log().add("review", station::trouble_of(error, {}));
        }
    }
    show_state();
}

void ReclassBar::show_defect(std::optional<DefectRow> defect) {
    defect_ = std::move(defect);
    if (defect_) {
        const QSignalBlocker quiet(classes_);
        const QString name = QString::fromStdString(defect_->class_name);
        if (classes_->findData(name) < 0) classes_->addItem(class_title(defect_->class_name), name);
        classes_->setCurrentIndex(classes_->findData(name));
    }
    show_state();
}

void ReclassBar::show_state() {
    const bool may = may_reclass(model_.desk());
    reason_->setVisible(defect_.has_value());
    reason_->setText(defect_ ? reason_in_words(defect_->reason) : QString());
    label_->setText(defect_ ? tr("Defect %1:").arg(defect_->defect) : tr("Class:"));
    classes_->setEnabled(defect_.has_value() && may);
    const bool other =
        defect_ && classes_->currentData().toString() != QString::fromStdString(defect_->class_name);
    button_->setEnabled(other && may);
    button_->setToolTip(
        may ? tr("Gives the defect this class. The file keeps who changed it and when; verdict and "
                 "bins follow at once.")
            : tr("Classes are changed by engineers and QA: sign in as one of them."));
}

void ReclassBar::retranslate() {
    button_->setText(tr("Change class"));
    classes_->setAccessibleName(tr("Class of the defect"));
    const QSignalBlocker quiet(classes_);
    for (int i = 0; i < classes_->count(); ++i)
        classes_->setItemText(i, class_title(classes_->itemData(i).toString().toStdString()));
    show_state();
}

}  // namespace waferglow::gui

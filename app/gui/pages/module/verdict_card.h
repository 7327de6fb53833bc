// SPDX-License-Identifier: GPL-3.0-or-later
// What was made of a module, in large: verdict and fault class, and why.
#pragma once

#include "app/gui/presenters/module/module_document.h"

#include <QFrame>

class QLabel;

namespace waferglow::gui {

class VerdictCard : public QFrame {
    Q_OBJECT
  public:
    explicit VerdictCard(QWidget* parent);
    /// Null: says what to do.
    void show_document(const ModuleDocumentPtr& document);

  private:
    QLabel* verdict_;
    QLabel* fault_class_;
    QLabel* reasons_;
    QLabel* relative_;
};

}  // namespace waferglow::gui

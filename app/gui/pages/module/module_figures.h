// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a module: limits, uniformity, gray response, white, demura, and how it was measured.
#pragma once

#include "app/gui/presenters/module/module_document.h"

#include <QFrame>

class QLabel;
class QTableWidget;

namespace waferglow::gui {

class ModuleFigures : public QFrame {
    Q_OBJECT
  public:
    explicit ModuleFigures(QWidget* parent);
    /// Null: empties it.
    void show_document(const ModuleDocumentPtr& document);
    [[nodiscard]] QTableWidget& table() { return *table_; }

  private:
    void head(const QString& title);
    void put(const QString& what, const QString& value);
    void put_limits(const ModuleDocument& document);
    void put_counts(const ModuleDocument& document);
    void put_uniformity(const ModuleDocument& document);
    void put_light(const ModuleDocument& document);
    void put_demura(const ModuleDocument& document);
    void put_measurement(const ModuleDocument& document);

    QTableWidget* table_;
    QLabel* notes_;
};

}  // namespace waferglow::gui

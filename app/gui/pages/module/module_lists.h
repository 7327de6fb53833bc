// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs with what was found on a module: faults, lines, seams and mura.
#pragma once

#include "app/gui/pages/module/finding_table.h"
#include "app/gui/presenters/module/module_presenter.h"

#include <QTabWidget>
#include <functional>

namespace waferglow::gui {

class ModuleFigures;

class ModuleLists : public QTabWidget {
    Q_OBJECT
  public:
    explicit ModuleLists(QWidget* parent);

    void set_document(const ModuleDocumentPtr& document);
    void retranslate();

    [[nodiscard]] FindingTable& faults() { return *faults_; }
    [[nodiscard]] FindingTable& lines() { return *lines_; }
    [[nodiscard]] FindingTable& seams() { return *seams_; }
    [[nodiscard]] FindingTable& mura() { return *mura_; }
    [[nodiscard]] ModuleFigures& figures() { return *figures_; }

    std::function<void(const ModuleTarget&)> on_chosen;

  private:
    void list_faults();
    void list_lines();
    void list_seams();
    void list_mura();
    [[nodiscard]] QString found(std::size_t count) const;

    ModuleDocumentPtr document_;
    FindingTable* faults_;
    FindingTable* lines_;
    FindingTable* seams_;
    FindingTable* mura_;
    ModuleFigures* figures_;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A list of sections of the recipe as a table: own bins, channels, regions.
#pragma once

#include "app/gui/pages/recipe/list_editor.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace waferglow::gui {

class SectionTable : public ListEditor {
    Q_OBJECT
  public:
    SectionTable(const SectionInfo& section, QWidget* parent);
    void show_draft(const RecipeDraft& draft, const DraftCheck& found) override;
    void set_locked(bool locked) override;
    void retranslate() override;
    [[nodiscard]] QTableWidget& table() { return *table_; }

  private:
    const SectionInfo& section_;
    QLabel* title_;
    QTableWidget* table_;
    QLabel* message_;
    QPushButton* add_;
    QPushButton* remove_;
    bool filling_ = false;
    bool locked_ = false;
};

}  // namespace waferglow::gui

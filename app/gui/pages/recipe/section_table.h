// SPDX-License-Identifier: GPL-3.0-or-later
// A list of sections of the recipe as a table: own bins, channels, regions.
#pragma once

#include "app/gui/presenters/recipe/recipe_draft.h"

#include <QWidget>
#include <functional>

class QLabel;
class QPushButton;
class QTableWidget;

namespace waferglow::gui {

class SectionTable : public QWidget {
    Q_OBJECT
  public:
    SectionTable(const SectionInfo& section, QWidget* parent);
    void show_draft(const RecipeDraft& draft, const DraftCheck& found);
    void set_locked(bool locked);
    void retranslate();
    [[nodiscard]] QTableWidget& table() { return *table_; }

    std::function<void(const FieldPlace&, const std::string&)> on_text;
    std::function<void(const std::string& list)> on_add;
    std::function<void(const std::string& list, int row)> on_remove;

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

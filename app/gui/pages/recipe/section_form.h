// SPDX-License-Identifier: GPL-3.0-or-later
// One section of the recipe as a form: label, input, unit, "auto", limits and help, and what is wrong with
// it.
#pragma once

#include "app/gui/presenters/recipe/recipe_draft.h"

#include <QWidget>
#include <functional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace waferglow::gui {

class SectionForm : public QWidget {
    Q_OBJECT
  public:
    SectionForm(const SectionInfo& section, QWidget* parent);
    void show_draft(const RecipeDraft& draft, const DraftCheck& found);
    void set_locked(bool locked);
    void retranslate();

    std::function<void(const FieldPlace&, const std::string&)> on_text;
    std::function<void(const std::string& section, bool there)> on_there;

  private:
    struct Row {
        const KeyInfo* key;
        QLabel* label;
        QLineEdit* edit;       // null for a flag
        QCheckBox* automatic;  // null where it can't be left to the data
        QCheckBox* flag;       // null for all others
        QLabel* unit;
        QLabel* help;
        QLabel* message;
    };
    void add_row(class QGridLayout& grid, int line, const KeyInfo& key);
    void tell(const Row& row, const QString& text);

    const SectionInfo& section_;
    QLabel* title_;
    QCheckBox* there_ = nullptr;
    QWidget* body_;
    std::vector<Row> rows_;
    bool filling_ = false;
    bool locked_ = false;
};

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What edits a list of sections of the recipe, whatever it looks like.
#pragma once

#include "app/gui/presenters/recipe/recipe_draft.h"

#include <QWidget>
#include <functional>

namespace waferglow::gui {

class ListEditor : public QWidget {
  public:
    explicit ListEditor(QWidget* parent) : QWidget(parent) {}
    virtual void show_draft(const RecipeDraft& draft, const DraftCheck& found) = 0;
    virtual void set_locked(bool locked) = 0;
    virtual void retranslate() = 0;

    std::function<void(const FieldPlace&, const std::string&)> on_text;
    std::function<void(const std::string& list)> on_add;
    std::function<void(const std::string& list, int row)> on_remove;
};

/// A table of as many columns as the list has keys or, where these are too many for a table, one form for the
/// row that is chosen.
[[nodiscard]] ListEditor* make_list_editor(const SectionInfo& section, QWidget* parent);

}  // namespace waferglow::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A list of sections with many keys: its rows at the left, and the keys that the chosen row sets at the
// right. Further keys are added from a menu.
#pragma once

#include "app/gui/pages/recipe/list_editor.h"

#include <QStringList>
#include <set>
#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPushButton;
class QToolButton;

namespace waferglow::gui {

class ListForm : public ListEditor {
    Q_OBJECT
  public:
    ListForm(const SectionInfo& section, QWidget* parent);
    void show_draft(const RecipeDraft& draft, const DraftCheck& found) override;
    void set_locked(bool locked) override;
    void retranslate() override;
    [[nodiscard]] QListWidget& rows() { return *rows_; }
    [[nodiscard]] QToolButton& more() { return *more_; }
    /// Shows a key of the chosen row that it doesn't set, to be typed into.
    void open_key(const std::string& key);

  private:
    /// The input of one key that is shown.
    struct Field {
        const KeyInfo* key;
        QLabel* label;
        QLineEdit* edit;     // null for a choice
        QComboBox* choices;  // null for all others
        QLabel* message;
        QPushButton* remove;  // null where the key must be there
    };
    void list_rows();
    void show_row();
    void build_fields(const std::vector<const KeyInfo*>& keys);
    void add_field(const KeyInfo& key, int line);
    void fill_fields();
    void fill_menu();
    [[nodiscard]] std::vector<const KeyInfo*> shown_keys() const;
    [[nodiscard]] const FieldTexts* row_texts() const;
    [[nodiscard]] std::string text_of(const KeyInfo& key) const;
    [[nodiscard]] bool is_set(const KeyInfo& key) const;
    void tell(const KeyInfo& key, const QString& text);

    const SectionInfo& section_;
    QLabel* title_;
    QLabel* hint_;
    QListWidget* rows_;
    QWidget* body_;
    QGridLayout* grid_;
    QToolButton* more_;
    QMenu* menu_;
    QPushButton* add_;
    QPushButton* remove_;
    std::vector<Field> fields_;
    std::set<std::string> opened_;  // keys of the chosen row that are shown though not set
    int opened_row_ = -1;
    RecipeDraft draft_;
    DraftCheck found_;
    bool filling_ = false;
    bool locked_ = false;
};

}  // namespace waferglow::gui

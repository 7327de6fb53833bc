// SPDX-License-Identifier: GPL-3.0-or-later
// What the recipe page does: edit with undo, check while typing, compare with the opened wafer's recipe,
// open, save, apply.
#pragma once

#include "app/gui/presenters/desk/desk.h"
#include "app/gui/presenters/recipe/recipe_draft.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

inline constexpr const char* kApplyTask = "Applying the recipe";
inline constexpr const char* kRecipeFileTask = "Recipe file";

/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters what is to
/// be shown. Failures go to the desk's log.
class RecipePresenter {
  public:
    RecipePresenter(Desk& desk, std::function<void()> changed);

    [[nodiscard]] const RecipeDraft& draft() const { return draft_; }
    [[nodiscard]] const DraftCheck& found() const { return check_; }
    /// Edits, saves and applies are for those who may; they are in the audit log first.
    [[nodiscard]] bool may_edit() const;
    [[nodiscard]] bool valid() const { return check_.recipe.has_value(); }

    /// Edits of one field that follow each other are one step of undo.
    void set_text(const FieldPlace& place, const std::string& text);
    void set_there(const std::string& section, bool there);
    /// `with`: texts in place of what a new row begins with.
    void add_row(const std::string& list, const FieldTexts& with = {});
    void remove_row(const std::string& list, int row);
    /// Leaves the verdicts to the rules alone.
    void drop_model();
    void undo();
    void redo();
    [[nodiscard]] bool can_undo() const { return !past_.empty(); }
    [[nodiscard]] bool can_redo() const { return !future_.empty(); }

    /// The program's own values, thresholds left to the data.
    void use_defaults();
    /// What the opened wafer was judged by.
    void use_stored();
    void open(const std::filesystem::path& path);
    /// Whole or not at all; only a valid recipe, and never over a locked one.
    void save(const std::filesystem::path& path);
    /// Judges the opened wafer by the draft and writes its file anew; can be cancelled until it is written.
    void apply();

    /// Where the draft came from or was saved to; empty: nowhere.
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Not as last opened, saved or taken.
    [[nodiscard]] bool modified() const { return draft_ != saved_; }
    [[nodiscard]] bool has_wafer() const { return stored_.has_value(); }
    [[nodiscard]] std::vector<RecipeDifference> differences() const;
    /// With a comment on each key where it is valid, else as typed.
    [[nodiscard]] std::string toml() const;
    /// Yield of the opened wafer, NaN where it has no bins, and what it was before the last `apply`.
    [[nodiscard]] double yield() const { return yield_; }
    [[nodiscard]] std::optional<double> yield_before() const { return yield_before_; }

  private:
    void document_changed();
    void edit(RecipeDraft next, std::optional<FieldPlace> place);
    void replace(RecipeDraft next, const std::filesystem::path& path);
    void refresh();
    [[nodiscard]] bool record(const std::string& action, const station::Happening& happening,
                              const char* task);

    Desk& desk_;
    std::function<void()> changed_;
    RecipeDraft draft_;
    RecipeDraft saved_;
    DraftCheck check_;
    std::vector<RecipeDraft> past_;
    std::vector<RecipeDraft> future_;
    std::optional<FieldPlace> typing_;  // the field of the last edit
    std::filesystem::path path_;
    std::optional<RecipeDraft> stored_;
    std::filesystem::path wafer_path_;
    double yield_;
    std::optional<double> yield_before_;
};

}  // namespace waferglow::gui

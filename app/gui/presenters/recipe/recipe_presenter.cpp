// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/recipe/recipe_presenter.h"

#include "app/station/recipe_shelf.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/scan/inspect.h"

#include <limits>
#include <utility>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

constexpr const char* kRecipeSource = "recipe";
constexpr double kNoYield = std::numeric_limits<double>::quiet_NaN();

double yield_of_table(const std::vector<StoredBin>& table) {
    std::int64_t dies = 0;
    std::int64_t passing = 0;
    for (const StoredBin& bin : table) {
        dies += bin.dies;
        if (bin.pass) passing += bin.dies;
    }
    return dies == 0 ? kNoYield : static_cast<double>(passing) / static_cast<double>(dies);
}

}  // namespace

RecipePresenter::RecipePresenter(Desk& desk, std::function<void()> changed)
    : desk_(desk),
      changed_(std::move(changed)),
      draft_(draft_of(Recipe{})),
      saved_(draft_),
      check_(check(draft_)),
      yield_(kNoYield) {
    desk_.on_document([this] { document_changed(); });
    desk_.session().on_change([this] { changed_(); });
}

void RecipePresenter::document_changed() {
    const DocumentPtr& document = desk_.document();
    const bool same = document != nullptr && document->path() == wafer_path_;
    if (!same) yield_before_.reset();
    wafer_path_ = document == nullptr ? std::filesystem::path() : document->path();
    stored_.reset();
    yield_ = kNoYield;
    if (document != nullptr) {
        yield_ = yield_of_table(document->header().bin_table);
        const std::string& text = document->header().recipe_toml;
        try {
            stored_ = draft_of(text.empty() ? Recipe{} : parse_recipe(text, document->path().string()));
        } catch (const Error& error) {
            desk_.log().add(station::Severity::warning, kRecipeSource, error.what());
        }
    }
    // Nobody's work is lost: only an untouched draft follows the wafer.
    if (!same && stored_ && path_.empty() && !modified()) {
        draft_ = *stored_;
        saved_ = draft_;
        past_.clear();
        future_.clear();
        typing_.reset();
        refresh();
    } else {
        changed_();
    }
}

void RecipePresenter::refresh() {
    check_ = check(draft_);
    changed_();
}

bool RecipePresenter::may_edit() const {
    return desk_.session().may(station::Action::edit_recipes);
}

bool RecipePresenter::record(const std::string& action, const station::Happening& happening,
                             const char* task) {
    try {
        desk_.session().require(station::Action::edit_recipes);
        desk_.session().audit(action, happening);
        return true;
    } catch (const Error& error) {
        desk_.log().add(kRecipeSource, station::trouble_of(error, task));
        return false;
    }
}

void RecipePresenter::edit(RecipeDraft next, std::optional<FieldPlace> place) {
    if (next == draft_) return;
    const bool goes_on = place && typing_ == place && !past_.empty();
    if (!goes_on) past_.push_back(std::move(draft_));
    future_.clear();
    typing_ = std::move(place);
    draft_ = std::move(next);
    refresh();
}

void RecipePresenter::replace(RecipeDraft next, const std::filesystem::path& path) {
    edit(std::move(next), std::nullopt);
    saved_ = draft_;
    path_ = path;
    changed_();
}

void RecipePresenter::set_text(const FieldPlace& place, const std::string& text) {
    RecipeDraft next = draft_;
    std::string* field = next.find(place);
    if (field == nullptr) return;
    *field = text;
    edit(std::move(next), place);
}

void RecipePresenter::set_there(const std::string& section, bool there) {
    RecipeDraft next = draft_;
    set_section(next, section, there);
    edit(std::move(next), std::nullopt);
}

void RecipePresenter::add_row(const std::string& list, const FieldTexts& with) {
    RecipeDraft next = draft_;
    const auto rows = next.lists.find(list);
    if (rows == next.lists.end()) return;
    FieldTexts texts = next_row(next, list);
    for (const auto& [key, text] : with) texts[key] = text;
    rows->second.push_back(std::move(texts));
    edit(std::move(next), std::nullopt);
}

void RecipePresenter::remove_row(const std::string& list, int row) {
    RecipeDraft next = draft_;
    const auto rows = next.lists.find(list);
    if (rows == next.lists.end() || row < 0 || static_cast<std::size_t>(row) >= rows->second.size()) return;
    rows->second.erase(rows->second.begin() + row);
    edit(std::move(next), std::nullopt);
}

void RecipePresenter::drop_model() {
    RecipeDraft next = draft_;
    next.model.reset();
    edit(std::move(next), std::nullopt);
}

void RecipePresenter::undo() {
    if (past_.empty()) return;
    future_.push_back(std::move(draft_));
    draft_ = std::move(past_.back());
    past_.pop_back();
    typing_.reset();
    refresh();
}

void RecipePresenter::redo() {
    if (future_.empty()) return;
    past_.push_back(std::move(draft_));
    draft_ = std::move(future_.back());
    future_.pop_back();
    typing_.reset();
    refresh();
}

void RecipePresenter::use_defaults() {
    replace(draft_of(Recipe{}), {});
}

void RecipePresenter::use_stored() {
    if (stored_) replace(*stored_, {});
}

void RecipePresenter::open(const std::filesystem::path& path) {
    desk_.work().submit({.key = "recipe-file",
                         .name = kRecipeFileTask,
                         .work = [this, path](const TaskContext&) -> Delivery {
                             return [this, path, recipe = read_recipe(path)] {
                                 replace(draft_of(recipe), path);
                                 desk_.log().add(
                                     station::Severity::info, kRecipeSource,
                                     station::Happening{station::Event::file_opened, {path.string()}});
                             };
                         },
                         .failed = desk_.tell_trouble(kRecipeSource)});
}

void RecipePresenter::save(const std::filesystem::path& path) {
    if (!valid()) return;
    if (station::is_locked(path)) {
        desk_.log().add(station::Severity::error, kRecipeSource,
                        station::Happening{station::Event::recipe_locked, {path.string()}}, kRecipeFileTask);
        return;
    }
    const station::Happening happening{station::Event::file_saved, {path.string()}};
    if (!record("recipe", happening, kRecipeFileTask)) return;
    desk_.work().submit({.key = "recipe-file",
                         .name = kRecipeFileTask,
                         .work = [this, path, text = to_toml(*check_.recipe),
                                  draft = draft_](const TaskContext&) -> Delivery {
                             AtomicFile file(path);
                             file.write(text);
                             file.commit();
                             return [this, path, draft] {
                                 saved_ = draft;
                                 path_ = path;
                                 desk_.log().add(
                                     station::Severity::info, kRecipeSource,
                                     station::Happening{station::Event::file_saved, {path.string()}});
                                 changed_();
                             };
                         },
                         .failed = desk_.tell_not_done(kRecipeSource, "recipe", happening)});
}

void RecipePresenter::apply() {
    const DocumentPtr document = desk_.document();
    if (!valid() || document == nullptr) return;
    const std::string name = path_.empty() ? check_.recipe->name : path_.string();
    const station::Happening happening{station::Event::wafer_judged_by_recipe,
                                       {document->path().string(), name}};
    if (!record("analyse", happening, kApplyTask)) return;
    desk_.files().submit({.key = "recipe-apply",
                          .name = kApplyTask,
                          .work = [this, path = document->path(), recipe = *check_.recipe, before = yield_,
                                   name, log = desk_.session().log_entry("analyse", "recipe " + name)](
                                      const TaskContext& context) -> Delivery {
                              context.check();
                              static_cast<void>(analyse_wafer_file(path, recipe, log, 0, context.stop()));
                              return [this, path, before, name] {
                                  yield_before_ = before;
                                  desk_.log().add(
                                      station::Severity::info, kRecipeSource,
                                      station::Happening{station::Event::judged_by_recipe, {name}});
                                  if (desk_.document() != nullptr && desk_.document()->path() == path)
                                      desk_.reload();
                              };
                          },
                          .failed = desk_.tell_not_done(kRecipeSource, "analyse", happening)});
}

std::vector<RecipeDifference> RecipePresenter::differences() const {
    if (!stored_) return {};
    return compare_drafts(*stored_, draft_);
}

std::string RecipePresenter::toml() const {
    return valid() ? to_toml(*check_.recipe) : render(draft_).toml;
}

}  // namespace waferglow::gui

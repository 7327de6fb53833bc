// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/run/run_presenter.h"

#include <algorithm>
#include <utility>

namespace waferglow::gui {

using station::RunStage;

RunPresenter::RunPresenter(Desk& desk, std::function<void()> changed, station::RunOptions options)
    : desk_(desk),
      changed_(std::move(changed)),
      live_(desk.work(), [this] { changed_(); }),
      run_(desk.session(), desk.log(), desk.hdf5(), std::move(options)) {
    desk_.on_tool([this, alive = std::weak_ptr(alive_)] {
        if (alive.expired() || run_.active()) return;
        run_.use_tool(desk_.workplace().tool_file);
        // How the last scan ended stays to be read.
        if (!run_.over()) check_soon();
    });
}

void RunPresenter::refresh() {
    const std::string kept = chosen_ < shelf_.size() ? shelf_[chosen_].path.string() : std::string();
    shelf_ = station::shelf_recipes(desk_.workplace().recipes_folder);
    const auto same =
        std::ranges::find_if(shelf_, [&](const station::ShelfRecipe& r) { return r.path == kept; });
    chosen_ = same == shelf_.end() ? 0 : static_cast<std::size_t>(same - shelf_.begin());
    check_soon();
}

void RunPresenter::choose(std::size_t recipe) {
    if (run_.active() || recipe >= shelf_.size() || recipe == chosen_) return;
    chosen_ = recipe;
    check_soon();
}

void RunPresenter::set_wafer_id(const std::string& id) {
    const auto begin = id.find_first_not_of(" \t\r\n");
    const std::string trimmed = begin == std::string::npos
                                    ? std::string()
                                    : id.substr(begin, id.find_last_not_of(" \t\r\n") + 1 - begin);
    if (run_.active() || trimmed == wafer_id_) return;
    wafer_id_ = trimmed;
    again_ = false;
    check_soon();
}

void RunPresenter::check_soon() {
    if (run_.active() || shelf_.empty()) return;
    const int number = ++checks_;
    live_.clear();
    if (desk_.tool_busy()) {
        run_.hold_off({"another page uses the tool", station::Remedy::wait});
        changed_();
        return;
    }
    const station::ScanWish wish{.recipe = shelf_[chosen_],
                                 .wafer_id = wafer_id_,
                                 .tool_file = desk_.workplace().tool_file,
                                 .output_folder = desk_.workplace().output_folder,
                                 .again = again_};
    run_.prepare(wish);
    const auto take = [this, number, alive = std::weak_ptr(alive_)](const station::ScanCheck& check) {
        if (!alive.expired() && number == checks_) checked(check);
    };
    desk_.work().submit({.key = "scan-check",
                         .name = kCheckTask,
                         .work = [take, &hdf5 = desk_.hdf5(), wish](const TaskContext&) -> Delivery {
                             return [take, check = station::check_scan(wish, hdf5)] { take(check); };
                         },
                         .failed =
                             [take](const station::Trouble& trouble) {
                                 station::ScanCheck check;
                                 check.alarms = {{trouble.text, station::Remedy::none, trouble.kind}};
                                 take(check);
                             }});
    changed_();
}

void RunPresenter::checked(station::ScanCheck check) {
    if (run_.active()) return;
    run_.checked(std::move(check));
    changed_();
}

const ScanRecipe* RunPresenter::scan_recipe() const {
    if (const Recipe* scanned = run_.scanned()) return &*scanned->scan;
    if (chosen_ >= shelf_.size() || !shelf_[chosen_].recipe) return nullptr;
    return &*shelf_[chosen_].recipe->scan;
}

void RunPresenter::start() {
    if (!desk_.tool_busy()) started(run_.start());
}

void RunPresenter::continue_scan() {
    if (!desk_.tool_busy()) started(run_.continue_scan());
}

void RunPresenter::started(bool is) {
    if (is) {
        live_.clear();
        desk_.set_tool_busy(true);
    }
    changed_();
}

bool RunPresenter::can_scan_again() const {
    return run_.stage() == RunStage::choosing && (run_.check().exists || run_.check().unfinished);
}

void RunPresenter::scan_again() {
    if (!can_scan_again()) return;
    again_ = true;
    check_soon();
}

void RunPresenter::pause() {
    run_.pause();
    changed_();
}

void RunPresenter::resume() {
    run_.resume();
    changed_();
}

void RunPresenter::abort() {
    run_.abort();
    changed_();
}

void RunPresenter::review() {
    if (!run_.over()) return;
    desk_.open(run_.output());
    desk_.show_page("review");
}

void RunPresenter::next_wafer() {
    if (run_.active()) return;
    wafer_id_.clear();
    again_ = false;
    refresh();
}

void RunPresenter::poll() {
    if (!run_.active()) return;
    if (run_.poll()) {
        live_.finish(run_.scan().layer);
        if (run_.stage() == RunStage::done) desk_.open(run_.output());
        desk_.set_tool_busy(false);
    } else {
        live_.offer(run_.scan().layer);
    }
    changed_();
}

}  // namespace waferglow::gui

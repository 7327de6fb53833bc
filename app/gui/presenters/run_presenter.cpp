// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/run_presenter.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

constexpr const char* kSource = "run";

// A command that failed is tried again at once, and mostly with success.
constexpr int kLooksBeforeAlarm = 5;

Happening happening_of(const drivers::DeviceNotice& notice) {
    switch (notice.event) {
        case drivers::DeviceEvent::fault:
            return {Event::device_fault, {notice.label, notice.message}};
        case drivers::DeviceEvent::slow:
            return {Event::device_slow, {notice.label, notice.message}};
        case drivers::DeviceEvent::over:
            return {Event::device_well, {notice.label, notice.message}};
        case drivers::DeviceEvent::reconnected:
            break;
    }
    return {Event::device_back, {notice.label}};
}

}  // namespace

RunPresenter::RunPresenter(Desk& desk, std::function<void()> changed, RunOptions options)
    : desk_(desk),
      changed_(std::move(changed)),
      options_(std::move(options)),
      live_(desk.work(), [this] { changed_(); }) {
    desk_.on_tool([this, alive = std::weak_ptr(alive_)] {
        if (alive.expired() || active()) return;
        // How the last scan ended stays to be read.
        if (stage_ < RunStage::running) check_soon();
    });
}

RunPresenter::~RunPresenter() = default;

void RunPresenter::refresh() {
    const std::string kept = chosen_ < shelf_.size() ? shelf_[chosen_].path.string() : std::string();
    shelf_ = shelf_recipes(desk_.workplace().recipes_folder);
    const auto same = std::ranges::find_if(shelf_, [&](const ShelfRecipe& r) { return r.path == kept; });
    chosen_ = same == shelf_.end() ? 0 : static_cast<std::size_t>(same - shelf_.begin());
    check_soon();
}

void RunPresenter::choose(std::size_t recipe) {
    if (active() || recipe >= shelf_.size() || recipe == chosen_) return;
    chosen_ = recipe;
    check_soon();
}

void RunPresenter::set_wafer_id(const std::string& id) {
    const auto begin = id.find_first_not_of(" \t\r\n");
    const std::string trimmed = begin == std::string::npos
                                    ? std::string()
                                    : id.substr(begin, id.find_last_not_of(" \t\r\n") + 1 - begin);
    if (active() || trimmed == wafer_id_) return;
    wafer_id_ = trimmed;
    again_ = false;
    check_soon();
}

void RunPresenter::check_soon() {
    if (active() || shelf_.empty()) return;
    const int number = ++checks_;
    if (desk_.tool_busy()) {
        stage_ = RunStage::choosing;
        alarms_ = {{"another page uses the tool", Remedy::wait}};
        changed_();
        return;
    }
    stage_ = RunStage::checking;
    scan_ = {};
    summary_ = {};
    live_.clear();
    scanned_.reset();
    ScanWish wish{.recipe = shelf_[chosen_],
                  .wafer_id = wafer_id_,
                  .tool_file = desk_.workplace().tool_file,
                  .output_folder = desk_.workplace().output_folder,
                  .again = again_};
    const auto take = [this, number, alive = std::weak_ptr(alive_)](const ScanCheck& check) {
        if (!alive.expired() && number == checks_) checked(check);
    };
    desk_.work().submit(
        {.key = "scan-check",
         .name = kCheckTask,
         .work = [take, &hdf5 = desk_.hdf5(), wish = std::move(wish)](const TaskContext&) -> Delivery {
             return [take, check = check_scan(wish, hdf5)] { take(check); };
         },
         .failed =
             [take](const Trouble& trouble) {
                 ScanCheck check;
                 check.alarms = {{trouble.text, Remedy::none, trouble.kind}};
                 take(check);
             }});
    changed_();
}

void RunPresenter::checked(ScanCheck check) {
    if (active()) return;
    check_ = std::move(check);
    alarms_ = check_.alarms;
    stage_ = alarms_.empty() ? RunStage::ready : RunStage::choosing;
    lamps_.clear();
    for (const tool::DeviceReport& device : check_.devices) lamps_.push_back(lamp_of(device));
    changed_();
}

const ScanRecipe* RunPresenter::scan_recipe() const {
    if (scanned_) return &*scanned_->scan;
    if (chosen_ >= shelf_.size() || !shelf_[chosen_].recipe) return nullptr;
    return &*shelf_[chosen_].recipe->scan;
}

void RunPresenter::start() {
    if (stage_ == RunStage::ready) launch(false);
}

bool RunPresenter::can_continue() const {
    if (active()) return false;
    if (stage_ == RunStage::stopped || stage_ == RunStage::failed) return summary_.resumable;
    // Only where nothing but the unfinished file is in the way.
    return stage_ == RunStage::choosing && check_.unfinished && alarms_.size() == 1;
}

void RunPresenter::continue_scan() {
    if (can_continue()) launch(true);
}

bool RunPresenter::can_scan_again() const {
    return stage_ == RunStage::choosing && (check_.exists || check_.unfinished);
}

void RunPresenter::scan_again() {
    if (!can_scan_again()) return;
    again_ = true;
    check_soon();
}

void RunPresenter::launch(bool resume) {
    if (desk_.tool_busy()) return;
    const Happening begun{resume ? Event::scan_resumed : Event::scan_started,
                          {wafer_id_, shelf_[chosen_].name, (scanned_ ? output_ : check_.output).string()}};
    if (!record(begun)) {
        changed_();
        return;
    }
    if (!scanned_) {
        scanned_ = shelf_[chosen_].recipe;
        scanned_->scan->wafer.id = wafer_id_;
        output_ = check_.output;
    }
    const std::string what =
        fmt::format("wafer {}, recipe {}, {}", wafer_id_, shelf_[chosen_].name, output_.string());
    tool::ScanRequest request;
    request.output = output_;
    request.resume = resume;
    request.threads = options_.threads;
    request.retry = options_.retry;
    request.log = desk_.session().log_entry("scan", what);
    request.hdf5 = &desk_.hdf5();
    alarms_.clear();
    scan_ = {};
    scan_.remaining_s = check_.seconds;
    summary_ = {};
    events_seen_ = 0;
    live_.clear();
    for (Lamp& lamp : lamps_) {  // the devices are opened anew, and tell what is wrong with them
        lamp.state = LampState::good;
        lamp.faults.clear();
        lamp.looks_failing = 0;
    }
    desk_.log().add(Severity::info, kSource, begun, kScanTask);
    run_ = std::make_unique<ScanRun>(desk_.workplace().tool_file, *scanned_, std::move(request));
    stage_ = RunStage::running;
    desk_.set_tool_busy(true);
    changed_();
}

void RunPresenter::pause() {
    if (stage_ != RunStage::running) return;
    run_->pause();
    desk_.log().add(Severity::info, kSource, Happening{Event::scan_paused, {wafer_id_}});
    stage_ = RunStage::paused;
    changed_();
}

void RunPresenter::resume() {
    if (stage_ != RunStage::paused) return;
    run_->resume();
    desk_.log().add(Severity::info, kSource, Happening{Event::scan_continued, {wafer_id_}});
    stage_ = RunStage::running;
    changed_();
}

void RunPresenter::abort() {
    if (!active()) return;
    run_->abort();
    desk_.log().add(Severity::info, kSource, Happening{Event::scan_stopping, {wafer_id_}});
    stage_ = RunStage::stopping;
    changed_();
}

void RunPresenter::review() {
    if (stage_ != RunStage::done && stage_ != RunStage::stopped && stage_ != RunStage::failed) return;
    desk_.open(output_);
    desk_.show_page("review");
}

void RunPresenter::next_wafer() {
    if (active()) return;
    wafer_id_.clear();
    again_ = false;
    scanned_.reset();
    refresh();
}

void RunPresenter::poll() {
    if (run_ == nullptr) return;
    take_news();
    scan_ = run_->state();
    live_.offer(scan_.layer);
    take_events();
    count_look(lamps_);
    alarms_ = device_alarms_now();
    if (const auto summary = run_->summary())
        finish(*summary);
    else
        changed_();
}

void RunPresenter::finish(const ScanSummary& summary) {
    take_news();
    take_events();
    scan_ = run_->state();  // of the end, not of the look before it
    live_.finish(scan_.layer);
    run_.reset();  // its thread has ended
    summary_ = summary;
    const std::string file = output_.string();
    if (summary.complete) {
        stage_ = RunStage::done;
        alarms_.clear();
        Happening ended{Event::scan_finished_unjudged,
                        {file, std::to_string(summary.measured), fmt::format("{:.0f}", summary.seconds)}};
        if (summary.binned > 0) {
            ended.event = Event::scan_finished;
            ended.values.push_back(fmt::format(
                "{:.2f}", 100.0 * static_cast<double>(summary.passed) / static_cast<double>(summary.binned)));
        }
        (void)record(ended);
        desk_.log().add(Severity::info, kSource, ended);
        desk_.open(output_);
    } else {
        stage_ = summary.stopped ? RunStage::stopped : RunStage::failed;
        Alarm alarm{summary.message, Remedy::none, ErrorKind::job};
        if (summary.stopped) alarm.text = "the scan was stopped";
        if (summary.resumable) alarm.remedy = Remedy::resume;
        if (summary.device_fault) {
            alarm.remedy = Remedy::check_device;
            alarm.kind = ErrorKind::device;
            if (const std::vector<Alarm> now = device_alarms_now(); !now.empty()) {
                alarm = now.front();
                alarm.text = summary.message;
            }
        }
        if (summary.disk_fault) alarm.remedy = Remedy::free_disk;
        alarms_ = {alarm};
        const Happening ended = summary.stopped ? Happening{Event::scan_stopped, {file}}
                                                : Happening{Event::scan_failed, {file, alarm.text}};
        (void)record(ended);
        if (summary.stopped) {
            desk_.log().add(Severity::warning, kSource, ended, kScanTask);
        } else if (alarm.fault == drivers::DeviceFault::interlock_open) {
            desk_.log().add(Severity::error, kSource, Happening{Event::interlock_open, {file, alarm.device}},
                            kScanTask);
        } else {
            desk_.log().add(kSource, {.kind = summary.device_fault ? ErrorKind::device : ErrorKind::job,
                                      .text = file + ": " + alarm.text,
                                      .task = kScanTask});
        }
    }
    desk_.set_tool_busy(false);
    changed_();
}

void RunPresenter::take_news() {
    for (const drivers::DeviceNotice& notice : run_->take_news()) {
        desk_.log().add(Severity::info, kSource, happening_of(notice));
        apply(notice, lamps_);
    }
}

void RunPresenter::take_events() {
    const tool::ScanEvents events = run_->events_since(events_seen_);
    events_seen_ = events.next;
    for (const std::string& event : events.texts) desk_.log().add(Severity::info, kSource, event);
}

/// The gravest first.
std::vector<Alarm> RunPresenter::device_alarms_now() const {
    std::vector<Alarm> alarms;
    for (const Lamp& lamp : lamps_)
        if (auto alarm = alarm_of(lamp, active() ? kLooksBeforeAlarm : 0))
            alarms.push_back(std::move(*alarm));
    std::ranges::stable_sort(alarms, std::ranges::greater(), &Alarm::severity);
    return alarms;
}

bool RunPresenter::held() const {
    return active() &&
           std::ranges::any_of(alarms_, [](const Alarm& alarm) { return alarm.severity == Severity::error; });
}

/// False where it could not be written, which is told: what is to follow must not be done then.
bool RunPresenter::record(const Happening& happening) {
    try {
        desk_.session().audit("scan", happening);
        return true;
    } catch (const Error& error) {
        desk_.log().add(kSource, trouble_of(error, kScanTask));
        return false;
    }
}

}  // namespace waferglow::gui

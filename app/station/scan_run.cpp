// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/scan_run.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace waferglow::station {
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

ScanRun::ScanRun(Session& session, LogBook& log, std::mutex& hdf5, RunOptions options)
    : session_(session), log_(log), hdf5_(hdf5), options_(std::move(options)) {}

void ScanRun::forget() {
    scan_ = {};
    summary_ = {};
    scanned_.reset();
}

void ScanRun::prepare(ScanWish wish) {
    forget();
    wish_ = std::move(wish);
    stage_ = RunStage::checking;
}

void ScanRun::checked(ScanCheck check) {
    check_ = std::move(check);
    alarms_ = check_.alarms;
    stage_ = alarms_.empty() ? RunStage::ready : RunStage::choosing;
    lamps_.clear();
    for (const tool::DeviceReport& device : check_.devices) lamps_.push_back(lamp_of(device));
}

void ScanRun::hold_off(Alarm alarm) {
    forget();
    check_ = {};
    stage_ = RunStage::choosing;
    alarms_ = {std::move(alarm)};
}

bool ScanRun::can_continue() const {
    if (active()) return false;
    if (stage_ == RunStage::stopped || stage_ == RunStage::failed) return summary_.resumable;
    // Only where nothing but the unfinished file is in the way.
    return stage_ == RunStage::choosing && check_.unfinished && alarms_.size() == 1;
}

bool ScanRun::launch(bool resume) {
    const std::filesystem::path output = scanned_ ? output_ : check_.output;
    const std::string& recipe_name = wish_.recipe.name;
    const Happening begun{resume ? Event::scan_resumed : Event::scan_started,
                          {wish_.wafer_id, recipe_name, output.string()}};
    if (!record(begun)) return false;
    if (!scanned_) {
        scanned_ = wish_.recipe.recipe;
        scanned_->scan->wafer.id = wish_.wafer_id;
        output_ = output;
    }
    ScanOrder order{.tool_file = wish_.tool_file, .recipe = *scanned_, .request = {}};
    order.request.output = output_;
    order.request.resume = resume;
    order.request.threads = options_.threads;
    order.request.retry = options_.retry;
    order.request.log = session_.log_entry(
        "scan", fmt::format("wafer {}, recipe {}, {}", wish_.wafer_id, recipe_name, output_.string()));
    order.request.hdf5 = &hdf5_;
    alarms_.clear();
    scan_ = {};
    scan_.remaining_s = check_.seconds;
    summary_ = {};
    events_seen_ = 0;
    for (Lamp& lamp : lamps_) {  // the devices are opened anew, and tell what is wrong with them
        lamp.state = LampState::good;
        lamp.faults.clear();
        lamp.looks_failing = 0;
    }
    log_.add(Severity::info, kSource, begun, kScanTask);
    thread_ = std::make_unique<ScanThread>(std::move(order));
    stage_ = RunStage::running;
    return true;
}

void ScanRun::pause() {
    if (stage_ != RunStage::running) return;
    thread_->pause();
    tell({Event::scan_paused, {wish_.wafer_id}});
    stage_ = RunStage::paused;
}

void ScanRun::resume() {
    if (stage_ != RunStage::paused) return;
    thread_->resume();
    tell({Event::scan_continued, {wish_.wafer_id}});
    stage_ = RunStage::running;
}

void ScanRun::abort() {
    if (!active()) return;
    thread_->abort();
    tell({Event::scan_stopping, {wish_.wafer_id}});
    stage_ = RunStage::stopping;
}

bool ScanRun::poll() {
    if (!active()) return false;
    take_news();
    scan_ = thread_->state();
    take_events();
    count_look(lamps_);
    alarms_ = device_alarms_now();
    const auto summary = thread_->summary();
    if (!summary) return false;
    finish(*summary);
    return true;
}

void ScanRun::finish(const ScanSummary& summary) {
    take_news();
    take_events();
    scan_ = thread_->state();  // of the end, not of the look before it
    thread_.reset();           // it has ended
    summary_ = summary;
    summary.complete ? finish_complete() : finish_early();
}

void ScanRun::finish_complete() {
    stage_ = RunStage::done;
    alarms_.clear();
    Happening ended{
        Event::scan_finished_unjudged,
        {output_.string(), std::to_string(summary_.measured), fmt::format("{:.0f}", summary_.seconds)}};
    if (summary_.binned > 0) {
        ended.event = Event::scan_finished;
        ended.values.push_back(fmt::format(
            "{:.2f}", 100.0 * static_cast<double>(summary_.passed) / static_cast<double>(summary_.binned)));
    }
    (void)record(ended);
    tell(ended);
    if (!summary_.message.empty()) log_.add(Severity::warning, kSource, summary_.message);
}

void ScanRun::finish_early() {
    stage_ = summary_.stopped ? RunStage::stopped : RunStage::failed;
    const std::string file = output_.string();
    Alarm alarm{summary_.message, Remedy::none, ErrorKind::job};
    if (summary_.stopped) alarm.text = "the scan was stopped";
    if (summary_.resumable) alarm.remedy = Remedy::resume;
    if (summary_.device_fault) {
        alarm.remedy = Remedy::check_device;
        alarm.kind = ErrorKind::device;
        if (const std::vector<Alarm> now = device_alarms_now(); !now.empty()) {
            alarm = now.front();
            alarm.text = summary_.message;
        }
    }
    if (summary_.disk_fault) alarm.remedy = Remedy::free_disk;
    alarms_ = {alarm};
    const Happening ended = summary_.stopped ? Happening{Event::scan_stopped, {file}}
                                             : Happening{Event::scan_failed, {file, alarm.text}};
    (void)record(ended);
    if (summary_.stopped) {
        log_.add(Severity::warning, kSource, ended, kScanTask);
    } else if (alarm.fault == drivers::DeviceFault::interlock_open) {
        log_.add(Severity::error, kSource, Happening{Event::interlock_open, {file, alarm.device}}, kScanTask);
    } else {
        log_.add(kSource, {.kind = summary_.device_fault ? ErrorKind::device : ErrorKind::job,
                           .text = file + ": " + alarm.text,
                           .task = kScanTask});
    }
}

void ScanRun::take_news() {
    for (const drivers::DeviceNotice& notice : thread_->take_news()) {
        tell(happening_of(notice));
        apply(notice, lamps_);
    }
}

void ScanRun::take_events() {
    const tool::ScanEvents events = thread_->events_since(events_seen_);
    events_seen_ = events.next;
    for (const std::string& event : events.texts) log_.add(Severity::info, kSource, event);
}

std::vector<Alarm> ScanRun::device_alarms_now() const {
    std::vector<Alarm> alarms;
    for (const Lamp& lamp : lamps_)
        if (auto alarm = alarm_of(lamp, active() ? kLooksBeforeAlarm : 0))
            alarms.push_back(std::move(*alarm));
    std::ranges::stable_sort(alarms, std::ranges::greater(), &Alarm::severity);
    return alarms;
}

bool ScanRun::held() const {
    return active() &&
           std::ranges::any_of(alarms_, [](const Alarm& alarm) { return alarm.severity == Severity::error; });
}

void ScanRun::tell(const Happening& happening) {
    log_.add(Severity::info, kSource, happening);
}

/// False where it could not be written, which is told: what is to follow must not be done then.
bool ScanRun::record(const Happening& happening) {
    try {
        session_.audit("scan", happening);
        return true;
    } catch (const Error& error) {
        log_.add(kSource, trouble_of(error, kScanTask));
        return false;
    }
}

}  // namespace waferglow::station

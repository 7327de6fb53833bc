// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/calibration/calibration_presenter.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace waferglow::gui {
namespace {

constexpr const char* kCalibrationSource = "calibration";
constexpr const char* kTask = "Calibration";

}  // namespace

CalibrationPresenter::CalibrationPresenter(Desk& desk, std::function<void()> changed)
    : desk_(desk), changed_(std::move(changed)), runner_(desk.poster()) {
    runner_.set_listener([this](const TaskState& state) {
        share_ = std::max(0.0, state.share);
        if (running_) changed_();
    });
}

std::filesystem::path CalibrationPresenter::folder() const {
    const station::Workplace& place = desk_.workplace();
    return place.tool_file.empty() ? place.calibration_folder
                                   : tool::default_calibration_folder(place.tool_file);
}

void CalibrationPresenter::refresh() {
    if (desk_.tool_busy()) return;
    runner_.submit({.key = "survey",
                    .name = {},
                    .work = [this, tool_file = desk_.workplace().tool_file,
                             folder = folder()](const TaskContext&) -> Delivery {
                        const tool::OpenTool opened(tool_file);
                        auto stored = tool::survey_calibrations(opened, folder);
                        for (tool::StoredCalibration& one : stored)
                            if (one.record) one.record->images.clear();  // not shown, and large
                        std::vector<std::pair<std::string, drivers::LightUse>> lights;
                        for (const tool::ToolLight& light : opened.view().lights)
                            lights.emplace_back(light.name, light.use);
                        return [this, stored = std::move(stored), lights = std::move(lights), tool_file] {
                            lights_ = lights;
                            stored_ = stored;
                            if (of_tool_ != tool_file) {
                                last_.reset();
                                failed_.reset();
                            }
                            of_tool_ = tool_file;
                            changed_();
                        };
                    },
                    .failed = desk_.tell_trouble(kCalibrationSource)});
}

void CalibrationPresenter::select(tool::CalibrationKind kind) {
    selected_ = kind;
    changed_();
}

const calibration::Record* CalibrationPresenter::record() const {
    if (last_ && last_->kind == selected_) return &last_->record;
    const auto found = std::ranges::find(stored_, selected_, &tool::StoredCalibration::kind);
    return found == stored_.end() || !found->record ? nullptr : &*found->record;
}

bool CalibrationPresenter::beyond_limits() const {
    return last_ && last_->kind == selected_ && !last_->passed;
}

std::string CalibrationPresenter::failure() const {
    return failed_ && failed_->first == selected_ ? failed_->second : std::string();
}

bool CalibrationPresenter::may_run() const {
    return !running_ && !desk_.tool_busy() && desk_.session().may(station::Action::calibrate);
}

void CalibrationPresenter::run(tool::CalibrationOptions options) {
    if (!may_run()) return;
    const station::Happening started{station::Event::calibration_started, {tool::info_of(selected_).title}};
    try {  // what can't be recorded is not done
        desk_.session().audit("calibration", started);
    } catch (const Error& error) {
        desk_.log().add(kCalibrationSource, station::trouble_of(error, kTask));
        return;
    }
    running_ = true;
    failed_.reset();
    share_ = 0.0;
    desk_.set_tool_busy(true);
    options.folder = folder();
    stop_run_ = std::stop_source();
    runner_.submit(
        {.key = {},
         .name = kTask,
         .work = [this, started, kind = selected_, options = std::move(options), stop = stop_run_,
                  tool_file = desk_.workplace().tool_file](const TaskContext& context) -> Delivery {
             const std::stop_callback ended(context.stop(), [&] { stop.request_stop(); });
             try {
                 tool::OpenTool opened(tool_file);
                 auto outcome = tool::run_calibration(
                     kind, opened, options, stop.get_token(),
                     [&](const tool::CalibrationProgress& p) { context.progress(p.share); });
                 outcome.record.images.clear();
                 over([this, outcome = std::move(outcome)] { finish(outcome); });
             } catch (const std::exception& error) {
                 const auto* known = dynamic_cast<const Error*>(&error);
                 const bool cancelled = known != nullptr && known->kind() == ErrorKind::cancelled;
                 over([this, started, kind, cancelled, trouble = station::trouble_of(error, kTask)] {
                     desk_.session().audit_not_done("calibration", started, trouble.text);
                     if (!cancelled) failed_.emplace(kind, trouble.text);
                     cancelled ? desk_.log().add(station::Severity::info, kCalibrationSource,
                                                 station::Happening{station::Event::calibration_cancelled})
                               : desk_.log().add(kCalibrationSource, trouble);
                     changed_();
                 });
             }
             return {};
         },
         .failed = {}});
    changed_();
}

void CalibrationPresenter::over(const std::function<void()>& then) {
    desk_.poster()([this, then, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        running_ = false;
        desk_.set_tool_busy(false);
        then();
    });
}

void CalibrationPresenter::finish(const tool::CalibrationOutcome& outcome) {
    last_ = outcome;
    const station::Happening happening{
        outcome.passed ? station::Event::calibrated : station::Event::calibrated_beyond_limits,
        {outcome.summary}};
    desk_.log().add(outcome.passed ? station::Severity::info : station::Severity::warning, kCalibrationSource,
                    happening, kTask);
    try {
        desk_.session().audit("calibration", happening);
    } catch (const Error& error) {
        desk_.log().add(station::Severity::warning, kCalibrationSource, error.what());
    }
    changed_();
    refresh();
}

}  // namespace waferglow::gui

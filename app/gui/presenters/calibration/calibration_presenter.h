// SPDX-License-Identifier: GPL-3.0-or-later
// What the calibration page does: list what there is, run one, keep what it found to be looked at.
#pragma once

#include "app/gui/presenters/desk/desk.h"
#include "app/tool/calibration_runs.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace waferglow::gui {

/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters what is to
/// be shown. Destruction cancels a run and waits until the tool is safe.
class CalibrationPresenter {
  public:
    CalibrationPresenter(Desk& desk, std::function<void()> changed);

    /// Where results are: beside the tool's file, or the desktop's own folder for the simulated tool.
    [[nodiscard]] std::filesystem::path folder() const;
    /// Asks devices and files; not while the tool is busy.
    void refresh();
    [[nodiscard]] const std::vector<tool::StoredCalibration>& stored() const { return stored_; }
    /// Whether `stored` is of the tool in use.
    [[nodiscard]] bool surveyed() const {
        return !stored_.empty() && of_tool_ == desk_.workplace().tool_file;
    }
    /// Names of the lights, and what they are for, of the tool in use.
    [[nodiscard]] const std::vector<std::pair<std::string, drivers::LightUse>>& lights() const {
        return lights_;
    }
    void select(tool::CalibrationKind kind);
    [[nodiscard]] tool::CalibrationKind selected() const { return selected_; }
    /// Of the last run, or as stored; null: there is none.
    [[nodiscard]] const calibration::Record* record() const;
    /// The last run of the selected kind was not stored.
    [[nodiscard]] bool beyond_limits() const;
    /// Why the last run of the selected kind came to no result; empty: it did, or was cancelled.
    [[nodiscard]] std::string failure() const;

    [[nodiscard]] bool may_run() const;
    /// `options`: what people chose; the folder is the presenter's.
    void run(tool::CalibrationOptions options = {});
    void cancel() { stop_run_.request_stop(); }
    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] double share() const { return share_; }

  private:
    /// On the window's thread, however the run ended: the tool is free again.
    void over(const std::function<void()>& then);
    void finish(const tool::CalibrationOutcome& outcome);

    Desk& desk_;
    std::function<void()> changed_;
    tool::CalibrationKind selected_ = tool::CalibrationKind::dark;
    std::vector<tool::StoredCalibration> stored_;
    std::vector<std::pair<std::string, drivers::LightUse>> lights_;
    std::filesystem::path of_tool_;
    std::optional<tool::CalibrationOutcome> last_;
    std::optional<std::pair<tool::CalibrationKind, std::string>> failed_;
    // Of the run's own: a task that was cancelled while it waited for a survey must end like any other.
    std::stop_source stop_run_{std::nostopstate};
    bool running_ = false;
    double share_ = 0.0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    TaskRunner runner_;  // last: its thread ends first
};

}  // namespace waferglow::gui

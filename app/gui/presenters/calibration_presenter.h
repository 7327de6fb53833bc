// SPDX-License-Identifier: GPL-3.0-or-later
// What the calibration page does: list what there is, run one, keep what it found to be looked at.
#pragma once

#include "app/gui/presenters/desk.h"
#include "app/tool/calibration_runs.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
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
    void select(tool::CalibrationKind kind);
    [[nodiscard]] tool::CalibrationKind selected() const { return selected_; }
    /// Of the last run, or as stored; null: there is none.
    [[nodiscard]] const calibration::Record* record() const;

    [[nodiscard]] bool may_run() const;
    void run();
    void cancel() { runner_.cancel_all(); }
    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] double share() const { return share_; }

  private:
    void finish(const tool::CalibrationOutcome& outcome);

    Desk& desk_;
    std::function<void()> changed_;
    tool::CalibrationKind selected_ = tool::CalibrationKind::dark;
    std::vector<tool::StoredCalibration> stored_;
    std::optional<tool::CalibrationOutcome> last_;
    bool running_ = false;
    double share_ = 0.0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    TaskRunner runner_;  // last: its thread ends first
};

}  // namespace waferglow::gui

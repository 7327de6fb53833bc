// SPDX-License-Identifier: GPL-3.0-or-later
// The scan of one wafer at the station as a state machine: wished for, checked, started, paused, ended.
//
//   choosing <-> checking -> ready -> running <-> paused
//                                        |           |
//                                        +-> stopping +-> done | stopped | failed -> running (resumed)
// The start is in the audit log before anything moves, or nothing does; so is the end.
#pragma once

#include "app/station/device_alarm.h"
#include "app/station/scan_check.h"
#include "app/station/scan_thread.h"
#include "app/station/session.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::station {

inline constexpr const char* kScanTask = "Scan";

enum class RunStage {
    choosing,  ///< something is missing or in the way: see alarms
    checking,  ///< the tool is being asked
    ready,
    running,
    paused,
    stopping,
    done,     ///< the file is complete
    stopped,  ///< on request
    failed,
};

struct RunOptions {
    tool::RetryPolicy retry{};
    int threads = 0;
};

/// Confined to one thread, that of the session and of the log. Its owner makes the check of a wish, which
/// takes long, calls `poll` some times a second, and keeps others from the tool while `active`.
class ScanRun {
  public:
    /// `hdf5` is held while a wafer file is read or written. All must outlive the run.
    ScanRun(Session& session, LogBook& log, std::mutex& hdf5, RunOptions options = {});

    /// These three not while `active`; what was left of an earlier scan is forgotten.
    /// Another wish: to be checked by check_scan, whose answer goes to `checked`.
    void prepare(ScanWish wish);
    void checked(ScanCheck check);
    /// It can't even be checked.
    void hold_off(Alarm alarm);
    /// Another tool is used from here on, by resuming too.
    void use_tool(const std::filesystem::path& tool_file) { wish_.tool_file = tool_file; }

    [[nodiscard]] RunStage stage() const { return stage_; }
    /// The scan has ended, one way or another.
    [[nodiscard]] bool over() const { return stage_ >= RunStage::done; }
    /// A scan has the tool.
    [[nodiscard]] bool active() const { return thread_ != nullptr; }
    /// The scan stands still until somebody acts on an alarm.
    [[nodiscard]] bool held() const;
    /// In the way of a start, of the scan that runs, or what ended the last one. The gravest first.
    [[nodiscard]] const std::vector<Alarm>& alarms() const { return alarms_; }
    [[nodiscard]] const ScanCheck& check() const { return check_; }
    [[nodiscard]] const std::vector<Lamp>& lamps() const { return lamps_; }
    [[nodiscard]] const tool::ScanState& scan() const { return scan_; }
    [[nodiscard]] const ScanSummary& summary() const { return summary_; }
    /// Of the scan that runs or ran last; null before it.
    [[nodiscard]] const Recipe* scanned() const { return scanned_ ? &*scanned_ : nullptr; }
    [[nodiscard]] const std::filesystem::path& output() const { return output_; }

    /// Where stage is ready. False where nothing was started, which is told in the log.
    bool start() { return stage_ == RunStage::ready && launch(false); }
    /// The unfinished scan of this wafer, or the one that stopped.
    [[nodiscard]] bool can_continue() const;
    bool continue_scan() { return can_continue() && launch(true); }
    void pause();
    void resume();
    void abort();
    /// Looks at the scan that runs. True once: when it has just ended.
    bool poll();

  private:
    void forget();
    bool launch(bool resume);
    void finish(const ScanSummary& summary);
    void finish_complete();
    void finish_early();
    void take_news();
    void take_events();
    [[nodiscard]] std::vector<Alarm> device_alarms_now() const;
    [[nodiscard]] bool record(const Happening& happening);
    void tell(const Happening& happening);

    Session& session_;
    LogBook& log_;
    std::mutex& hdf5_;
    RunOptions options_;
    ScanWish wish_;
    RunStage stage_ = RunStage::checking;
    std::vector<Alarm> alarms_;
    ScanCheck check_;
    std::vector<Lamp> lamps_;
    tool::ScanState scan_;
    std::int64_t events_seen_ = 0;
    ScanSummary summary_;
    std::optional<Recipe> scanned_;
    std::filesystem::path output_;
    std::unique_ptr<ScanThread> thread_;
};

}  // namespace waferglow::station

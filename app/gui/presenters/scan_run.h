// SPDX-License-Identifier: GPL-3.0-or-later
// One scan in a thread of its own, from opening the tool to the written file.
#pragma once

#include "app/tool/open_tool.h"
#include "app/tool/tool_scan.h"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace waferglow::gui {

/// What stays of a scan when it is over.
struct ScanSummary {
    bool complete = false;
    bool stopped = false;  ///< on request
    bool resumable = false;
    bool device_fault = false;
    bool disk_fault = false;
    std::string message;  ///< the fault, or something to know
    std::int64_t measured = 0;
    std::int64_t binned = 0;
    std::int64_t passed = 0;
    double seconds = 0.0;
};

/// Made by the window's thread, which asks for state and news; nothing blocks but destruction, which aborts
/// and waits until the tool is safe.
class ScanRun {
  public:
    /// `request.hdf5` must outlive the run.
    ScanRun(std::filesystem::path tool_file, Recipe recipe, tool::ScanRequest request);
    ~ScanRun();
    ScanRun(const ScanRun&) = delete;
    ScanRun& operator=(const ScanRun&) = delete;

    void pause() { control_.pause(); }
    void resume() { control_.resume(); }
    void abort() { control_.abort(); }
    [[nodiscard]] tool::ScanState state() const { return monitor_.state(); }
    [[nodiscard]] tool::ScanEvents events_since(std::int64_t first) const {
        return monitor_.events_since(first);
    }
    /// What became of the devices since the last call.
    [[nodiscard]] std::vector<drivers::DeviceNotice> take_news();
    /// None while it runs.
    [[nodiscard]] std::optional<ScanSummary> summary() const;

  private:
    void run();
    [[nodiscard]] ScanSummary scan();

    const std::filesystem::path tool_file_;
    const Recipe recipe_;
    tool::ScanRequest request_;
    tool::ScanControl control_;
    tool::ScanMonitor monitor_;
    mutable std::mutex mutex_;
    std::vector<drivers::DeviceNotice> news_;  // guarded by mutex_
    std::optional<ScanSummary> summary_;       // guarded by mutex_
    std::jthread thread_;                      // last: it uses all of the above
};

}  // namespace waferglow::gui
